using CostGuard.Report.Charts;
using SkiaSharp;

namespace CostGuard.Report.Reviews;

/// <summary>A piece of a line of one look.</summary>
/// <param name="Text">Words; "\n" alone begins a new line.</param>
/// <param name="IsBold">Bold face.</param>
/// <param name="Size">Size in points.</param>
/// <param name="Ink">Colour of the letters.</param>
/// <param name="Ground">Colour behind them, with a frame; null without. Such a piece is never broken.</param>
internal sealed record PdfRun(string Text, bool IsBold, float Size, SKColor Ink, SKColor? Ground = null);

/// <summary>Breaks runs into lines and draws them.</summary>
internal static class PdfText
{
    private const float Leading = 1.34f, BadgePad = 2.5f;

    /// <summary>Draws runs in a width; where they end. Without a canvas it only measures.</summary>
    /// <param name="canvas">Where to; null measures.</param>
    /// <param name="runs">Pieces.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Upper edge.</param>
    /// <param name="width">Width.</param>
    /// <param name="isRight">True ends lines at the right edge.</param>
    public static float Draw(SKCanvas? canvas, IReadOnlyList<PdfRun> runs, float x, float y, float width, bool isRight = false)
    {
        foreach (List<PdfRun> line in Lines(runs, width))
        {
            float high = line.Max(piece => piece.Size) * Leading;
            if (canvas is not null)
            {
                float at = isRight ? x + width - line.Sum(Width) : x;
                foreach (PdfRun piece in line)
                {
                    Piece(canvas, piece, at, y, high);
                    at += Width(piece);
                }
            }

            y += high;
        }

        return y;
    }

    /// <summary>How wide the runs are on as few lines as they ask for.</summary>
    public static float Widest(IReadOnlyList<PdfRun> runs) => Lines(runs, float.MaxValue).Select(line => line.Sum(Width)).DefaultIfEmpty(0).Max();

    /// <summary>How wide the longest piece is that cannot be broken.</summary>
    public static float Longest(IReadOnlyList<PdfRun> runs) => Words(runs).Select(Width).DefaultIfEmpty(0).Max();

    private static IEnumerable<List<PdfRun>> Lines(IReadOnlyList<PdfRun> runs, float width)
    {
        var line = new List<PdfRun>();
        float used = 0;
        foreach (PdfRun word in Words(runs))
        {
            float wide = Width(word);
            if (word.Text == "\n" || (line.Count > 0 && used + Width(word with { Text = word.Text.TrimEnd() }) > width))
            {
                yield return line.Count == 0 ? [word with { Text = "" }] : line;
                line = [];
                used = 0;
                if (word.Text is "\n" || string.IsNullOrWhiteSpace(word.Text)) continue;
            }

            line.Add(line.Count == 0 && word.Ground is null ? word with { Text = word.Text.TrimStart() } : word);
            used += wide;
        }

        if (line.Count > 0) yield return line;
    }

    private static IEnumerable<PdfRun> Words(IReadOnlyList<PdfRun> runs)
    {
        foreach (PdfRun run in runs)
        {
            if (run.Ground is not null || run.Text == "\n")
            {
                yield return run;
                continue;
            }

            int from = 0;
            for (int i = 0; i < run.Text.Length; i++)
            {
                if (run.Text[i] != ' ' || i + 1 == run.Text.Length) continue;
                yield return run with { Text = run.Text[from..(i + 1)] };
                from = i + 1;
            }

            if (from < run.Text.Length) yield return run with { Text = run.Text[from..] };
        }
    }

    private static float Width(PdfRun run)
    {
        using SKFont font = Font(run);
        return font.MeasureText(run.Text) + (run.Ground is null ? 0 : 2 * BadgePad);
    }

    private static void Piece(SKCanvas canvas, PdfRun run, float x, float y, float high)
    {
        using SKFont font = Font(run);
        using var paint = new SKPaint { Color = run.Ink, IsAntialias = true };
        if (run.Ground is { } ground)
        {
            var box = SKRect.Create(x, y + 0.5f, Width(run), high - 1.5f);
            using var fill = new SKPaint { Color = ground };
            using var frame = new SKPaint { Color = run.Ink, IsStroke = true, StrokeWidth = 0.6f };
            canvas.DrawRect(box, fill);
            canvas.DrawRect(box, frame);
            x += BadgePad;
        }

        canvas.DrawText(run.Text, x, y + (high * 0.74f), SKTextAlign.Left, font, paint);
    }

    private static SKFont Font(PdfRun run) => new(EmbeddedFonts.Face(run.IsBold), run.Size) { Subpixel = true, Hinting = SKFontHinting.None };
}
