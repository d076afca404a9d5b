using System.Xml.Linq;
using SkiaSharp;

namespace CostGuard.Report.Reviews;

/// <summary>Draws a table of the pack: numbers on one line, texts in what is left, no row cut.</summary>
internal static class PdfTable
{
    private const float Pad = 2.2f, Between = 9, BarShare = 0.3f, TooHigh = 10_000;

    /// <summary>Draws it; where it ends. Without a canvas it only measures.</summary>
    public static float Draw(SKCanvas? canvas, XElement table, float x, float y, float width)
    {
        if (table.Element("caption") is { } caption) y = PdfText.Draw(canvas, PdfBlocks.Runs(caption, PdfBlocks.Quiet), x, y, width) + 2;
        XElement[] head = [.. table.Elements("thead").Elements("tr").Elements()], rows = [.. table.Elements("tbody").Elements("tr")];
        string[] kinds = [.. head.Select(cell => (string?)cell.Attribute("class") ?? "")];
        float[] widths = Widths(head, rows, kinds, width);
        // Numbers are never broken: a table that is too wide asks for smaller type, as one that is too high does.
        if (canvas is null && widths.Sum() + (Between * (widths.Length - 1)) > width + 1) return y + TooHigh;
        y = Row(canvas, head, kinds, widths, x, y, isBold: true, isHead: true);
        Line(canvas, x, y, width, 1.1f, PdfColors.Ink);
        foreach (XElement row in rows)
        {
            bool isTotal = PdfBlocks.Is(row, "total");
            if (isTotal) Line(canvas, x, y, width, 1.1f, PdfColors.Ink);
            y = Row(canvas, [.. row.Elements()], kinds, widths, x, y, isTotal, isHead: false);
            Line(canvas, x, y, width, 0.5f, PdfColors.Line);
        }

        return y;
    }

    private static float Row(SKCanvas? canvas, XElement[] cells, string[] kinds, float[] widths, float x, float y, bool isBold, bool isHead)
    {
        PdfRun look = PdfBlocks.Plain with { IsBold = isBold };
        IReadOnlyList<PdfRun>[] runs = [.. cells.Select(cell => PdfBlocks.Runs(cell, look))];
        float[] highs = [.. runs.Select((cell, i) => PdfText.Draw(null, cell, 0, 0, widths[i]))];
        float high = Math.Max(highs.Max(), look.Size * 1.34f);
        for (int i = 0; i < cells.Length; i++)
        {
            // Headers of several lines stand on the line below them.
            float top = y + Pad + (isHead ? high - highs[i] : 0);
            PdfText.Draw(canvas, runs[i], x, top, widths[i], kinds[i] == "n");
            foreach (XElement svg in cells[i].Elements("svg")) PdfPicture.Bar(canvas, svg, SKRect.Create(x, y + Pad, widths[i], high));
            x += widths[i] + Between;
        }

        return y + high + (2 * Pad);
    }

    private static float[] Widths(XElement[] head, XElement[] rows, string[] kinds, float width)
    {
        float room = width - (Between * (kinds.Length - 1));
        IReadOnlyList<PdfRun>[][] cells = [.. rows.Select(row => row.Elements().Select(cell => PdfBlocks.Runs(cell, PdfBlocks.Plain with { IsBold = PdfBlocks.Is(row, "total") })).ToArray())];
        IReadOnlyList<PdfRun>[] titles = [.. head.Select(cell => PdfBlocks.Runs(cell, PdfBlocks.Plain with { IsBold = true }))];
        float Wide(int i) => cells.Select(row => i < row.Length ? PdfText.Widest(row[i]) : 0).DefaultIfEmpty(0).Max();
        float Word(int i) => cells.Select(row => i < row.Length ? PdfText.Longest(row[i]) : 0).Append(PdfText.Longest(titles[i])).Max();
        float[] wanted = [.. kinds.Select((kind, i) => kind == "bar" ? room * BarShare : Math.Max(Wide(i), Math.Max(PdfText.Longest(titles[i]), kind == "n" ? PdfText.Widest(titles[i]) * 0.6f : PdfText.Widest(titles[i]))))];
        float over = wanted.Sum() - room;
        // What is left over goes to texts and bars, so that numbers stay near each other.
        int[] soft = [.. Enumerable.Range(0, kinds.Length).Where(i => kinds[i] != "n")];
        if (over <= 0) return [.. wanted.Select((wide, i) => soft.Contains(i) ? wide - (over / soft.Length) : wide)];
        float[] least = [.. kinds.Select((kind, i) => kind == "n" ? wanted[i] : kind == "bar" ? room * 0.15f : Math.Min(wanted[i], Word(i)))];
        float give = wanted.Sum() - least.Sum();
        return [.. wanted.Select((wide, i) => give <= 0 ? wide : wide - ((wide - least[i]) * Math.Min(1, over / give)))];
    }

    private static void Line(SKCanvas? canvas, float x, float y, float width, float thick, SKColor color)
    {
        if (canvas is null) return;
        using var paint = new SKPaint { Color = color, IsStroke = true, StrokeWidth = thick };
        canvas.DrawLine(x, y, x + width, y, paint);
    }
}
