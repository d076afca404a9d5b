using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;

namespace CostGuard.Core.Alerts;

/// <summary>One message about a budget: of several thresholds passed at once the highest leads, and all are listed.</summary>
/// <param name="Status">The budget.</param>
/// <param name="Kind">Why somebody is told.</param>
/// <param name="Lead">The highest threshold.</param>
/// <param name="All">All thresholds of this message, ascending.</param>
/// <param name="Key">Stable key: queued once only.</param>
public sealed record BudgetNotice(BudgetStatus Status, AlertNoticeKind Kind, BudgetThreshold Lead, IReadOnlyList<BudgetThreshold> All, string Key);

/// <summary>The outcome of an evaluation.</summary>
/// <param name="Alerts">All thresholds' new states.</param>
/// <param name="Notices">What is to be told; at most one of a kind for each budget.</param>
public sealed record AlertRound(IReadOnlyList<ThresholdAlert> Alerts, IReadOnlyList<BudgetNotice> Notices);

/// <summary>Holds all budgets against all their thresholds. A budget that cannot be told moves nothing: no alert on incomplete data.</summary>
public static class BudgetAlerts
{
    /// <summary>One round.</summary>
    /// <param name="statuses">Judged budgets, each on a whole period of its own.</param>
    /// <param name="outlooks">Forecasts of the periods that run, by budget name; a budget without one has no forecast alerts.</param>
    /// <param name="alerts">States so far, of any budgets and periods.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="escalateAfter">How long a critical threshold of a budget may stay without an acknowledgement; null takes 48 hours for all.</param>
    public static AlertRound Evaluate(
        IReadOnlyList<BudgetStatus> statuses,
        IReadOnlyDictionary<string, BudgetOutlook> outlooks,
        IReadOnlyList<ThresholdAlert> alerts,
        DateTimeOffset asOf,
        Func<BudgetConfig, TimeSpan?>? escalateAfter = null)
    {
        var before = alerts.ToDictionary(alert => (alert.Budget, alert.Period, alert.Threshold));
        var after = new List<ThresholdAlert>();
        var notices = new List<BudgetNotice>();
        foreach (BudgetStatus status in statuses.Where(CanBeTold))
        {
            var told = new List<(AlertNoticeKind Kind, BudgetThreshold Threshold, ThresholdAlert Alert)>();
            foreach (BudgetThreshold threshold in status.Budget.Thresholds.DistinctBy(each => each.Id))
            {
                if (Reading(status, threshold, Outlook(status, outlooks, asOf)) is not { } reading) continue;
                reading = reading with { Carry = status.Carry, EscalateAfter = escalateAfter?.Invoke(status.Budget) ?? AlertMachine.EscalateAfter };
                var key = (status.Budget.Name, status.Days.Start, threshold.Id);
                ThresholdAlert alert = before.GetValueOrDefault(key) ?? New(status, threshold, alerts);
                (ThresholdAlert next, AlertNoticeKind? notice) = AlertMachine.Step(alert, reading, asOf);
                after.Add(next);
                if (notice is { } kind) told.Add((kind, threshold, next));
            }

            notices.AddRange(told.GroupBy(each => each.Kind).Select(group => Notice(status, group.Key, [.. group.OrderBy(each => each.Threshold.Limit(status.Amount))])));
        }

        return new AlertRound(after, notices);
    }

    /// <summary>The forecast of a period that runs; one that is over has none, though its budget may have one for the next.</summary>
    internal static BudgetOutlook? Outlook(BudgetStatus status, IReadOnlyDictionary<string, BudgetOutlook> outlooks, DateTimeOffset asOf) =>
        status.Days.End > DateOnly.FromDateTime(asOf.UtcDateTime) ? outlooks.GetValueOrDefault(status.Budget.Name) : null;

    // A threshold that appears in a period which is watched already was edited in: it is judged without a word.
    private static ThresholdAlert New(BudgetStatus status, BudgetThreshold threshold, IReadOnlyList<ThresholdAlert> alerts)
    {
        bool edited = alerts.Any(alert => alert.Budget == status.Budget.Name && alert.Period == status.Days.Start
            && alert.Threshold.StartsWith(threshold.Of + " ", StringComparison.Ordinal));
        return new ThresholdAlert { Budget = status.Budget.Name, Period = status.Days.Start, Threshold = threshold.Id, Basis = edited ? "new" : "" };
    }

    private static bool CanBeTold(BudgetStatus status) =>
        status is { State: not BudgetState.Unknown, HasAmount: true, Actual: not null, Through: not null };

    private static AlertReading? Reading(BudgetStatus status, BudgetThreshold threshold, BudgetOutlook? outlook)
    {
        if (threshold.Of == "forecast" && outlook is null) return null;
        DateOnly day = status.Through!.Value;
        return new AlertReading(
            threshold,
            status.Amount,
            threshold.Of == "forecast" ? outlook!.AtEnd : status.Actual,
            threshold.Of == "forecast" ? outlook!.Lower : null,
            day,
            day.DayNumber - status.Days.Start.DayNumber + 1,
            outlook?.HistoryDays ?? 0,
            status.Budget.Hysteresis ?? AlertMachine.HysteresisShare);
    }

    private static BudgetNotice Notice(BudgetStatus status, AlertNoticeKind kind, (AlertNoticeKind Kind, BudgetThreshold Threshold, ThresholdAlert Alert)[] told) =>
        new(status, kind, told[^1].Threshold, [.. told.Select(each => each.Threshold)], told[^1].Alert.Key(kind));
}
