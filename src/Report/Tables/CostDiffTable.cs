using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>What changed between two periods. The rows shown and "All other" add up to the whole change, to the last digit.</summary>
public static class CostDiffTable
{
    /// <summary>The table of two answers to one question.</summary>
    /// <param name="by">Grouping, as asked.</param>
    /// <param name="before">The earlier period's groups.</param>
    /// <param name="after">The later period's groups.</param>
    /// <param name="metric">Metric compared.</param>
    /// <param name="rowsMax">Largest changes shown for each currency; the rest is "All other".</param>
    /// <param name="meta">Facts; its period names both, such as "2026-10 → 2026-11".</param>
    public static ReportTable Build(
        IReadOnlyList<Dimension> by, IReadOnlyList<CostRow> before, IReadOnlyList<CostRow> after, CostMetric metric, int rowsMax, ReportMeta meta)
    {
        ReportColumn[] keys = [.. by.Select(DimensionColumns.Of)];
        bool ownCurrency = !keys.Any(column => column.Key == "currency");
        List<Pair> pairs = Pairs(before, after, metric);
        Currency[] currencies = [.. pairs.Select(pair => pair.Currency).Distinct().Order()];

        IReadOnlyList<object?> Line(IEnumerable<object?> head, Currency currency, decimal from, decimal to) =>
            [.. head, from, to, to - from, Ratio.Change(from, to), .. ownCurrency ? [currency.Code] : Array.Empty<object?>()];

        var rows = new List<IReadOnlyList<object?>>();
        var totals = new List<IReadOnlyList<object?>>();
        var words = new List<string>();
        foreach (Currency currency in currencies)
        {
            Pair[] own = [.. pairs.Where(pair => pair.Currency == currency)
                .OrderByDescending(pair => Math.Abs(pair.Change)).ThenBy(pair => pair.Keys, Comparer<IReadOnlyList<string?>>.Create(DimensionColumns.Compare))];
            if (by.Count > 0) rows.AddRange(own.Take(rowsMax).Select(pair => Line(keys.Zip(pair.Keys, DimensionColumns.Cell), currency, pair.Before, pair.After)));
            Pair[] rest = by.Count > 0 ? own[Math.Min(rowsMax, own.Length)..] : [];
            if (rest.Length > 0) rows.Add(Line(Label(keys, currency, "All other"), currency, Before(rest), After(rest)));
            (decimal from, decimal to) = (Before(own), After(own));
            totals.Add(Line(CostTable.Head(keys, currency), currency, from, to));
            words.Add(Words(from, to, currency));
        }

        return new ReportTable
        {
            Schema = "costguard.cost-diff/1",
            Title = words.Count == 0 ? "No cost in either period" : $"{HeadlineText.Metric(metric)} {string.Join("; ", words)}",
            Columns =
            [
                .. keys,
                new("before", "Before", CellKind.Money),
                new("after", "After", CellKind.Money),
                new("change", "Change", CellKind.Change),
                new("changeShare", "Change %", CellKind.PercentChange),
                .. ownCurrency ? [new ReportColumn("currency", "Currency", CellKind.Text)] : Array.Empty<ReportColumn>(),
            ],
            Rows = rows,
            Totals = totals,
            Meta = meta with { Metric = HeadlineText.Metric(metric), Currency = CostTable.CurrencyOf(currencies, meta.Currency) },
            Footnote = pairs.Count == 0 ? null : "Sorted by the size of the change; the rows add up to the total change exactly.",
        };
    }

    private static List<Pair> Pairs(IReadOnlyList<CostRow> before, IReadOnlyList<CostRow> after, CostMetric metric)
    {
        var pairs = new Dictionary<(Currency Currency, string Keys), Pair>();
        foreach ((CostRow row, bool later) in before.Select(row => (row, false)).Concat(after.Select(row => (row, true))))
        {
            // A length before each key keeps ("a", "b") and ("ab", null) apart.
            string id = string.Concat(row.Keys.Select(key => key is null ? "-;" : string.Create(CultureInfo.InvariantCulture, $"{key.Length};{key}")));
            Pair pair = pairs.GetValueOrDefault((row.Currency, id)) ?? new Pair(row.Keys, row.Currency, 0m, 0m);
            decimal amount = row.Costs[metric];
            pairs[(row.Currency, id)] = later ? pair with { After = pair.After + amount } : pair with { Before = pair.Before + amount };
        }

        return [.. pairs.Values];
    }

    private static IEnumerable<object?> Label(ReportColumn[] keys, Currency currency, string label) =>
        CostTable.Head(keys, currency).Select(cell => cell is "Total" ? label : cell);

    private static string Words(decimal from, decimal to, Currency currency)
    {
        if (from == to) return $"did not change: {HeadlineText.Amount(to, currency)}";
        string share = Ratio.Change(from, to) is { } change ? $" ({(change > 0m ? "+" : "")}{HeadlineText.Percent(change)})" : "";
        return $"{(to > from ? "rose" : "fell")} by {HeadlineText.Amount(Math.Abs(to - from), currency)}{share} to {HeadlineText.Amount(to, currency)}";
    }

    private static decimal Before(IEnumerable<Pair> pairs) => DimensionColumns.Sum(pairs.Select(pair => pair.Before));

    private static decimal After(IEnumerable<Pair> pairs) => DimensionColumns.Sum(pairs.Select(pair => pair.After));

    private sealed record Pair(IReadOnlyList<string?> Keys, Currency Currency, decimal Before, decimal After)
    {
        public decimal Change => After - Before;
    }
}
