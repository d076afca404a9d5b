using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Schedule;

/// <summary>A run that should have ended well by now, and has not.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="DueAt">When it was due, UTC.</param>
/// <param name="Why">What the history says about it.</param>
public sealed record LateRun(ScheduleConfig Schedule, DateTimeOffset DueAt, string Why);

/// <summary>
/// Finds runs that did not happen, or not well, by their hour and a grace. A schedule that no process ever served is not expected to run. How a
/// collection went is told connection by connection; only its silence is a late run.
/// </summary>
public static class LateRuns
{
    private const string Collect = "collect";

    /// <summary>The oldest run that is late; null when none is.</summary>
    /// <param name="schedule">The schedule; a paused one is not to be asked about.</param>
    /// <param name="history">Its runs, in any order; the last twenty are enough.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="grace">How long after its hour, and after its wait for fresh data, a run may end.</param>
    public static LateRun? Of(ScheduleConfig schedule, IReadOnlyList<RunRecord> history, DateTimeOffset now, TimeSpan grace)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(history);
        if (!schedule.Enabled || history.OrderBy(run => run.DueAt).ThenBy(run => run.Attempt).LastOrDefault() is not { } last) return null;
        if (IsDueTime(schedule, last.DueAt) && HasPassed(schedule, last.DueAt, now, grace) && WhyNot(schedule, last) is { } why) return new LateRun(schedule, last.DueAt, why);
        DateTimeOffset? silent = CronTimes.Between(schedule, last.DueAt, now).Where(due => HasPassed(schedule, due, now, grace)).Select(due => (DateTimeOffset?)due).FirstOrDefault();
        return silent is { } missed ? new LateRun(schedule, missed, "No run of it has started: 'costguard serve' was not running, or still waits for fresh data.") : null;
    }

    /// <summary>The run that was late at a moment, and whether a later attempt or a person brought it; null when the history does not reach back to it.</summary>
    /// <param name="schedule">The schedule, which is not late any more.</param>
    /// <param name="history">Its runs, in any order; the last twenty are enough.</param>
    /// <param name="since">When it was found to be late, UTC.</param>
    /// <param name="grace">As above.</param>
    public static (DateTimeOffset DueAt, bool Came)? Became(ScheduleConfig schedule, IReadOnlyList<RunRecord> history, DateTimeOffset since, TimeSpan grace)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(history);
        if (history.Count == 0) return null;
        DateTimeOffset oldest = history.Min(run => run.DueAt).AddSeconds(-1);
        DateTimeOffset? late = CronTimes.Between(schedule, oldest, since).Where(due => HasPassed(schedule, due, since, grace)).Select(due => (DateTimeOffset?)due).LastOrDefault();
        if (late is not { } missed) return null;
        DateTimeOffset? next = CronTimes.Next(schedule, missed);
        bool came = history.Any(run => run.State is RunState.Succeeded or RunState.Partial && run.DueAt >= missed && (next is null || run.DueAt < next));
        return (missed, came);
    }

    private static bool HasPassed(ScheduleConfig schedule, DateTimeOffset due, DateTimeOffset now, TimeSpan grace) => now > DueRuns.Deadline(schedule, due) + grace;

    // What a person ran by hand, and what is written when a schedule is first seen or resumed, was due at no time of the schedule.
    private static bool IsDueTime(ScheduleConfig schedule, DateTimeOffset due) => CronTimes.Next(schedule, due.AddSeconds(-1)) == due;

    private static string? WhyNot(ScheduleConfig schedule, RunRecord run) => run.State switch
    {
        RunState.Running => string.Create(CultureInfo.InvariantCulture, $"It runs since {run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC and has not ended."),
        RunState.Failed when schedule.Action != Collect => $"It failed: {run.Detail}",
        RunState.Skipped => run.Detail ?? "It was skipped.",
        _ => null,
    };
}
