using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>What happens to a run that was missed while the service was down.</summary>
public enum MisfirePolicy
{
    /// <summary>Once, marked late, however many were missed. The default.</summary>
    RunOnce,

    /// <summary>Not at all.</summary>
    Skip,

    /// <summary>Each missed run, in order.</summary>
    RunAll,
}

/// <summary>Waits for fresh data before it runs.</summary>
/// <param name="DataAge">Oldest data that counts as fresh.</param>
/// <param name="Until">Local time of day after which it does not wait any longer.</param>
/// <param name="SendWithBanner">True then runs with a banner; false withholds and reports it.</param>
public sealed record WaitForData(TimeSpan DataAge, TimeOnly Until, bool SendWithBanner);

/// <summary>schedules/NAME.yaml.</summary>
public sealed record ScheduleConfig
{
    /// <summary>Immutable name.</summary>
    public required string Name { get; init; }

    /// <summary>What runs: "collect", "usage", "mail", "report", "daily", "alerts".</summary>
    public required string Action { get; init; }

    /// <summary>Arguments of the action: connection names, mail or report name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Teams it is for: those it names, or those of one time zone; empty means all.</summary>
    public IReadOnlyList<TeamId> Teams { get; init; } = [];

    /// <summary>Quartz cron expression with seconds (6 or 7 fields). Day 31 means the last day of a shorter month.</summary>
    public required string Cron { get; init; }

    /// <summary>IANA time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What to do about missed runs.</summary>
    public MisfirePolicy Misfire { get; init; } = MisfirePolicy.RunOnce;

    /// <summary>Waiting for fresh data, or null.</summary>
    public WaitForData? WaitFor { get; init; }

    /// <summary>False keeps it from running.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>File it was read from, for messages.</summary>
    public string? File { get; init; }
}
