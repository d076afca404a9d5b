namespace CostGuard.Core.Configuration;

/// <summary>review of costguard.yaml: who gets a pack of their own, and when people meet.</summary>
public sealed record ReviewConfig
{
    /// <summary>Teams whose figures are frozen for a pack of their own; null takes every team.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>Working day of the following month on which the meeting is, Mondays to Fridays counted from 1. Default 8.</summary>
    public int WorkingDay { get; init; } = 8;

    /// <summary>When it begins, in the company's time zone. Default 10:00.</summary>
    public TimeOnly At { get; init; } = new(10, 0);

    /// <summary>How long it is, in minutes. Default 30.</summary>
    public int Minutes { get; init; } = 30;

    /// <summary>A room or a link to a call; null for neither.</summary>
    public string? Place { get; init; }
}
