using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>What people have said about a series, as far as the detector needs it (domain E.6).</summary>
public sealed class ScopeRules
{
    private const int DaysOfFeedback = 60;
    private const double LimitMax = 10;
    private const double LimitMin = 3.5;

    /// <summary>Nobody has said anything.</summary>
    public static ScopeRules None { get; } = new();

    /// <summary>Days whose cost is expected: they are no history, and never a new level.</summary>
    public IReadOnlyList<DayRange> Planned { get; init; } = [];

    /// <summary>Days on which somebody said that an alarm was false.</summary>
    public IReadOnlyList<DateOnly> False { get; init; } = [];

    /// <summary>Days on which somebody said that an alarm was right.</summary>
    public IReadOnlyList<DateOnly> Confirmed { get; init; } = [];

    /// <summary>True when the day was planned.</summary>
    public bool IsPlanned(DateOnly day) => Planned.Any(days => days.Contains(day));

    /// <summary>The limit on a day: a quarter higher for 60 days after each false alarm, a little lower after each right one.</summary>
    public double Limit(double limit, DateOnly day)
    {
        foreach (DateOnly said in False)
        {
            if (said <= day && day < said.AddDays(DaysOfFeedback)) limit = Math.Min(limit * 1.25, Math.Max(limit, LimitMax));
        }

        foreach (DateOnly said in Confirmed)
        {
            if (said <= day) limit = Math.Max(limit * 0.95, Math.Min(limit, LimitMin));
        }

        return limit;
    }
}
