using CostGuard.Core.Configuration;

namespace CostGuard.Schedule;

/// <summary>A run that should happen now.</summary>
/// <param name="DueAt">When it was due, UTC.</param>
/// <param name="Late">True when its time has passed by more than the allowed delay.</param>
/// <param name="Drop">True when its misfire policy says that a missed run is recorded, not run.</param>
public readonly record struct DueRun(DateTimeOffset DueAt, bool Late, bool Drop);

/// <summary>
/// What is due, from the history alone. The regular run, the run after downtime and the run after a lost trigger are one rule: everything
/// that was due since the last recorded run, as the misfire policy wants it.
/// </summary>
public static class DueRuns
{
    /// <summary>Runs due in (lastDue, now], in order.</summary>
    public static IReadOnlyList<DueRun> Since(ScheduleConfig schedule, DateTimeOffset lastDue, DateTimeOffset now, TimeSpan lateAfter)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        DueRun[] all = [.. CronTimes.Between(schedule, lastDue, now).Select(due => new DueRun(due, now > Deadline(schedule, due) + lateAfter, false))];
        if (all.Length == 0) return [];
        return schedule.Misfire switch
        {
            MisfirePolicy.RunAll => all,
            MisfirePolicy.Skip => [all[^1] with { Drop = all[^1].Late }],
            _ => [all[^1]],
        };
    }

    /// <summary>Until when a run may wait: its due instant, or the end of its wait for fresh data (the next such time of day after it is due).</summary>
    public static DateTimeOffset Deadline(ScheduleConfig schedule, DateTimeOffset due)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.WaitFor is not { } wait) return due;
        TimeZoneInfo zone = CronTimes.Zone(schedule);
        DateTime local = TimeZoneInfo.ConvertTime(due, zone).DateTime;
        DateOnly day = DateOnly.FromDateTime(local);
        DateTimeOffset until = LocalTimes.ToInstant(day, wait.Until, zone);
        return until > due ? until : LocalTimes.ToInstant(day.AddDays(1), wait.Until, zone);
    }
}
