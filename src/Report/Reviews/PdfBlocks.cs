using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;

namespace CostGuard.Report.Reviews;

/// <summary>Draws the pack's blocks: paragraphs, lists, tiles, columns, tables, pictures.</summary>
internal static partial class PdfBlocks
{
    private const float Body = 8.6f, Small = 7.3f, Space = 4, ColumnGap = 22, Indent = 13, TileGap = 6, TilePad = 5;

    /// <summary>True for an element of a class.</summary>
    public static bool Is(XElement element, string style) => ((string?)element.Attribute("class"))?.Split(' ').Contains(style, StringComparer.Ordinal) == true;

    /// <summary>Draws what is in an element, below each other; where it ends. Without a canvas it only measures.</summary>
    public static float Draw(SKCanvas? canvas, XElement parent, float x, float y, float width) => parent.Elements().Aggregate(y, (at, each) => Block(canvas, each, x, at, width));

    /// <summary>The runs of an element.</summary>
    /// <param name="parent">Markup of the pack.</param>
    /// <param name="look">How plain text in it looks.</param>
    public static IReadOnlyList<PdfRun> Runs(XElement parent, PdfRun look) => [.. parent.Nodes().SelectMany(node => node switch
    {
        XText text => text.Value.Length == 0 ? [] : [look with { Text = Spaces().Replace(text.Value, " ") }],
        XElement { Name.LocalName: "br" } => [look with { Text = "\n" }],
        XElement { Name.LocalName: "svg" } => [],
        XElement { Name.LocalName: "b" } bold => Runs(bold, look with { IsBold = true }),
        XElement badge when Is(badge, "badge") => [look with { Text = badge.Value, IsBold = true, Size = look.Size * 0.9f, Ink = PdfColors.Of(badge).Ink, Ground = PdfColors.Of(badge).Ground }],
        XElement note when Is(note, "note") => Runs(note, look with { Size = Small, Ink = PdfColors.Grey, IsBold = false }),
        XElement figure when Is(figure, "v") => Runs(figure, look with { Size = 12, IsBold = true }),
        XElement element => Runs(element, look),
        _ => [],
    })];

    /// <summary>Plain text of the body.</summary>
    public static PdfRun Plain { get; } = new("", false, Body, PdfColors.Ink);

    /// <summary>Small print.</summary>
    public static PdfRun Quiet { get; } = new("", false, Small, PdfColors.Grey);

    private static float Block(SKCanvas? canvas, XElement element, float x, float y, float width) => element.Name.LocalName switch
    {
        "p" when Is(element, "warn") || Is(element, "gap") => Boxed(canvas, element, x, y, width),
        "p" => PdfText.Draw(canvas, Runs(element, Is(element, "quiet") ? Quiet : Plain), x, y, width) + Space,
        "h3" => PdfText.Draw(canvas, Runs(element, Plain with { IsBold = true, Size = 9.4f }), x, y + Space, width) + 2,
        "ul" or "ol" => Items(canvas, element, x, y, width),
        "table" => PdfTable.Draw(canvas, element, x, y, width) + (2 * Space),
        "figure" => element.Elements("svg").Aggregate(y, (at, svg) => PdfPicture.Chart(canvas, svg, x, at, width)) + Space,
        "svg" => y,
        "div" when Is(element, "cols") => Side(canvas, [.. element.Elements("div")], x, y, width, Is(element, "wide") ? 0.55f : 0.5f),
        "div" when Is(element, "tiles") => Tiles(canvas, [.. element.Elements("div")], x, y, width),
        _ => Draw(canvas, element, x, y, width),
    };

    private static float Side(SKCanvas? canvas, XElement[] parts, float x, float y, float width, float share)
    {
        float left = (width - ColumnGap) * share, right = width - ColumnGap - left;
        return Math.Max(Draw(canvas, parts[0], x, y, left), Draw(canvas, parts[1], x + left + ColumnGap, y, right));
    }

    private static float Items(SKCanvas? canvas, XElement list, float x, float y, float width)
    {
        int number = 0;
        PdfRun look = Is(list, "quiet") ? Quiet : Plain;
        foreach (XElement item in list.Elements("li"))
        {
            string mark = list.Name.LocalName == "ol" ? $"{PackWords.Number(++number)}." : "•";
            PdfText.Draw(canvas, [look with { Text = mark }], x + 2, y, Indent);
            y = PdfText.Draw(canvas, Runs(item, look), x + Indent, y, width - Indent) + (Space * 0.6f);
        }

        return y + Space;
    }

    private static float Boxed(SKCanvas? canvas, XElement element, float x, float y, float width)
    {
        (SKColor ink, SKColor ground) = PdfColors.Of(element);
        float end = PdfText.Draw(null, Runs(element, Plain with { Ink = ink }), x + TilePad, y + TilePad, width - (2 * TilePad)) + TilePad;
        Box(canvas, SKRect.Create(x, y, width, end - y), ground, ink);
        PdfText.Draw(canvas, Runs(element, Plain with { Ink = ink }), x + TilePad, y + TilePad, width - (2 * TilePad));
        return end + Space;
    }

    private static float Tiles(SKCanvas? canvas, XElement[] tiles, float x, float y, float width)
    {
        float wide = (width - TileGap) / 2;
        foreach (XElement[] pair in tiles.Chunk(2))
        {
            float high = pair.Max(tile => Draw(null, tile, 0, 0, wide - (3 * TilePad))) + TilePad;
            for (int i = 0; i < pair.Length; i++)
            {
                float left = x + (i * (wide + TileGap));
                Box(canvas, SKRect.Create(left, y, wide, high), SKColors.White, PdfColors.Line);
                bool isToned = Is(pair[i], "over") || Is(pair[i], "risk") || Is(pair[i], "ok");
                Box(canvas, SKRect.Create(left, y, 3, high), isToned ? PdfColors.Of(pair[i]).Ink : SKColor.Parse("#8D99A6"), null);
                Draw(canvas, pair[i], left + (2 * TilePad), y + TilePad, wide - (3 * TilePad));
            }

            y += high + TileGap;
        }

        return y;
    }

    private static void Box(SKCanvas? canvas, SKRect box, SKColor ground, SKColor? frame)
    {
        if (canvas is null) return;
        using var fill = new SKPaint { Color = ground };
        canvas.DrawRect(box, fill);
        if (frame is not { } color) return;
        using var stroke = new SKPaint { Color = color, IsStroke = true, StrokeWidth = 0.6f };
        canvas.DrawRect(box, stroke);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
