namespace CostGuard.Core.Alerts;

/// <summary>Data too old to watch any budget (domain C.4): one notice an episode, in place of all alerts. Kept as an alert of no budget.</summary>
public static class StaleDataAlert
{
    /// <summary>Stands for "no budget", which no budget can be named.</summary>
    public const string Budget = "*";

    /// <summary>The threshold's name.</summary>
    public const string Threshold = "data-age";

    /// <summary>The state after a look at the data; true when it is to be told.</summary>
    /// <param name="alert">The state before; null the first time.</param>
    /// <param name="age">Age of the data; null without any, which is no news in a home that has none yet.</param>
    /// <param name="limit">Older is too old.</param>
    /// <param name="asOf">The moment, UTC.</param>
    public static (ThresholdAlert Next, bool Tell) Step(ThresholdAlert? alert, TimeSpan? age, TimeSpan limit, DateTimeOffset asOf)
    {
        alert ??= new ThresholdAlert { Budget = Budget, Period = DateOnly.MinValue, Threshold = Threshold };
        bool stale = age > limit, told = alert.State == AlertState.Triggered;
        if (stale == told || age is null) return (alert, false);
        return stale
            ? (alert with { State = AlertState.Triggered, Entry = alert.Entry + 1, EnteredAt = asOf, NotifiedAt = asOf }, true)
            : (alert with { State = AlertState.Armed, EnteredAt = asOf }, false);
    }
}
