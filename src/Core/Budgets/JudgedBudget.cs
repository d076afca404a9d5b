using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>A budget and the days on which it is judged.</summary>
internal sealed record JudgedBudget(BudgetConfig Budget, DayRange Days, DayRange Before)
{
    /// <summary>First day whose cost is needed: that of the periods that decide the carry, too.</summary>
    public DateOnly From => Before.Days > 0 ? Before.Start : Days.Start;

    public static IEnumerable<JudgedBudget> Of(IReadOnlyList<BudgetConfig> budgets, DayRange months, FiscalCalendar calendar)
    {
        foreach (BudgetConfig budget in budgets)
        {
            if (BudgetAmounts.Judged(budget, months, calendar) is not { } days) continue;
            DayRange first = FirstPeriod(budget, days, calendar);
            DayRange none = new(days.Start, days.Start);
            yield return new JudgedBudget(budget, days, first.Start == days.Start ? BudgetCarry.Before(budget, first, calendar) : none);
        }
    }

    /// <summary>The amount with its carry. Cost that is not known leaves no carry, and a gap that says so.</summary>
    public BudgetAmount Amount(IReadOnlyDictionary<DateOnly, decimal> daily, DateOnly? knownFrom, FiscalCalendar calendar)
    {
        BudgetAmount amount = BudgetAmounts.For(Budget, Days, calendar);
        if (Before.Days == 0) return amount;
        if (knownFrom is null || knownFrom > Before.Start)
            return amount with { CarryGap = $"The carry cannot be told: there are no data for {BillingPeriod.Of(Before.Start)}." };
        return amount with { Carry = BudgetCarry.Into(Budget, FirstPeriod(Budget, Days, calendar), days => BudgetEvaluator.SumOf(daily, days), calendar) };
    }

    private static DayRange FirstPeriod(BudgetConfig budget, DayRange days, FiscalCalendar calendar) =>
        budget.Once ?? calendar.Holding(budget.Kind, BillingPeriod.Of(days.Start));
}
