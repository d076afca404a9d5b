namespace CostGuard.Ledger.State;

/// <summary>A snapshot: which loads and which configuration. Its figures are derived.</summary>
public sealed class SnapshotRow
{
    /// <summary>Snapshot id, 12 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>When it was first made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Ids of its loads, in ordinal order, as a JSON array.</summary>
    public required string LoadIdsJson { get; init; }

    /// <summary>SHA-256 of the configuration that decides about money.</summary>
    public required string ConfigurationHash { get; init; }

    /// <summary>Last day that every fresh source has usage for, as a day number; null without data.</summary>
    public int? DataThrough { get; init; }

    /// <summary>The configuration itself, so that the snapshot can be allocated again; null when it isn't kept.</summary>
    public string? ConfigurationJson { get; init; }
}
