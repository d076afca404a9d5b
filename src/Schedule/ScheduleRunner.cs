using System.Collections.Concurrent;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Microsoft.Extensions.Logging;

namespace CostGuard.Schedule;

/// <summary>
/// Runs what is due of one schedule. Triggers only wake it: which runs are due comes from the history, whose run key (name, due) starts once
/// in any number of processes. So a doubled trigger does nothing and a lost one is made good by the next sweep.
/// </summary>
internal sealed class ScheduleRunner(
    IRunHistory history, IDataFreshness freshness, IEnumerable<IScheduledAction> actions, SchedulerOptions options, TimeProvider time, ILogger<ScheduleRunner> logger,
    IDeadMan? deadMan = null)
{
    private readonly Dictionary<string, IScheduledAction> _actions = actions.ToDictionary(action => action.Key, StringComparer.Ordinal);
    private readonly FreshDataGate _gate = new(freshness);

    // Guards against this process itself: after a suspended machine wakes, its own lease looks dead for a moment.
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    /// <summary>Runs everything that is due now, in order. Does nothing when the schedule is paused, disabled or running.</summary>
    public async Task DispatchAsync(ScheduleConfig schedule, CancellationToken cancellationToken)
    {
        if (!schedule.Enabled || !_running.TryAdd(schedule.Name, true)) return;
        try
        {
            if ((await history.PausedAsync(cancellationToken)).Contains(schedule.Name)) return;
            RunRecord? last = await history.LastAsync(schedule.Name, cancellationToken);
            if (last is null)
            {
                await RecordAsync(schedule, time.GetUtcNow(), "First seen: runs are due from here on.", cancellationToken);
            }
            else if (last.State == RunState.Running)
            {
                await TakeOverAsync(schedule, last, cancellationToken);
            }
            else
            {
                await RunDueAsync(schedule, last.DueAt, cancellationToken);
            }
        }
        finally
        {
            _running.TryRemove(schedule.Name, out _);
        }
    }

    /// <summary>True while a schedule is looked at, or its action runs.</summary>
    public bool IsBusy => !_running.IsEmpty;

    /// <summary>Waits for the runs of this process: after a stop, until each has given its lease back.</summary>
    public async Task IdleAsync()
    {
        while (IsBusy) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
    }

    /// <summary>Runs it now, due now. Null when it is running already.</summary>
    public async Task<RunOutcome?> RunNowAsync(ScheduleConfig schedule, CancellationToken cancellationToken)
    {
        if (!_running.TryAdd(schedule.Name, true)) return null;
        try
        {
            return await StartAsync(schedule, time.GetUtcNow(), late: false, banner: null, cancellationToken);
        }
        finally
        {
            _running.TryRemove(schedule.Name, out _);
        }
    }

    /// <summary>Writes a run that did not happen, so that nothing before it is due any more.</summary>
    public async Task<bool> RecordAsync(ScheduleConfig schedule, DateTimeOffset due, string detail, CancellationToken cancellationToken)
    {
        RunRecord? record = await history.TryStartAsync(schedule.Name, due, late: false, time.GetUtcNow(), options.Lease, cancellationToken);
        if (record is null) return false;
        await history.EndAsync(record.Id, RunState.Skipped, detail, time.GetUtcNow(), cancellationToken);
        return true;
    }

    private async Task RunDueAsync(ScheduleConfig schedule, DateTimeOffset lastDue, CancellationToken cancellationToken)
    {
        foreach (DueRun run in DueRuns.Since(schedule, lastDue, time.GetUtcNow(), options.LateAfter))
        {
            bool settled = run.Drop
                ? await RecordAsync(schedule, run.DueAt, "Missed while the service was not running; its misfire policy is skip.", cancellationToken)
                : await PassGateAsync(schedule, run.DueAt, run.Late, cancellationToken);
            if (!settled) return;
        }
    }

    /// <summary>The last run never ended. The history gives it to us once, when its lease has run out.</summary>
    private Task<bool> TakeOverAsync(ScheduleConfig schedule, RunRecord last, CancellationToken cancellationToken) =>
        PassGateAsync(schedule, last.DueAt, time.GetUtcNow() > DueRuns.Deadline(schedule, last.DueAt) + options.LateAfter, cancellationToken);

    /// <summary>False when the run waits for data or belongs to another process; the next sweep asks again.</summary>
    private async Task<bool> PassGateAsync(ScheduleConfig schedule, DateTimeOffset due, bool late, CancellationToken cancellationToken)
    {
        (GateAnswer answer, string? reason) = await _gate.AskAsync(schedule, due, time.GetUtcNow(), cancellationToken);
        if (answer == GateAnswer.Wait) return false;
        if (answer == GateAnswer.Run) return await StartAsync(schedule, due, late, reason, cancellationToken) is not null;
        logger.LogWarning("Schedule {Schedule} is withheld: {Reason}", schedule.Name, reason);
        return await RecordAsync(schedule, due, $"Withheld. {reason}", cancellationToken);
    }

    private async Task<RunOutcome?> StartAsync(ScheduleConfig schedule, DateTimeOffset due, bool late, string? banner, CancellationToken cancellationToken)
    {
        RunRecord? record = await history.TryStartAsync(schedule.Name, due, late, time.GetUtcNow(), options.Lease, cancellationToken);
        if (record is null) return null;
        IReadOnlyList<RunRecord> earlier = await history.ListAsync(schedule.Name, 100, cancellationToken);
        ScheduledRun run = new()
        {
            Schedule = schedule,
            DueAt = due,
            LocalDueAt = TimeZoneInfo.ConvertTime(due, CronTimes.Zone(schedule)),
            CoversFrom = earlier.Where(past => past.DueAt < due && past.State is RunState.Succeeded or RunState.Partial).Max(past => (DateTimeOffset?)past.DueAt),
            Late = late,
            StaleBanner = banner,
        };
        RunOutcome outcome = await ActAsync(record, run, cancellationToken);
        logger.LogInformation("Schedule {Schedule}, due {Due:u}: {State}. {Detail}", schedule.Name, due, outcome.State, outcome.Detail);

        // Written also when the service is being stopped: a run that ended must not look as if its process had died.
        await history.EndAsync(record.Id, outcome.State, outcome.Detail, time.GetUtcNow(), CancellationToken.None);
        if (deadMan is not null && outcome.State != RunState.Failed) await deadMan.PingAsync(cancellationToken);
        return outcome;
    }

    private async Task<RunOutcome> ActAsync(RunRecord record, ScheduledRun run, CancellationToken cancellationToken)
    {
        if (!_actions.TryGetValue(run.Schedule.Action, out IScheduledAction? action))
            return new RunOutcome(RunState.Failed, ScheduleErrors.UnknownAction.At($"There is no action \"{run.Schedule.Action}\".", run.Schedule.File).ToString());
        try
        {
            // Its last beat comes before anything below: one after the lease is given back would take it again.
            await using LeaseKeeper lease = new(history, record.Id, options, time, logger);
            return await action.RunAsync(run, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped on purpose: give the lease back, so that the next process takes the run over at once.
            await history.HeartbeatAsync(record.Id, time.GetUtcNow(), TimeSpan.Zero, CancellationToken.None);
            throw;
        }
        catch (CostGuardException refusal)
        {
            return new RunOutcome(refusal.ExitCode == 7 ? RunState.Partial : RunState.Failed, refusal.Problem.ToString());
        }
        catch (Exception failure)
        {
            // One broken action must not stop the others; the whole story is in the log.
            logger.LogError(failure, "Schedule {Schedule} failed", run.Schedule.Name);
            return new RunOutcome(RunState.Failed, failure.Message);
        }
    }
}
