using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>One billing file on the local disk, ready to be read.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Name">Name to show in errors, as the user or connection knows it.</param>
/// <param name="Bytes">Size in bytes.</param>
public sealed record SourceFile(string Path, string Name, long Bytes)
{
    /// <summary>The store's own mark of this content (an ETag): tells at the next collection that nothing changed. Null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>What the export's manifest says the file holds (Azure: "ActualCost", "AmortizedCost", "FocusCost"); null where no manifest says.</summary>
    public string? Dataset { get; init; }

    /// <summary>True for Apache Parquet (kept as delivered); everything else goes through an <see cref="IChargeReader"/>.</summary>
    public bool IsParquet => Path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a file is to be read.</summary>
/// <param name="Assume">Columns the file lacks, filled on the user's word: FOCUS column → constant, or {OtherColumn}, {Column:month}, {Column:+1d}.</param>
/// <param name="Period">Keep only this billing period and refuse rows of others; null takes all periods of the file.</param>
/// <param name="RejectedRowsMax">Rows that may be refused before the load is refused. Default 0.</param>
public sealed record ReadOptions(IReadOnlyDictionary<string, string> Assume, BillingPeriod? Period, long RejectedRowsMax)
{
    /// <summary>
    /// Sources that are only compared and never added. An account and month that another source has already given is then refused; null, as for a
    /// file given by hand, makes it a warning.
    /// </summary>
    public IReadOnlySet<string>? CrossChecks { get; init; }

    /// <summary>What the source says of the files: kept with every load that is made of them.</summary>
    public IReadOnlyList<Errors.Problem> Notes { get; init; } = [];

    /// <summary>Nothing assumed, nothing tolerated.</summary>
    public static ReadOptions Strict { get; } = new(new Dictionary<string, string>(), null, 0);
}

/// <summary>Reads one file format that is not Parquet, row by row in bounded memory.</summary>
public interface IChargeReader
{
    /// <summary>Kebab-case, stable for ever: "focus-csv".</summary>
    string Key { get; }

    /// <summary>True when the file is of this format, by its first bytes and header. Cheap.</summary>
    bool CanRead(SourceFile file);

    /// <summary>
    /// Streams the file in batches of one billing period each, then calls <paramref name="done"/> once with the raw sums.
    /// A file without the hard-minimum columns throws <see cref="Errors.CostGuardException"/> (exit code 2) before the first batch.
    /// </summary>
    IAsyncEnumerable<ChargeBatch> ReadAsync(SourceFile file, ReadOptions options, Action<ReadSummary> done, CancellationToken cancellationToken);
}
