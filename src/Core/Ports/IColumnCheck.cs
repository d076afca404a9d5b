using CostGuard.Core.Errors;

namespace CostGuard.Core.Ports;

/// <summary>What a file's columns were taken for.</summary>
/// <param name="Format">Key of the reader, or "parquet".</param>
/// <param name="Version">FOCUS version of its columns; null when the format tells none.</param>
/// <param name="Problems">What a load of it would tell: columns that are missing, cells that break the rules.</param>
public sealed record SeenColumns(string Format, string? Version, IReadOnlyList<Problem> Problems);

/// <summary>Tells whether an import would take a file, by its columns and first rows. Stores nothing.</summary>
public interface IColumnCheck
{
    /// <summary>Looks at a file, or at the beginning of one that is no Parquet.</summary>
    /// <param name="file">The file.</param>
    /// <param name="assume">Columns that the connection assumes, see <see cref="ReadOptions"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CostGuardException">What the import would refuse it with.</exception>
    Task<SeenColumns> CheckAsync(SourceFile file, IReadOnlyDictionary<string, string> assume, CancellationToken cancellationToken);
}
