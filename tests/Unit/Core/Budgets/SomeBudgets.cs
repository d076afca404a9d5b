using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Core.Budgets;

/// <summary>Builders of budgets and evidence for tests.</summary>
internal static class SomeBudgets
{
    public static BudgetConfig Of(params (string Month, decimal Amount)[] amounts) => new()
    {
        Name = "payments-monthly",
        Team = new TeamId("payments"),
        Currency = Currency.Usd,
        Metric = CostMetric.Effective,
        Amounts = amounts.ToDictionary(each => BillingPeriod.Parse(each.Month), each => each.Amount),
    };

    /// <summary>A month's budget at a day of that month, one hour after the day's end.</summary>
    public static BudgetEvidence Evidence(string month, decimal amount, int throughDay, params (int Day, decimal Cost)[] daily)
    {
        BillingPeriod period = BillingPeriod.Parse(month);
        DateOnly through = period.FirstDay.AddDays(throughDay - 1);
        return new BudgetEvidence
        {
            Budget = Of((month, amount)),
            Days = DayRange.Of(period),
            Amount = new BudgetAmount(amount, []),
            Daily = daily.ToDictionary(each => period.FirstDay.AddDays(each.Day - 1), each => each.Cost),
            Through = through,
            AsOf = new DateTimeOffset(through.AddDays(1), new TimeOnly(1, 0), TimeSpan.Zero),
            FailAfter = TimeSpan.FromHours(72),
        };
    }
}
