using CostGuard.Core.Values;

namespace CostGuard.Core.Savings.Verification;

/// <summary>The days that are compared around an action: two full weeks each, so that weekdays balance, and three days between that are neither (domain H.3).</summary>
/// <param name="Done">The day of the action.</param>
public readonly record struct SavingWindows(DateOnly Done)
{
    /// <summary>Days of each window.</summary>
    public const int Days = 14;

    /// <summary>Days between the windows: the day before, the day itself and the day after.</summary>
    public const int Between = 3;

    /// <summary>Days after the action on which a rebound is looked for.</summary>
    public const int WatchDays = 90;

    /// <summary>The 14 days before the day before the action.</summary>
    public DayRange Before => new(Done.AddDays(-1 - Days), Done.AddDays(-1));

    /// <summary>The 14 days from the second day after it.</summary>
    public DayRange After => Later(0);

    /// <summary>True when the window after the action is complete.</summary>
    public bool IsMeasurable(DateOnly through) => through >= After.End.AddDays(-1);

    /// <summary>The windows of the watch that are complete, a week apart, the one right after the action first.</summary>
    public IReadOnlyList<DayRange> Watch(DateOnly through)
    {
        var windows = new List<DayRange>();
        for (int week = 0; Later(week).End <= Done.AddDays(WatchDays + 1) && Later(week).End.AddDays(-1) <= through; week++) windows.Add(Later(week));
        return windows;
    }

    private DayRange Later(int weeks) => new(Done.AddDays(2 + (7 * weeks)), Done.AddDays(2 + Days + (7 * weeks)));
}
