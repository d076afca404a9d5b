using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>What earlier periods leave to a period: carry(t+1) = min(max(0, left), cap × amount(t+1)), or the deficit (domain C.2).</summary>
public static class BudgetCarry
{
    /// <summary>The days before a period whose cost decides its carry; empty without rollover or at the start of a year.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="period">One whole period of it.</param>
    /// <param name="calendar">The fiscal calendar.</param>
    public static DayRange Before(BudgetConfig budget, DayRange period, FiscalCalendar calendar)
    {
        var none = new DayRange(period.Start, period.Start);
        if (budget.Rollover is not { } rollover || budget.Once is not null || budget.Amounts.Count == 0) return none;
        DateOnly first = budget.Amounts.Keys.Min().FirstDay;
        DateOnly year = calendar.Holding(BudgetPeriodKind.Year, BillingPeriod.Of(period.Start)).Start;
        DateOnly start = rollover.AcrossYears || first > year ? first : year;
        return start < period.Start ? new DayRange(start, period.Start) : none;
    }

    /// <summary>The carry into a period, rounded half-even to the minor unit; 0 without rollover.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="period">One whole period of it.</param>
    /// <param name="actual">Cost of an earlier period, in the budget's currency and metric.</param>
    /// <param name="calendar">The fiscal calendar.</param>
    public static decimal Into(BudgetConfig budget, DayRange period, Func<DayRange, decimal> actual, FiscalCalendar calendar)
    {
        DayRange before = Before(budget, period, calendar);
        if (budget.Rollover is not { } rollover || before.Days == 0) return 0m;
        decimal carry = 0m;
        DayRange[] periods = [.. BudgetAmounts.Periods(budget, before, calendar), period];
        for (int i = 0; i + 1 < periods.Length; i++)
        {
            decimal left = AmountOf(periods[i]) + carry - actual(periods[i]);
            decimal most = rollover.Cap * AmountOf(periods[i + 1]);
            carry = decimal.Round(
                left >= 0m ? Math.Min(left, most) : rollover.Deficit ? left : 0m, budget.Currency.MinorUnits, MidpointRounding.ToEven);
        }

        return carry;

        decimal AmountOf(DayRange days) => BudgetAmounts.For(budget, days, calendar).Amount ?? 0m;
    }
}
