
namespace CostGuard.Core.Reports;

/// <summary>What a column holds, which decides how a format shows it.</summary>
public enum CellKind
{
    /// <summary>Text from outside or inside; never a formula.</summary>
    Text,

    /// <summary>An id: text, even if it looks like a number.</summary>
    Id,

    /// <summary>A state word with its sign: "✓ OK".</summary>
    State,

    /// <summary>Exact amount in the row's or table's currency; shown with the currency's minor units, kept exact in JSON.</summary>
    Money,

    /// <summary>Actual − budget: brackets mean under.</summary>
    OverUnder,

    /// <summary>A change: always with its sign.</summary>
    Change,

    /// <summary>A share as a fraction: 0.481 is 48.1 %. Null where the base is zero or negative.</summary>
    Percent,

    /// <summary>A small share such as a forecast's error, with two decimals for people: 0.0123 is 1.23 %.</summary>
    PercentFine,

    /// <summary>A change as a fraction, always with its sign.</summary>
    PercentChange,

    /// <summary>An exact number without a unit of its own: an exchange rate, a quantity.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A UTC day.</summary>
    Date,

    /// <summary>A billing month.</summary>
    Month,

    /// <summary>An instant, UTC.</summary>
    Instant,
}

/// <summary>A column of a report table.</summary>
/// <param name="Key">camelCase of the FOCUS name, or the domain's word: the JSON key and the CSV header ("billedCost", "serviceName", "team").</param>
/// <param name="Title">Header for people.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ReportColumn(string Key, string Title, CellKind Kind);

/// <summary>
/// A report as data: every format renders the same typed values, so that screen, CSV, JSON, workbook and mail cannot disagree.
/// Cell values: null, string, decimal, long, DateOnly, BillingPeriod or DateTimeOffset, as the column's kind says.
/// </summary>
public sealed record ReportTable
{
    /// <summary>Schema name and version: "costguard.cost/1".</summary>
    public required string Schema { get; init; }

    /// <summary>Title for people: the conclusion, if there is one.</summary>
    public required string Title { get; init; }

    /// <summary>Columns in order.</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>Rows in order; each as long as <see cref="Columns"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<object?>> Rows { get; init; }

    /// <summary>The total row, as long as <see cref="Columns"/>, or null. With several currencies: one total row each.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Totals { get; init; } = [];

    /// <summary>What every reader must know; shown on each surface.</summary>
    public required ReportMeta Meta { get; init; }

    /// <summary>Keys of the columns that a terminal shows; null shows all. Every other format has all columns.</summary>
    public IReadOnlyList<string>? ShortColumns { get; init; }

    /// <summary>
    /// True where people's formats show rows that add up to the totals as they are shown: each amount is rounded half-even, and units that are left go to
    /// unallocated or central cost, else to the largest fractions. Machines' formats have exact amounts all the same.
    /// </summary>
    public bool Foots { get; init; }

    /// <summary>One sentence after the table: what it says, or what to run next.</summary>
    public string? Footnote { get; init; }
}

/// <summary>The facts named on every surface.</summary>
/// <param name="Snapshot">Snapshot id.</param>
/// <param name="DataThrough">Last complete day; null without data.</param>
/// <param name="Currency">Currency code of the money columns; "mixed" when rows carry their own.</param>
/// <param name="Metric">"BilledCost", "EffectiveCost", …; null where no money is shown.</param>
/// <param name="Period">"2026-11", "2026-10..2026-12", "all".</param>
/// <param name="PeriodStatus">"OPEN (estimate)", "CLOSED", ….</param>
/// <param name="Warnings">Stale sources, conflicts, defaulted columns: whole sentences.</param>
public sealed record ReportMeta(
    string Snapshot,
    DateOnly? DataThrough,
    string Currency,
    string? Metric,
    string Period,
    string? PeriodStatus,
    IReadOnlyList<string> Warnings)
{
    /// <summary>For tables without money: settings, schedules, files.</summary>
    public static ReportMeta NoMoney { get; } = new("none", null, "none", null, "all", null, []);
}

/// <summary>Renders any report table. One file a format.</summary>
public interface IReportFormat
{
    /// <summary>Stable key: json, jsonl, csv, tsv, markdown, html, xlsx.</summary>
    string Key { get; }

    /// <summary>True when the output is not text.</summary>
    bool IsBinary { get; }

    /// <summary>Writes the table. Same table, same bytes, whatever the culture.</summary>
    Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken);
}
