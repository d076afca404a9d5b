using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>The amount of a budget for some days.</summary>
/// <param name="Amount">Amount in the budget's currency; null when a period has none.</param>
/// <param name="Missing">First months of the budget periods without an amount.</param>
public sealed record BudgetAmount(decimal? Amount, IReadOnlyList<BillingPeriod> Missing)
{
    /// <summary>The missing amounts as a problem with the budget's file; null when none is missing.</summary>
    public Problem? Problem(BudgetConfig budget) => Missing.Count == 0
        ? null
        : BudgetErrors.MissingAmount.At($"Budget \"{budget.Name}\" has no amount for {string.Join(", ", Missing)}.", budget.File);
}

/// <summary>What a budget allows for any range of days: whole periods as configured, parts of a period by their days (domain C.2).</summary>
public static class BudgetAmounts
{
    /// <summary>
    /// The amount for the days: Σ amount(P) × days of P asked for ÷ days of P. A part of a period is rounded half-even to the currency's minor
    /// unit; whole periods are the configured amounts themselves.
    /// </summary>
    public static BudgetAmount For(BudgetConfig budget, DayRange days, FiscalCalendar calendar)
    {
        var missing = new List<BillingPeriod>();
        decimal whole = 0m, parts = 0m;
        for (DateOnly day = days.Start; day < days.End;)
        {
            DayRange period = calendar.Holding(budget.Kind, BillingPeriod.Of(day));
            int asked = period.Intersect(days).Days;
            if (!budget.Amounts.TryGetValue(BillingPeriod.Of(period.Start), out decimal amount)) missing.Add(BillingPeriod.Of(period.Start));
            else if (asked == period.Days) whole += amount;
            else parts += amount * asked / period.Days;
            day = period.End;
        }

        return new BudgetAmount(
            missing.Count > 0 || days.Days == 0 ? null : whole + decimal.Round(parts, budget.Currency.MinorUnits, MidpointRounding.ToEven),
            missing);
    }

    /// <summary>
    /// The days on which a budget is judged when months are asked for: its own period when the months lie inside one (a quarter's budget
    /// is judged over the whole quarter), otherwise the months as asked.
    /// </summary>
    public static DayRange Judged(BudgetConfig budget, DayRange months, FiscalCalendar calendar)
    {
        DayRange own = calendar.Holding(budget.Kind, BillingPeriod.Of(months.Start));
        return own.Start <= months.Start && months.End <= own.End ? own : months;
    }
}
