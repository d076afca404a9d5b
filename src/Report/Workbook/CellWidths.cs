using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>How wide columns are: numbers are never shown as ####, texts are never cut by the cell beside them.</summary>
internal static class CellWidths
{
    /// <summary>Wider columns push the figures off the screen.</summary>
    public const double Max = 48;

    // Programs without the workbook's font draw wider digits.
    private const double Wider = 1.2;
    private const double Padding = 1.5;
    private const double LineHeight = 15;
    private const int LinesMax = 6;

    /// <summary>The width of a column of numbers: its longest number, and a header of at most two lines.</summary>
    public static double OfNumbers(SheetColumn column, IEnumerable<object?> cells) =>
        Math.Min(Max, Math.Max(OfHeader(column.Header), cells.Append(column.Total).Select(cell => Length(cell, column.Look)).DefaultIfEmpty().Max() * Wider) + Padding);

    /// <summary>The width of a column of texts: its longest text, up to the cap.</summary>
    public static double OfTexts(SheetColumn column, IEnumerable<object?> cells) => SheetColumn.WidthFor(cells.Append(column.Total).Select(Text), column.Width);

    /// <summary>The text of a cell, or null.</summary>
    public static string? Text(object? value) => value is Styled styled ? styled.Value as string : value as string;

    /// <summary>The height of a row whose longest text wraps; null where it fits on one line.</summary>
    public static double? Height(string text, double width)
    {
        int lines = (int)Math.Ceiling(text.Length / width);
        return lines <= 1 ? null : Math.Min(LinesMax, lines) * LineHeight;
    }

    private static double OfHeader(string header)
    {
        string[] words = header.Split(' ');
        double best = header.Length;
        for (int first = 1; first < words.Length; first++)
            best = Math.Min(best, Math.Max(string.Join(' ', words[..first]).Length, string.Join(' ', words[first..]).Length));
        return best * Wider;
    }

    private static int Length(object? cell, Look look) => cell switch
    {
        Styled styled => Length(styled.Value, styled.Look),
        Live live => Length(live.Cached, look),
        decimal number when look.Kind is CellKind.Money or CellKind.OverUnder or CellKind.Change => decimal.Round(Math.Abs(number), look.Decimals).ToString("N0", CultureInfo.InvariantCulture).Length + (look.Decimals > 0 ? look.Decimals + 1 : 0) + (number < 0m || look.Kind == CellKind.Change ? 1 : 0) + (look.Kind == CellKind.OverUnder ? 1 : 0),
        decimal number => CellText.Shown(number, look.Kind, null).Length,
        long count => CellText.Shown(count, CellKind.Count, null).Length,
        string text => text.Length,
        _ => 0,
    };
}
