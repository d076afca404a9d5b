using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>How much money a change of rules or teams would move, before anything is written.</summary>
public static class MovedCostTable
{
    /// <summary>The table of <see cref="ISnapshotStore.PlanAsync"/>, in its order.</summary>
    public static ReportTable Build(IReadOnlyList<MovedCost> moved, ReportMeta meta)
    {
        Currency[] currencies = [.. moved.Select(each => each.Currency).Distinct().Order()];
        return new ReportTable
        {
            Schema = "costguard.plan/1",
            Title = Title(moved, currencies),
            Columns =
            [
                new("period", "Month", CellKind.Month),
                new("from", "From", CellKind.Text),
                new("to", "To", CellKind.Text),
                new("rule", "Rule", CellKind.Text),
                new("effectiveCost", "Effective cost", CellKind.Money),
                new("billedCost", "Billed cost", CellKind.Money),
                new("currency", "Currency", CellKind.Text),
            ],
            Rows = [.. moved.Select(each => (object?[])
                [each.Period, each.From.Value, each.To.Value, each.Rule, each.EffectiveCost, each.BilledCost, each.Currency.Code])],
            Totals = [.. currencies.Select(currency => (object?[])
            [
                null,
                "Total",
                null,
                null,
                Sum(moved, currency, each => each.EffectiveCost),
                Sum(moved, currency, each => each.BilledCost),
                currency.Code,
            ])],
            Meta = meta with { Metric = "EffectiveCost and BilledCost", Currency = CostTable.CurrencyOf(currencies, meta.Currency) },
            Footnote = "Nothing was written. The total of all teams does not change.",
        };
    }

    private static string Title(IReadOnlyList<MovedCost> moved, Currency[] currencies)
    {
        if (moved.Count == 0) return "No cost moves between teams";
        int months = moved.Select(each => each.Period).Distinct().Count();
        string amounts = string.Join(" and ", currencies.Select(currency => HeadlineText.Amount(Sum(moved, currency, each => each.EffectiveCost), currency)));
        return string.Create(CultureInfo.InvariantCulture, $"EffectiveCost of {amounts} moves between teams in {months} {(months == 1 ? "month" : "months")}");
    }

    private static decimal Sum(IReadOnlyList<MovedCost> moved, Currency currency, Func<MovedCost, decimal> amount) =>
        DimensionColumns.Sum(moved.Where(each => each.Currency == currency).Select(amount));
}
