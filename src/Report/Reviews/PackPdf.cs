using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CostGuard.Core.Values;
using CostGuard.Report.Charts;
using SkiaSharp;

namespace CostGuard.Report.Reviews;

/// <summary>
/// The pack as PDF without any program of the machine: A4 landscape, one sheet a page of the pack, each made as large as it can be and as small as it must
/// be. It is drawn from the pack's own HTML, so that a closed pack prints what was closed, and no figure is written twice. Same pack, same bytes.
/// Text is text; there are bookmarks and a language, and no tags, which the drawing library cannot write: a browser's PDF has them.
/// </summary>
public static class PackPdf
{
    private const float Width = 842, Height = 595, Side = 31, Top = 30, Bottom = 26, EdgeSize = 7.5f, TitleSize = 15;
    private const float LargestScale = 1.45f, SmallestScale = 0.35f, ScaleStep = 0.03f;

    /// <summary>The file.</summary>
    /// <param name="html">A pack that <see cref="ReviewPack"/> rendered, of this version or an earlier one.</param>
    /// <param name="moment">The moment that the file says it was made at, UTC.</param>
    public static byte[] Of(string html, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(html);
        XElement[] pages = [.. Parse(html).Elements("section")];
        string title = System.Net.WebUtility.HtmlDecode(Between(html, "<title>", "</title>"));
        using var stream = new MemoryStream();
        var about = new SKDocumentPdfMetadata(SKDocumentPdfMetadata.DefaultRasterDpi)
        {
            Title = title,
            Creator = "CostGuard",
            Producer = "CostGuard",
            Creation = moment.UtcDateTime,
            Modified = moment.UtcDateTime,
        };
        using (var document = SKDocument.CreatePdf(stream, about))
        {
            foreach (XElement page in pages)
            {
                Draw(document.BeginPage(Width, Height), page);
                document.EndPage();
            }

            document.Close();
        }

        return PdfOutline.Add(stream.ToArray(), [.. pages.Select(Title)], "en");
    }

    private static void Draw(SKCanvas canvas, XElement page)
    {
        Edge(canvas, page, "head", Top);
        float y = PdfText.Draw(canvas, [new PdfRun(Title(page), true, TitleSize, PdfColors.Ink)], Side, Top + 6, Width - (2 * Side)) + 4, room = Height - Bottom - 14 - y;
        XElement main = page.Elements("div").First(each => PdfBlocks.Is(each, "main"));
        float scale = LargestScale;
        while (scale > SmallestScale && PdfBlocks.Draw(null, main, 0, 0, (Width - (2 * Side)) / scale) * scale > room) scale -= ScaleStep;
        canvas.Save();
        canvas.Translate(Side, y);
        canvas.Scale(scale);
        PdfBlocks.Draw(canvas, main, 0, 0, (Width - (2 * Side)) / scale);
        canvas.Restore();
        using var line = new SKPaint { Color = PdfColors.Line, StrokeWidth = 0.5f, IsStroke = true };
        canvas.DrawLine(Side, Height - Bottom - 10, Width - Side, Height - Bottom - 10, line);
        Edge(canvas, page, "foot", Height - Bottom + 1);
    }

    // What stands above and below: whose it is, how far it is; the data, the snapshot, the page.
    private static void Edge(SKCanvas canvas, XElement page, string style, float y)
    {
        string[] words = [.. page.Elements("div").Where(each => PdfBlocks.Is(each, style)).Elements("span").Select(each => each.Value)];
        using var font = new SKFont(EmbeddedFonts.Face(bold: false), EdgeSize);
        using var paint = new SKPaint { Color = PdfColors.Grey, IsAntialias = true };
        if (words.Length > 0) canvas.DrawText(words[0], Side, y, SKTextAlign.Left, font, paint);
        if (words.Length > 1) canvas.DrawText(words[^1], Width - Side, y, SKTextAlign.Right, font, paint);
    }

    private static string Title(XElement page) => page.Elements().First(each => each.Name.LocalName is "h1" or "h2").Value;

    // The pack is well-formed but for line breaks, which have no end tag in HTML, and for control characters in packs that were kept before those were left out.
    private static XElement Parse(string html)
    {
        using var text = new StringReader($"<main>{WritableText.Clean(Between(html, "<main>", "</main>"))}</main>".Replace("<br>", "<br/>", StringComparison.Ordinal));
        using var reader = XmlReader.Create(text, new XmlReaderSettings { CheckCharacters = false });
        var main = XElement.Load(reader, LoadOptions.PreserveWhitespace);
        foreach (XText each in main.DescendantNodes().OfType<XText>().ToArray()) each.Value = WritableText.Clean(each.Value);
        return main;
    }

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal), to = from < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0 ? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The pack has no {start}.")) : text[(from + start.Length)..to];
    }
}

/// <summary>The pack's colours.</summary>
internal static class PdfColors
{
    public static readonly SKColor Ink = SKColor.Parse("#1F2933"), Grey = SKColor.Parse("#52606D"), Line = SKColor.Parse("#CBD2D9");

    /// <summary>Ink and ground of a state.</summary>
    public static (SKColor Ink, SKColor Ground) Of(XElement element) => element switch
    {
        _ when PdfBlocks.Is(element, "over") => (SKColor.Parse("#8F2F00"), SKColor.Parse("#FDEBE0")),
        _ when PdfBlocks.Is(element, "risk") || PdfBlocks.Is(element, "warn") || PdfBlocks.Is(element, "gap") => (SKColor.Parse("#6B4600"), SKColor.Parse("#FFF4D6")),
        _ when PdfBlocks.Is(element, "ok") => (SKColor.Parse("#00523D"), SKColor.Parse("#E0F4EC")),
        _ => (Ink, SKColor.Parse("#F4F6F8")),
    };
}
