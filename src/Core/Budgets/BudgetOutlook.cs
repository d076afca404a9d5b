namespace CostGuard.Core.Budgets;

/// <summary>What a forecast says about the end of a budget's period, in the budget's currency.</summary>
/// <param name="AtEnd">Expected cost of the whole period.</param>
/// <param name="Lower">Lower bound of the 80 % interval; null without.</param>
/// <param name="Upper">Upper bound of the 80 % interval; null without.</param>
/// <param name="HistoryDays">Complete days that it was made from.</param>
public sealed record BudgetOutlook(decimal AtEnd, decimal? Lower, decimal? Upper, int HistoryDays)
{
    /// <summary>How far this scope's own forecasts, made on about this day of earlier months, were off (WAPE); null when none could be tested.</summary>
    public double? PastError { get; init; }
}

/// <summary>A day to come: its share by weekday, and the fees due on it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Weight">Its weight beside other days.</param>
/// <param name="Fee">Fees known to fall on it, in the budget's currency.</param>
internal readonly record struct DayAhead(DateOnly Day, decimal Weight, decimal Fee);
