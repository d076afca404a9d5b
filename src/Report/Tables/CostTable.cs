using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>Cost by any dimensions: largest first (days and months in their own order), with a total for each currency.</summary>
public static class CostTable
{
    /// <summary>The table of an answer. Several metrics may be asked for; each column names its own.</summary>
    /// <param name="by">Grouping, as asked.</param>
    /// <param name="rows">The answer.</param>
    /// <param name="metrics">At least one; the first one decides about order and share.</param>
    /// <param name="meta">Facts; its metric is replaced by the metrics' names.</param>
    public static ReportTable Build(IReadOnlyList<Dimension> by, IReadOnlyList<CostRow> rows, IReadOnlyList<CostMetric> metrics, ReportMeta meta)
    {
        ReportColumn[] keys = [.. by.Select(DimensionColumns.Of)];
        bool ownCurrency = !keys.Any(column => column.Key == "currency");
        ReportColumn[] columns =
        [
            .. keys,
            .. metrics.Select(metric => new ReportColumn(HeadlineText.MetricKey(metric), HeadlineText.MetricTitle(metric), CellKind.Money)),
            new("share", "Share", CellKind.Percent),
            .. ownCurrency ? [new ReportColumn("currency", "Currency", CellKind.Text)] : Array.Empty<ReportColumn>(),
        ];
        Dictionary<Currency, decimal[]> totals = rows.GroupBy(row => row.Currency).ToDictionary(
            group => group.Key, group => metrics.Select(metric => DimensionColumns.Sum(group.Select(row => row.Costs[metric]))).ToArray());

        IReadOnlyList<object?> Line(IEnumerable<object?> head, Currency currency, decimal[] amounts) =>
            [.. head, .. amounts.Cast<object?>(), Ratio.Of(amounts[0], totals[currency][0]), .. ownCurrency ? [currency.Code] : Array.Empty<object?>()];

        return new ReportTable
        {
            Schema = "costguard.cost/1",
            Title = Title(by, totals, metrics[0], meta),
            Columns = columns,
            Rows = [.. Ordered(rows, keys, metrics[0]).Select(row => Line(
                keys.Zip(row.Keys, DimensionColumns.Cell), row.Currency, [.. metrics.Select(metric => row.Costs[metric])]))],
            Totals = [.. totals.OrderBy(total => total.Key).Select(total => Line(Head(keys, total.Key), total.Key, total.Value))],
            // A month or day stands for itself.
            Foots = !DimensionColumns.IsTime(keys),
            Meta = meta with { Metric = string.Join(" and ", metrics.Select(HeadlineText.Metric)), Currency = CurrencyOf(totals.Keys, meta.Currency) },
            Footnote = rows.Count == 0 ? "There is no charge in this period. Which months there are: costguard load list" : null,
        };
    }

    internal static string CurrencyOf(IReadOnlyCollection<Currency> currencies, string otherwise) =>
        currencies.Count switch { 0 => otherwise, 1 => currencies.First().Code, _ => "mixed" };

    /// <summary>"Total" in the first text column.</summary>
    internal static IEnumerable<object?> Head(IReadOnlyList<ReportColumn> keys, Currency currency)
    {
        int label = -1;
        for (int i = 0; i < keys.Count && label < 0; i++)
        {
            if (keys[i].Kind is CellKind.Text or CellKind.Id && keys[i].Key != "currency") label = i;
        }

        return keys.Select((column, i) => (object?)(column.Key == "currency" ? currency.Code : i == label ? "Total" : null));
    }

    private static IEnumerable<CostRow> Ordered(IReadOnlyList<CostRow> rows, ReportColumn[] keys, CostMetric metric)
    {
        var byKeys = Comparer<CostRow>.Create((left, right) => DimensionColumns.Compare(left.Keys, right.Keys));
        return DimensionColumns.IsTime(keys)
            ? rows.Order(byKeys).ThenBy(row => row.Currency)
            : rows.OrderBy(row => row.Currency).ThenByDescending(row => row.Costs[metric]).ThenBy(row => row, byKeys);
    }

    private static string Title(IReadOnlyList<Dimension> by, Dictionary<Currency, decimal[]> totals, CostMetric metric, ReportMeta meta)
    {
        string grouped = by.Count == 0 ? "" : $" by {string.Join(" and ", by)}";
        if (totals.Count == 0) return $"No cost{grouped}, {meta.Period}";
        string amounts = string.Join(" and ", totals.OrderBy(total => total.Key).Select(total => HeadlineText.Amount(total.Value[0], total.Key)));
        return $"{HeadlineText.Metric(metric)} of {amounts}{grouped}, {meta.Period}";
    }
}
