using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>Loads with their control totals: one row for each load and currency.</summary>
public static class LoadTable
{
    /// <summary>Columns that fit a terminal; the others are for machines and wide output.</summary>
    public static IReadOnlyList<string> ShortColumns { get; } = ["source", "period", "load", "rows", "billedCost", "effectiveCost", "currency", "current"];

    /// <summary>The table of loads, in the order given.</summary>
    public static ReportTable Build(IReadOnlyList<Load> loads, ReportMeta meta)
    {
        Currency[] currencies = [.. loads.SelectMany(load => load.Totals).Select(total => total.Currency).Distinct()];
        int broken = loads.SelectMany(load => load.Totals).Count(total => !total.Ties);
        int current = loads.Count(load => load.IsCurrent);
        return new ReportTable
        {
            Schema = "costguard.loads/1",
            ShortColumns = ShortColumns,
            Title = Title(loads.Count, current, broken),
            Columns =
            [
                new("source", "Source", CellKind.Text),
                new("period", "Period", CellKind.Month),
                new("load", "Load", CellKind.Id),
                new("sealedAt", "Sealed", CellKind.Instant),
                new("rows", "Rows", CellKind.Count),
                new("billedCost", "Billed cost", CellKind.Money),
                new("effectiveCost", "Effective cost", CellKind.Money),
                new("listCost", "List cost", CellKind.Money),
                new("contractedCost", "Contracted cost", CellKind.Money),
                new("currency", "Currency", CellKind.Text),
                new("ties", "Control totals", CellKind.State),
                new("dataThrough", "Data through", CellKind.Date),
                new("files", "Files", CellKind.Count),
                new("rowsRejected", "Rejected", CellKind.Count),
                new("problems", "Warnings", CellKind.Count),
                new("focusVersion", "FOCUS", CellKind.Text),
                new("current", "Current", CellKind.Text),
            ],
            Rows = [.. loads.SelectMany(Rows)],
            Meta = meta with { Metric = "BilledCost, EffectiveCost, ListCost and ContractedCost", Currency = CostTable.CurrencyOf(currencies, meta.Currency) },
            Footnote = loads.Count == 0 ? "Store billing files with: costguard import FILE --source NAME" : "What is in one: costguard load show LOAD",
        };
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(Load load) => load.Totals.Count == 0 ? [Row(load, null)] : load.Totals.Select(total => Row(load, total));

    private static object?[] Row(Load load, ControlTotal? total) =>
    [
        load.Source.Value,
        load.Period,
        load.Id.Value,
        load.SealedAt,
        total?.Rows ?? 0L,
        total?.Stored.Billed.ToDecimal(),
        total?.Stored.Effective.ToDecimal(),
        total?.Stored.List.ToDecimal(),
        total?.Stored.Contracted.ToDecimal(),
        total?.Currency.Code,
        total is null ? null : total.Ties ? "✓ TIES" : "▲ DOES NOT TIE",
        load.DataThrough,
        (long)load.Files.Count,
        load.RowsRejected,
        (long)load.Problems.Count,
        load.FocusVersion,
        load.IsCurrent ? "yes" : "replaced",
    ];

    private static string Title(int loads, int current, int broken)
    {
        if (loads == 0) return "There are no loads";
        string counted = string.Create(CultureInfo.InvariantCulture, $"{loads} {(loads == 1 ? "load" : "loads")}, {current} current");
        return broken == 0
            ? $"{counted}; all control totals tie"
            : string.Create(CultureInfo.InvariantCulture, $"{counted}; {broken} control {(broken == 1 ? "total does" : "totals do")} not tie");
    }
}
