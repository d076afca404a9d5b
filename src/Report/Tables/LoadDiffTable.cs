using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>What a newer load changed against an older one, by service and account: the restatement.</summary>
public static class LoadDiffTable
{
    /// <summary>The table of <see cref="ILedger.DiffAsync"/>: newer − older, largest change of EffectiveCost first.</summary>
    public static ReportTable Build(LoadId older, LoadId newer, IReadOnlyList<CostRow> rows, ReportMeta meta)
    {
        Currency[] currencies = [.. rows.Select(row => row.Currency).Distinct().Order()];
        return new ReportTable
        {
            Schema = "costguard.load-diff/1",
            Title = rows.Count == 0
                ? $"Loads {older} and {newer} have the same cost for every service and account"
                : $"Load {newer} restates EffectiveCost by {string.Join(" and ", currencies.Select(currency => HeadlineText.Change(Sum(rows, currency, CostMetric.Effective), currency)))}",
            Columns =
            [
                new("serviceName", "Service", CellKind.Text),
                new("subAccountId", "Account", CellKind.Id),
                new("billedCost", "Billed cost", CellKind.Change),
                new("effectiveCost", "Effective cost", CellKind.Change),
                new("listCost", "List cost", CellKind.Change),
                new("contractedCost", "Contracted cost", CellKind.Change),
                new("currency", "Currency", CellKind.Text),
            ],
            Rows = [.. rows.OrderBy(row => row.Currency).ThenByDescending(row => Math.Abs(row.Costs.Effective)).ThenByDescending(row => Math.Abs(row.Costs.Billed))
                .ThenBy(row => row.Keys, Comparer<IReadOnlyList<string?>>.Create(DimensionColumns.Compare)).Select(Row)],
            Totals = [.. currencies.Select(currency => (object?[])
            [
                "Total",
                null,
                Sum(rows, currency, CostMetric.Billed),
                Sum(rows, currency, CostMetric.Effective),
                Sum(rows, currency, CostMetric.List),
                Sum(rows, currency, CostMetric.Contracted),
                currency.Code,
            ])],
            Meta = meta with { Metric = "BilledCost, EffectiveCost, ListCost and ContractedCost", Currency = CostTable.CurrencyOf(currencies, meta.Currency) },
            Footnote = $"Newer ({newer}) minus older ({older}); groups that are equal are left out.",
        };
    }

    private static object?[] Row(CostRow row) =>
    [
        row.Keys.ElementAtOrDefault(0),
        row.Keys.ElementAtOrDefault(1),
        row.Costs.Billed,
        row.Costs.Effective,
        row.Costs.List,
        row.Costs.Contracted,
        row.Currency.Code,
    ];

    private static decimal Sum(IReadOnlyList<CostRow> rows, Currency currency, CostMetric metric) =>
        DimensionColumns.Sum(rows.Where(row => row.Currency == currency).Select(row => row.Costs[metric]));
}
