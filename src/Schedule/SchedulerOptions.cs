using System.ComponentModel.DataAnnotations;

namespace CostGuard.Schedule;

/// <summary>appsettings.json, CostGuard:Scheduler.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How long a run stays its process's own without a sign of life. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "1.00:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a running process shows that it lives; well below <see cref="Lease"/>. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the scheduler looks for runs that wait for data, were missed, or lost their process. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Sweep { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A run that starts this long after its time is marked late. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after its hour, and after its wait for fresh data, a run may end before operators are told that it is late. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Where an https address is that is called after each run which did not fail: env:NAME or file:PATH. Empty calls none. Default empty.</summary>
    public string DeadManUrlRef { get; init; } = "";
}
