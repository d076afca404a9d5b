using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Writes out the amounts of a plan (domain C.2): what people say in one line, and the ledger compares period by period.</summary>
public static class BudgetSchedule
{
    /// <summary>An amount that grows by a share each period, compounding, each rounded half-even to the currency's minor unit: round(A·(1+g)^i).</summary>
    /// <param name="from">First month of the first period.</param>
    /// <param name="kind">Month, quarter, half-year or year.</param>
    /// <param name="periods">How many periods.</param>
    /// <param name="amount">Amount of the first one.</param>
    /// <param name="growth">0.05 is 5 % a period; 0 is a flat plan; negative shrinks.</param>
    /// <param name="currency">Currency of the amount.</param>
    public static IReadOnlyDictionary<BillingPeriod, decimal> Growing(
        BillingPeriod from, BudgetPeriodKind kind, int periods, decimal amount, decimal growth, Currency currency)
    {
        var amounts = new Dictionary<BillingPeriod, decimal>();
        decimal factor = 1m;
        foreach (BillingPeriod first in Starts(from, kind, periods))
        {
            amounts[first] = decimal.Round(amount * factor, currency.MinorUnits, MidpointRounding.ToEven);
            factor *= 1m + growth;
        }

        return amounts;
    }

    /// <summary>A total that is split over periods by weights, by largest remainder: the parts add up to the total to the last minor unit.</summary>
    /// <param name="from">First month of the first period.</param>
    /// <param name="kind">Month, quarter, half-year or year.</param>
    /// <param name="total">What the parts add up to.</param>
    /// <param name="weights">One weight a period: equal ones split evenly, last year's costs split by season.</param>
    /// <param name="currency">Currency of the total.</param>
    public static IReadOnlyDictionary<BillingPeriod, decimal> Split(
        BillingPeriod from, BudgetPeriodKind kind, decimal total, IReadOnlyList<decimal> weights, Currency currency) =>
        Starts(from, kind, weights.Count)
            .Zip(LargestRemainder.Split(total, weights, currency.MinorUnits))
            .ToDictionary(pair => pair.First, pair => pair.Second);

    private static IEnumerable<BillingPeriod> Starts(BillingPeriod from, BudgetPeriodKind kind, int periods) =>
        Enumerable.Range(0, periods).Select(i => from.AddMonths(i * FiscalCalendar.Months(kind)));
}
