using System.Globalization;
using System.Xml.Linq;
using CostGuard.Report.Charts;
using SkiaSharp;

namespace CostGuard.Report.Reviews;

/// <summary>Draws the pack's pictures: rectangles, lines, paths and words are all that they are made of.</summary>
internal static class PdfPicture
{
    private const float BarHeightMax = 13, PixelsPerPoint = 96f / 72f;

    /// <summary>A bar in a cell, in percent of it.</summary>
    public static void Bar(SKCanvas? canvas, XElement svg, SKRect cell)
    {
        if (canvas is null) return;
        float high = Math.Min(cell.Height, BarHeightMax);
        canvas.Save();
        canvas.Translate(cell.Left, cell.MidY - (high / 2));
        foreach (XElement shape in svg.Elements()) Shape(canvas, shape, cell.Width, high, 1 / PixelsPerPoint);
        canvas.Restore();
    }

    /// <summary>A chart as wide as there is room; where it ends.</summary>
    public static float Chart(SKCanvas? canvas, XElement svg, float x, float y, float width)
    {
        float[] box = [.. ((string?)svg.Attribute("viewBox") ?? "0 0 1 1").Split(' ').Select(Number)];
        float scale = width / box[2];
        if (canvas is not null)
        {
            canvas.Save();
            canvas.Translate(x, y);
            canvas.Scale(scale);
            foreach (XElement shape in svg.Elements()) Shape(canvas, shape, box[2], box[3], 1);
            canvas.Restore();
        }

        return y + (box[3] * scale);
    }

    private static void Shape(SKCanvas canvas, XElement shape, float width, float height, float stroke)
    {
        float At(string name, float whole) => (string?)shape.Attribute(name) is not { } text ? 0 : text.EndsWith('%') ? Number(text.TrimEnd('%')) / 100 * whole : Number(text);
        using SKPaint? line = Line(shape, stroke);
        switch (shape.Name.LocalName)
        {
            case "rect":
                var box = SKRect.Create(At("x", width), At("y", height), At("width", width), At("height", height));
                Fill(canvas, box, (string?)shape.Attribute("fill"));
                if (line is not null) canvas.DrawRect(box, line);
                break;
            case "line" when line is not null:
                canvas.DrawLine(At("x1", width), At("y1", height), At("x2", width), At("y2", height), line);
                break;
            case "path" when line is not null && SKPath.ParseSvgPathData((string)shape.Attribute("d")!) is { } path:
                canvas.DrawPath(path, line);
                path.Dispose();
                break;
            case "text":
                Words(canvas, shape, At("x", width), At("y", height));
                break;
        }
    }

    private static void Words(SKCanvas canvas, XElement shape, float x, float y)
    {
        const float size = 26;
        using var font = new SKFont(EmbeddedFonts.Face(bold: false), size * 0.88f);
        using var paint = new SKPaint { Color = SKColor.Parse((string?)shape.Attribute("fill") ?? "#1F2933"), IsAntialias = true };
        SKTextAlign align = (string?)shape.Attribute("text-anchor") switch { "end" => SKTextAlign.Right, "middle" => SKTextAlign.Center, _ => SKTextAlign.Left };
        canvas.DrawText(shape.Value, x, shape.Attribute("dy") is null ? y : y + (size * 0.35f), align, font, paint);
    }

    private static SKPaint? Line(XElement shape, float scale) => (string?)shape.Attribute("stroke") is not { } color ? null
        : new SKPaint { Color = SKColor.Parse(color), IsStroke = true, IsAntialias = true, StrokeWidth = (shape.Attribute("stroke-width") is { } width ? Number(width.Value) : 1) * scale };

    // A pattern is drawn line by line: a raster would be coarse in print.
    private static void Fill(SKCanvas canvas, SKRect box, string? fill)
    {
        bool isHatched = fill?.StartsWith("url(", StringComparison.Ordinal) == true;
        using var ground = new SKPaint { Color = isHatched ? SKColors.White : SKColor.Parse(fill ?? "#000000") };
        canvas.DrawRect(box, ground);
        if (!isHatched) return;
        using var line = new SKPaint { Color = PdfColors.Grey, IsStroke = true, IsAntialias = true, StrokeWidth = 3.4f };
        canvas.Save();
        canvas.ClipRect(box);
        for (float at = box.Left - box.Height; at < box.Right; at += 11.3f) canvas.DrawLine(at, box.Bottom, at + box.Height, box.Top, line);
        canvas.Restore();
    }

    private static float Number(string text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
