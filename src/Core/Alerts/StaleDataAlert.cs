using CostGuard.Core.Budgets;

namespace CostGuard.Core.Alerts;

/// <summary>Data on which budgets cannot be watched, all or some of them (domain C.4): one notice an episode, in place of their alerts. Kept as an alert of no budget.</summary>
public static class StaleDataAlert
{
    /// <summary>Stands for "no budget", which no budget can be named.</summary>
    public const string Budget = "*";

    /// <summary>The threshold's name.</summary>
    public const string Threshold = "data-age";

    /// <summary>The state after a look at the data; true when it is to be told.</summary>
    /// <param name="alert">The state before; null the first time.</param>
    /// <param name="age">Age of the data; null without any, which is no news in a home that has none yet.</param>
    /// <param name="limit">Older is too old for every budget.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="unwatched">Names of the budgets that cannot be told for a reason of their own; one more of them is news.</param>
    public static (ThresholdAlert Next, bool Tell) Step(ThresholdAlert? alert, TimeSpan? age, TimeSpan limit, DateTimeOffset asOf, IReadOnlyList<string>? unwatched = null)
    {
        alert ??= new ThresholdAlert { Budget = Budget, Period = DateOnly.MinValue, Threshold = Threshold };
        if (age is null) return (alert, false);
        string[] now = age > limit ? [Budget] : [.. unwatched ?? []], before = Told(alert);
        if (now.Length == 0) return (before.Length == 0 ? alert : alert with { State = AlertState.Armed, EnteredAt = asOf, Basis = "" }, false);
        alert = alert with { Basis = string.Join('\n', now) };
        // After a time in which none could be told, those that still cannot are news of their own.
        return !now.Except(before, StringComparer.Ordinal).Any()
            ? (alert, false)
            : (alert with { State = AlertState.Triggered, Entry = alert.Entry + 1, EnteredAt = asOf, NotifiedAt = asOf }, true);
    }

    /// <summary>Running budgets with an amount that cannot be told. One whose first day is not complete yet is waited for.</summary>
    internal static IReadOnlyList<BudgetStatus> Unwatched(IReadOnlyList<BudgetStatus> statuses, DateTimeOffset asOf) =>
        [.. statuses.Where(status => status.IsUnwatched && status.Days.Contains(DateOnly.FromDateTime(asOf.UtcDateTime)))];

    /// <summary>True when it is about every budget: the data themselves are too old.</summary>
    internal static bool IsOfAll(ThresholdAlert? alert) => alert is null || alert.Basis.Length == 0 || Told(alert).Contains(Budget);

    // An alert of an earlier version names none: it was about all of them.
    private static string[] Told(ThresholdAlert alert) =>
        alert.State != AlertState.Triggered ? [] : alert.Basis.Length == 0 ? [Budget] : alert.Basis.Split('\n');
}
