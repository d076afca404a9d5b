using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>The amount of a budget for some days.</summary>
/// <param name="Amount">Amount in the budget's currency, without carry; null when a period has none.</param>
/// <param name="Missing">First months of the budget periods without an amount.</param>
public sealed record BudgetAmount(decimal? Amount, IReadOnlyList<BillingPeriod> Missing)
{
    /// <summary>What earlier periods left (or took, when negative); part of what may be spent, not of <see cref="Amount"/>. 0 without rollover.</summary>
    public decimal Carry { get; init; }

    /// <summary>The amount before any revision; null when it had none.</summary>
    public decimal? Original { get; init; }

    /// <summary>Why the carry cannot be told; null when it can.</summary>
    public string? CarryGap { get; init; }

    /// <summary>What may be spent: <see cref="Amount"/> with <see cref="Carry"/>.</summary>
    public decimal? Available => Amount + Carry;

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
    /// unit; whole periods are the configured amounts themselves, or, when a revision begins inside one, Σ over its versions by their days.
    /// </summary>
    public static BudgetAmount For(BudgetConfig budget, DayRange days, FiscalCalendar calendar)
    {
        var missing = new List<BillingPeriod>();
        decimal whole = 0m, parts = 0m, original = 0m;
        bool hasOriginal = days.Days > 0;
        foreach (DayRange period in Periods(budget, days, calendar))
        {
            DayRange asked = period.Intersect(days);
            BillingPeriod first = BillingPeriod.Of(period.Start);
            if (BudgetVersions.Amount(budget, period, asked) is not { } amount) missing.Add(first);
            else if (asked == period) whole += decimal.Round(amount, budget.Currency.MinorUnits, MidpointRounding.ToEven);
            else parts += amount;
            if (budget.Amounts.TryGetValue(first, out decimal plan)) original += plan * asked.Days / period.Days;
            else hasOriginal = false;
        }

        decimal Rounded(decimal amount) => decimal.Round(amount, budget.Currency.MinorUnits, MidpointRounding.ToEven);
        return new BudgetAmount(missing.Count > 0 || days.Days == 0 ? null : whole + Rounded(parts), missing)
        {
            Original = hasOriginal ? Rounded(original) : null,
        };
    }

    /// <summary>
    /// The days on which a budget is judged when months are asked for: its own period when the months lie inside one (a quarter's budget
    /// is judged over the whole quarter), otherwise the months as asked. A budget that exists once is judged on its own days; null when those
    /// lie outside of the months.
    /// </summary>
    public static DayRange? Judged(BudgetConfig budget, DayRange months, FiscalCalendar calendar)
    {
        if (budget.Once is { } once) return once.Intersect(months).Days > 0 ? once : null;
        DayRange own = calendar.Holding(budget.Kind, BillingPeriod.Of(months.Start));
        return own.Start <= months.Start && months.End <= own.End ? own : months;
    }

    /// <summary>The budget's periods that have a day of the range, in order.</summary>
    internal static IEnumerable<DayRange> Periods(BudgetConfig budget, DayRange days, FiscalCalendar calendar)
    {
        if (budget.Once is { } once)
        {
            yield return once;
            yield break;
        }

        for (DateOnly day = days.Start; day < days.End;)
        {
            DayRange period = calendar.Holding(budget.Kind, BillingPeriod.Of(day));
            yield return period;
            day = period.End;
        }
    }
}
