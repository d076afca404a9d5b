using System.Globalization;
using ClosedXML.Excel;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Xlsx;

/// <summary>How a cell looks: what it holds, and what that adds to the sheet's plain style.</summary>
/// <param name="Kind">What the cell holds; decides number format and alignment.</param>
/// <param name="Decimals">Decimals of money.</param>
/// <param name="Bold">Bold text.</param>
/// <param name="Colour">Text colour, or null for the sheet's.</param>
/// <param name="Fill">Background, or null.</param>
/// <param name="Size">Font size in points, or null for the sheet's.</param>
/// <param name="Italic">Italic text: an estimate.</param>
internal sealed record Look(CellKind Kind, int Decimals = 2, bool Bold = false, string? Colour = null, string? Fill = null, double? Size = null, bool Italic = false)
{
    public const string Ink = "#1F2933";
    public const string Secondary = "#52606D";
    public const string Link = "#0B5CAD";

    /// <summary>A value taken from another sheet.</summary>
    public const string FromSheet = "#00523D";

    public static Look Text { get; } = new(CellKind.Text);

    public static Look Note { get; } = new(CellKind.Text, Colour: Secondary);

    public static Look Header { get; } = new(CellKind.Text, Bold: true, Colour: "#FFFFFF", Fill: Ink);

    /// <summary>OOXML number format; invariant, Excel shows the reader's separators.</summary>
    public string NumberFormat
    {
        get
        {
            string money = Decimals == 0 ? "#,##0" : "#,##0." + new string('0', Decimals);
            string zero = 0m.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            return Kind switch
            {
                CellKind.Money => $"{money};-{money};{zero}",
                CellKind.OverUnder => $"{money};({money});{zero}",
                CellKind.Change => $"+{money};-{money};{zero}",
                CellKind.Percent => "0.0%;-0.0%;0.0%",
                CellKind.PercentFine => "0.00%;-0.00%;0.00%",
                CellKind.PercentChange => "+0.0%;-0.0%;0.0%",
                CellKind.Count => "#,##0",
                CellKind.Date => "yyyy-mm-dd",
                CellKind.Month => "mmm yyyy",
                CellKind.Instant => "yyyy-mm-dd hh:mm \"UTC\"",
                CellKind.Id => "@",
                _ => "General",
            };
        }
    }

    public bool IsNumber => Kind is not (CellKind.Text or CellKind.Id or CellKind.State or CellKind.Date or CellKind.Month or CellKind.Instant);

    public void ApplyTo(IXLStyle style)
    {
        style.NumberFormat.Format = NumberFormat;
        style.Alignment.Horizontal = IsNumber ? XLAlignmentHorizontalValues.Right : XLAlignmentHorizontalValues.Left;
        if (Bold) style.Font.Bold = true;
        if (Italic) style.Font.Italic = true;
        if (Colour is not null) style.Font.FontColor = XLColor.FromHtml(Colour);
        if (Fill is not null) style.Fill.BackgroundColor = XLColor.FromHtml(Fill);
        if (Size is { } size) style.Font.FontSize = size;
    }

    /// <summary>The badge of a state; its sign and word say the same without colour.</summary>
    public static Look State(string text) => (text.Length == 0 ? ' ' : text[0]) switch
    {
        '▲' or '✗' => new(CellKind.State, Bold: true, Colour: "#8F2F00", Fill: "#FDEBE0"),
        '!' or '?' or 'i' => new(CellKind.State, Bold: true, Colour: "#6B4600", Fill: "#FFF4D6"),
        '✓' => new(CellKind.State, Bold: true, Colour: "#00523D", Fill: "#E0F4EC"),
        _ => new(CellKind.State),
    };
}
