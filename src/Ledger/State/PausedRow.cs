namespace CostGuard.Ledger.State;

/// <summary>A schedule that a person paused.</summary>
public sealed class PausedRow
{
    /// <summary>Schedule name.</summary>
    public required string Name { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset PausedAt { get; init; }
}
