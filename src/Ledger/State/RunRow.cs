using CostGuard.Core.Ports;

namespace CostGuard.Ledger.State;

/// <summary>One run, and while it runs the lease of its name.</summary>
public sealed class RunRow
{
    /// <summary>Database id.</summary>
    public long Id { get; init; }

    /// <summary>Schedule name or command.</summary>
    public required string Name { get; init; }

    /// <summary>The instant it was due; unique with the name and the attempt.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>1, or 2 after the process of the first attempt died.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How it ended.</summary>
    public RunState State { get; set; }

    /// <summary>Caught up after its time.</summary>
    public required bool Late { get; init; }

    /// <summary>What it did.</summary>
    public string? Detail { get; set; }

    /// <summary>Its process is taken for dead after this moment; null when the lease was given back.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}
