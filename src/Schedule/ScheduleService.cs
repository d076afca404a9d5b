using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Schedule;

/// <summary>One schedule and where it stands.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Paused">True when a person paused it.</param>
/// <param name="Next">Next due instant, UTC; null when paused, disabled or over.</param>
/// <param name="Last">Last run, or null.</param>
public sealed record ScheduleStatus(ScheduleConfig Schedule, bool Paused, DateTimeOffset? Next, RunRecord? Last);

/// <summary>One coming run.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="DueAt">When, UTC.</param>
/// <param name="LocalDueAt">When, in its own time zone.</param>
public sealed record ComingRun(ScheduleConfig Schedule, DateTimeOffset DueAt, DateTimeOffset LocalDueAt);

/// <summary>What <c>costguard schedule</c> asks and does.</summary>
public sealed class ScheduleService
{
    private readonly CostGuardConfiguration _configuration;
    private readonly IRunHistory _history;
    private readonly ScheduleRunner _runner;
    private readonly TimeProvider _time;

    internal ScheduleService(CostGuardConfiguration configuration, IRunHistory history, ScheduleRunner runner, TimeProvider time) =>
        (_configuration, _history, _runner, _time) = (configuration, history, runner, time);

    /// <summary>All schedules by name.</summary>
    public async Task<IReadOnlyList<ScheduleStatus>> ListAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        IReadOnlySet<string> paused = await _history.PausedAsync(cancellationToken);
        List<ScheduleStatus> rows = [];
        foreach (ScheduleConfig schedule in _configuration.Schedules.OrderBy(schedule => schedule.Name, StringComparer.Ordinal))
        {
            bool isPaused = paused.Contains(schedule.Name);
            DateTimeOffset? next = isPaused || !schedule.Enabled ? null : CronTimes.Next(schedule, now);
            rows.Add(new ScheduleStatus(schedule, isPaused, next, await _history.LastAsync(schedule.Name, cancellationToken)));
        }

        return rows;
    }

    /// <summary>The next runs of all schedules together, or of one; paused and disabled ones have none.</summary>
    public async Task<IReadOnlyList<ComingRun>> NextAsync(int count, string? name, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> paused = await _history.PausedAsync(cancellationToken);
        IEnumerable<ScheduleConfig> schedules = name is null ? _configuration.Schedules : [Find(name)];
        return [.. schedules
            .Where(schedule => schedule.Enabled && !paused.Contains(schedule.Name))
            .SelectMany(schedule => CronTimes.Between(schedule, _time.GetUtcNow(), DateTimeOffset.MaxValue).Take(count)
                .Select(due => new ComingRun(schedule, due, TimeZoneInfo.ConvertTime(due, CronTimes.Zone(schedule)))))
            .OrderBy(run => run.DueAt).ThenBy(run => run.Schedule.Name, StringComparer.Ordinal)
            .Take(count)];
    }

    /// <summary>Runs a schedule now, also when it is paused or disabled: a person asked for it.</summary>
    /// <exception cref="CostGuardException">8: no such schedule; 9: it is running.</exception>
    public async Task<RunOutcome> RunNowAsync(string name, CancellationToken cancellationToken) =>
        await _runner.RunNowAsync(Find(name), cancellationToken)
        ?? throw new CostGuardException(9, ScheduleErrors.AlreadyRunning.At($"Schedule \"{name}\" is running already."));

    /// <summary>Pauses a schedule until it is resumed.</summary>
    public async Task PauseAsync(string name, CancellationToken cancellationToken) =>
        await _history.SetPausedAsync(Find(name).Name, paused: true, _time.GetUtcNow(), cancellationToken);

    /// <summary>Resumes a schedule. What was due during the pause is not caught up.</summary>
    public async Task ResumeAsync(string name, CancellationToken cancellationToken)
    {
        ScheduleConfig schedule = Find(name);
        if (!(await _history.PausedAsync(cancellationToken)).Contains(name)) return;
        await _runner.RecordAsync(schedule, _time.GetUtcNow(), "Resumed: runs that were due during the pause are not caught up.", cancellationToken);
        await _history.SetPausedAsync(name, paused: false, _time.GetUtcNow(), cancellationToken);
    }

    private ScheduleConfig Find(string name) =>
        _configuration.Schedules.FirstOrDefault(schedule => string.Equals(schedule.Name, name, StringComparison.Ordinal))
        ?? throw new CostGuardException(8, ScheduleErrors.UnknownSchedule.At($"There is no schedule \"{name}\"."));
}
