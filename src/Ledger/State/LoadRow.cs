namespace CostGuard.Ledger.State;

/// <summary>One sealed load. Only <see cref="IsCurrent"/> ever changes.</summary>
public sealed class LoadRow
{
    /// <summary>Load id.</summary>
    public required string Id { get; init; }

    /// <summary>Source key.</summary>
    public required string Source { get; init; }

    /// <summary>Billing period as year × 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>When the sealing transaction ran.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>True until a newer load of the same source and period is sealed.</summary>
    public required bool IsCurrent { get; set; }

    /// <summary>"1.0" to "1.4".</summary>
    public required string FocusVersion { get; init; }

    /// <summary>SHA-256 over the checksums of all files and the read options: tells an unchanged import.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Files as JSON.</summary>
    public required string FilesJson { get; init; }

    /// <summary>Control totals as JSON; sums are exact decimal text.</summary>
    public required string TotalsJson { get; init; }

    /// <summary>Problems as JSON.</summary>
    public required string ProblemsJson { get; init; }

    /// <summary>Rows with a tag conflict, by folded key, as JSON.</summary>
    public required string TagConflictsJson { get; init; }

    /// <summary>Records read.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Records refused.</summary>
    public required long RowsRejected { get; init; }

    /// <summary>Last UTC day with usage, as a day number; null when there is none.</summary>
    public required int? DataThrough { get; init; }

    /// <summary>Folder below data/loads, with '/' on every system.</summary>
    public required string Folder { get; init; }
}
