using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace CostGuard.Report.Charts;

/// <summary>
/// DejaVu Sans, regular and bold, from this assembly: a bare machine has neither fonts nor fontconfig, and the chart library then leaves
/// out every text without a word. The bold face is registered too, or titles stay blank.
/// </summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    public const string Family = "CostGuard Sans";

    private static readonly EmbeddedFonts Instance = Registered();

    private readonly SKTypeface _regular = Load("DejaVuSans.ttf");
    private readonly SKTypeface _bold = Load("DejaVuSans-Bold.ttf");

    /// <summary>The faces; the first use also hands them to the chart library.</summary>
    public static SKTypeface Face(bool bold) => bold ? Instance._bold : Instance._regular;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Family ? (weight >= FontWeight.SemiBold ? _bold : _regular) : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? (bold ? _bold : _regular) : null;

    private static EmbeddedFonts Registered()
    {
        var fonts = new EmbeddedFonts();
        ScottPlot.Fonts.FontResolvers.Insert(0, fonts);
        return fonts;
    }

    private static SKTypeface Load(string file)
    {
        string name = $"CostGuard.Report.Charts.Fonts.{file}";
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not part of this assembly.");
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {name} cannot be read.");
    }
}
