namespace CostGuard.Ledger.State;

/// <summary>A reason to keep a snapshot: a mail that went out, a closed period. A snapshot with a pin keeps its loads from being pruned.</summary>
public sealed class PinRow
{
    /// <summary>The snapshot that is kept.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Why, such as "mail:finance/2026-11".</summary>
    public required string Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset PinnedAt { get; init; }
}
