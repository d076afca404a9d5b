using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>A control total of a load: what the source's own text adds up to, and what was stored. They must agree to the last digit.</summary>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="Rows">Rows kept.</param>
/// <param name="Raw">Sums of the source's text: billed, effective, list, contracted.</param>
/// <param name="Stored">The same sums read back from the daily roll-up.</param>
/// <param name="Residual">Raw − stored: digits beyond the 18th that were rounded away and are kept here.</param>
public sealed record ControlTotal(Currency Currency, long Rows, ExactCosts Raw, ExactCosts Stored, ExactCosts Residual)
{
    /// <summary>True when raw = stored + residual for all four costs.</summary>
    public bool Ties => Raw == Stored + Residual;
}

/// <summary>The four costs as exact sums of any length.</summary>
/// <param name="Billed">FOCUS BilledCost.</param>
/// <param name="Effective">FOCUS EffectiveCost.</param>
/// <param name="List">FOCUS ListCost.</param>
/// <param name="Contracted">FOCUS ContractedCost.</param>
public readonly record struct ExactCosts(ExactSum Billed, ExactSum Effective, ExactSum List, ExactSum Contracted)
{
    /// <summary>The costs of a line or group.</summary>
    public static ExactCosts Of(Costs costs) => new(ExactSum.Of(costs.Billed), ExactSum.Of(costs.Effective), ExactSum.Of(costs.List), ExactSum.Of(costs.Contracted));

    /// <summary>The exact sum.</summary>
    public static ExactCosts operator +(ExactCosts left, ExactCosts right) =>
        new(left.Billed + right.Billed, left.Effective + right.Effective, left.List + right.List, left.Contracted + right.Contracted);

    /// <summary>The exact difference.</summary>
    public static ExactCosts operator -(ExactCosts left, ExactCosts right) =>
        new(left.Billed - right.Billed, left.Effective - right.Effective, left.List - right.List, left.Contracted - right.Contracted);
}

/// <summary>A file that a load was made from.</summary>
/// <param name="Name">Name as the user or connection knows it.</param>
/// <param name="Sha256">Checksum of its bytes, lower-case hex.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Rows">Rows of this billing period in it.</param>
public sealed record LoadFile(string Name, string Sha256, long Bytes, long Rows)
{
    /// <summary>The store's own mark of the content (an ETag); null where there is none.</summary>
    public string? Version { get; init; }
}

/// <summary>All charges that one source gave for one billing period at one moment. Sealed: never edited.</summary>
public sealed record Load
{
    /// <summary>Unique id, sortable by time.</summary>
    public required LoadId Id { get; init; }

    /// <summary>Where it came from.</summary>
    public required SourceKey Source { get; init; }

    /// <summary>Its billing period.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>When it was sealed, UTC.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>True when no newer sealed load of the same source and period replaces it.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>"1.0" to "1.4".</summary>
    public required string FocusVersion { get; init; }

    /// <summary>The files it was made from.</summary>
    public required IReadOnlyList<LoadFile> Files { get; init; }

    /// <summary>Control totals, one a currency.</summary>
    public required IReadOnlyList<ControlTotal> Totals { get; init; }

    /// <summary>Defaulted columns, refused rows and other things to know.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Records read.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Records refused (0 unless the source allows some).</summary>
    public required long RowsRejected { get; init; }

    /// <summary>Last UTC day with a usage charge; null when there is none. The basis of "data through".</summary>
    public required DateOnly? DataThrough { get; init; }

    /// <summary>Folder of the load below the home's data/loads.</summary>
    public required string Folder { get; init; }
}

/// <summary>What an import did for one billing period.</summary>
/// <param name="Load">The sealed load; the earlier one when the content is unchanged.</param>
/// <param name="Unchanged">True when the files are byte for byte those of the current load, so that nothing was stored again.</param>
/// <param name="Replaced">The load it replaces for readers, or null.</param>
public sealed record ImportedLoad(Load Load, bool Unchanged, LoadId? Replaced);

/// <summary>Progress of a long import, for a terminal.</summary>
/// <param name="File">File being read.</param>
/// <param name="BytesDone">Bytes read of all files.</param>
/// <param name="BytesTotal">Bytes of all files.</param>
/// <param name="Rows">Rows kept so far.</param>
public sealed record ImportProgress(string File, long BytesDone, long BytesTotal, long Rows);

/// <summary>
/// The store of sealed loads. Writing is "audit": any failure stops the load, leaves the earlier one current and nothing half-written visible.
/// Several processes may use one home at once.
/// </summary>
public interface ILedger
{
    /// <summary>
    /// Stores the files as one load for each billing period in them, all or nothing, in one sealing transaction.
    /// Refuses (CostGuardException) on missing columns, too many rejected rows, no rows where there were rows before, or totals that do not tie.
    /// </summary>
    Task<IReadOnlyList<ImportedLoad>> ImportAsync(
        SourceKey source, IReadOnlyList<SourceFile> files, ReadOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Loads, newest first. All of them, or only the current ones.</summary>
    Task<IReadOnlyList<Load>> LoadsAsync(bool currentOnly, CancellationToken cancellationToken);

    /// <summary>Removes replaced loads sealed before the moment, unless a pinned snapshot needs them, and all orphan folders.</summary>
    Task<IReadOnlyList<LoadId>> PruneAsync(DateTimeOffset sealedBefore, bool dryRun, CancellationToken cancellationToken);

    /// <summary>The difference of two loads, per service and account, by metric. Rows that are equal are left out.</summary>
    Task<IReadOnlyList<CostRow>> DiffAsync(LoadId older, LoadId newer, CancellationToken cancellationToken);
}
