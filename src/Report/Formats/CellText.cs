using System.Globalization;
using System.Text;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Formats;

/// <summary>The text of a report cell: exact for machines, rounded and grouped for people. Never depends on the machine's culture.</summary>
public static class CellText
{
    private const string PlainDecimal = "0.############################";

    /// <summary>Plain notation without trailing zeros: "-12.5", never "1E-7".</summary>
    public static string Exact(decimal value) => value == 0m ? "0" : value.ToString(PlainDecimal, CultureInfo.InvariantCulture);

    /// <summary>The exact machine text of a cell; null for no value.</summary>
    public static string? Exact(object? value) => value switch
    {
        null => null,
        string text => text,
        decimal number => Exact(number),
        long or int => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        BillingPeriod month => month.ToString(),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => throw new ArgumentException($"A report cell cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>What a person reads. Money is rounded half-even to the currency's minor units; no value is an en dash.</summary>
    public static string Shown(object? value, CellKind kind, Currency? currency) => (value, kind) switch
    {
        (null, CellKind.Text or CellKind.Id or CellKind.State) => "",
        (null, _) => "–",
        (decimal number, CellKind.Money) => Grouped(number, currency, "-", ""),
        (decimal number, CellKind.OverUnder) => Grouped(number, currency, "(", ")"),
        (decimal number, CellKind.Change) => (Rounded(number, currency) > 0 ? "+" : "") + Grouped(number, currency, "-", ""),
        (decimal number, CellKind.Percent) => number.ToString("0.0 '%';-0.0 '%';0.0 '%'", CultureInfo.InvariantCulture, 100m),
        (decimal number, CellKind.PercentFine) => decimal.Round(number * 100m, 2, MidpointRounding.ToEven).ToString("0.00 '%';-0.00 '%';0.00 '%'", CultureInfo.InvariantCulture),
        (decimal number, CellKind.PercentChange) => number.ToString("+0.0 '%';-0.0 '%';0.0 '%'", CultureInfo.InvariantCulture, 100m),
        (decimal number, _) => Exact(number),
        (long count, CellKind.Count) => count.ToString("#,##0", CultureInfo.InvariantCulture),
        (DateTimeOffset instant, _) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        _ => Exact(value) ?? "",
    };

    /// <summary>True for columns that are right-aligned.</summary>
    public static bool IsNumber(CellKind kind) => kind is CellKind.Money or CellKind.OverUnder or CellKind.Change
        or CellKind.Percent or CellKind.PercentFine or CellKind.PercentChange or CellKind.Number or CellKind.Count;

    /// <summary>True for columns whose values are amounts of a currency.</summary>
    public static bool IsMoney(CellKind kind) => kind is CellKind.Money or CellKind.OverUnder or CellKind.Change;

    /// <summary>Text that a spreadsheet program would run as a formula when it is typed or pasted.</summary>
    public static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n';

    /// <summary>One line that names period, currency, metric, date and snapshot.</summary>
    public static string MetaLine(ReportMeta meta)
    {
        var line = new StringBuilder(meta.Period).Append(" · ").Append(meta.Currency);
        if (meta.Metric is not null) line.Append(" · ").Append(meta.Metric);
        line.Append(" · data through ").Append(Exact(meta.DataThrough) ?? "unknown");
        if (meta.PeriodStatus is not null) line.Append(" · ").Append(meta.PeriodStatus);
        return line.Append(" · snapshot ").Append(meta.Snapshot).ToString();
    }

    private static string ToString(this decimal number, string format, CultureInfo culture, decimal factor) =>
        decimal.Round(number * factor, 1, MidpointRounding.ToEven).ToString(format, culture);

    private static decimal Rounded(decimal number, Currency? currency) =>
        decimal.Round(number, currency?.MinorUnits ?? 2, MidpointRounding.ToEven);

    private static string Grouped(decimal number, Currency? currency, string before, string after)
    {
        decimal rounded = Rounded(number, currency);
        string digits = Math.Abs(rounded).ToString("N" + (currency?.MinorUnits ?? 2).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded < 0 ? before + digits + after : digits;
    }
}
