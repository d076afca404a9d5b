using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>One due run of a schedule, as its action sees it.</summary>
public sealed record ScheduledRun
{
    /// <summary>The schedule.</summary>
    public required ScheduleConfig Schedule { get; init; }

    /// <summary>The instant it was due, UTC. Reports take their period from this, never from the clock: a late run tells the same story.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The same instant in the schedule's time zone.</summary>
    public required DateTimeOffset LocalDueAt { get; init; }

    /// <summary>The due instant of the run before, UTC: the run covers everything since then, also after days of downtime. Null the first time.</summary>
    public DateTimeOffset? CoversFrom { get; init; }

    /// <summary>True when it is caught up after its time; reports say so.</summary>
    public bool Late { get; init; }

    /// <summary>A sentence to print above the figures, because the data was still older than the schedule wants; null when it is fresh.</summary>
    public string? StaleBanner { get; init; }

    /// <summary>The whole week (Monday to Sunday) before the local due day.</summary>
    public DayRange LastWeek
    {
        get
        {
            DateOnly day = DateOnly.FromDateTime(LocalDueAt.DateTime);
            DateOnly monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
            return new DayRange(monday.AddDays(-7), monday);
        }
    }

    /// <summary>The month before the local due day's month.</summary>
    public BillingPeriod LastMonth => BillingPeriod.Of(DateOnly.FromDateTime(LocalDueAt.DateTime)).Previous;
}

/// <summary>How a scheduled run ended.</summary>
/// <param name="State">Succeeded, Partial, Failed or Skipped.</param>
/// <param name="Detail">What it did or why it failed, for the run history.</param>
public sealed record RunOutcome(RunState State, string? Detail);

/// <summary>What a schedule can run: a door to the rooms, chosen by <see cref="ScheduleConfig.Action"/>.</summary>
public interface IScheduledAction
{
    /// <summary>"collect", "mail", "report", "daily".</summary>
    string Key { get; }

    /// <summary>Runs it. An exception is recorded as a failed run; it does not stop the scheduler.</summary>
    Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken);
}
