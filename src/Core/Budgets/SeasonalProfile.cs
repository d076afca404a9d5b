using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>How cost spreads over the days of a period: relative weights of weekdays, and fees that fall on known days.</summary>
/// <param name="Weekdays">Seven weights above zero, by <see cref="DayOfWeek"/> (Sunday first). Only their ratios count.</param>
/// <param name="Fees">Fee by day, in the budget's currency. They are added as they are and never multiplied by a pace.</param>
public sealed record SeasonalProfile(IReadOnlyList<decimal> Weekdays, IReadOnlyDictionary<DateOnly, decimal> Fees)
{
    /// <summary>Days of history that a seasonal pace needs.</summary>
    public const int HistoryDaysMin = 42;

    /// <summary>Every day counts the same, and there are no fees.</summary>
    public static SeasonalProfile Even { get; } = new([1m, 1m, 1m, 1m, 1m, 1m, 1m], new Dictionary<DateOnly, decimal>());

    /// <summary>The weight of a day.</summary>
    public decimal Weight(DateOnly day) => Weekdays[(int)day.DayOfWeek];

    /// <summary>Σ weights of the days.</summary>
    public decimal Weights(DayRange days)
    {
        decimal sum = 0m;
        for (DateOnly day = days.Start; day < days.End; day = day.AddDays(1)) sum += Weight(day);
        return sum;
    }

    /// <summary>Σ fees due on the days.</summary>
    public decimal FeesDue(DayRange days) => Fees.Where(fee => days.Contains(fee.Key)).Sum(fee => fee.Value);
}
