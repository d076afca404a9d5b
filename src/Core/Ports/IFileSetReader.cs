namespace CostGuard.Core.Ports;

/// <summary>A reader whose files explain each other: parts that share the order of day and month, two measures of one month.</summary>
public interface IFileSetReader : IChargeReader
{
    /// <summary>Looks at all its files of one import. The reader that it gives reads each of them, knowing the others.</summary>
    /// <param name="files">The files, in any order.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Errors.CostGuardException">Exit code 2: together they cannot be read.</exception>
    Task<IChargeReader> KnowAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken);
}
