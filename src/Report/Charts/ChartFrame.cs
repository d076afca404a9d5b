using System.Globalization;
using ScottPlot;
using SkiaSharp;

namespace CostGuard.Report.Charts;

/// <summary>What all charts in mails share: 1104 px wide to be shown at 552, opaque white with padding and border, so that it survives dark mode; a title over the plot.</summary>
internal static class ChartFrame
{
    public const int WidthPx = 1104;
    private const int Padding = 24, Border = 2, TitleHeight = 64;

    /// <summary>Height of everything around the plot.</summary>
    public static int HeightPx => (2 * (Padding + Border)) + TitleHeight;

    /// <summary>The picture. Same input, same bytes.</summary>
    /// <param name="title">One line over the plot; null leaves it out.</param>
    /// <param name="height">Height of the whole picture.</param>
    /// <param name="plot">What is in the frame.</param>
    public static byte[] Render(string? title, int height, Plot plot)
    {
        using var surface = SKSurface.Create(new SKImageInfo(WidthPx, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        SKCanvas canvas = surface.Canvas;
        int inset = Border + Padding;
        // The plot clears all of the canvas, so it comes first.
        plot.Render(canvas, new PixelRect(inset, WidthPx - inset, height - inset, inset + TitleHeight));
        DrawFrame(canvas, height, inset);
        DrawTitle(canvas, title, inset);
        using SKPixmap pixels = surface.PeekPixels() ?? throw new InvalidOperationException("The chart's pixels cannot be read.");
        return IndexedPng.Encode(pixels);
    }

    public static void Style(LabelStyle style, Color color)
    {
        style.FontName = EmbeddedFonts.Family;
        style.FontSize = 26;
        style.ForeColor = color;
    }

    /// <summary>A tick of the axis, which ScottPlot counts in binary numbers: a round one, never an amount.</summary>
    public static string Tick(double value) => Math.Abs(value) switch
    {
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e3 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static void DrawTitle(SKCanvas canvas, string? title, int inset)
    {
        if (string.IsNullOrEmpty(title)) return;
        using var font = new SKFont(EmbeddedFonts.Face(bold: true), 28);
        using var paint = new SKPaint { Color = SKColor.Parse("#1F2933"), IsAntialias = true };
        canvas.DrawText(title, inset + 4, inset + 34, SKTextAlign.Left, font, paint);
    }

    private static void DrawFrame(SKCanvas canvas, int height, int inset)
    {
        using var white = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 0, WidthPx, inset + TitleHeight, white);
        canvas.DrawRect(0, height - inset, WidthPx, inset, white);
        canvas.DrawRect(0, 0, inset, height, white);
        canvas.DrawRect(WidthPx - inset, 0, inset, height, white);
        using var line = new SKPaint { Color = SKColor.Parse("#52606D"), Style = SKPaintStyle.Stroke, StrokeWidth = Border };
        canvas.DrawRect(SKRect.Create(Border / 2f, Border / 2f, WidthPx - Border, height - Border), line);
    }
}
