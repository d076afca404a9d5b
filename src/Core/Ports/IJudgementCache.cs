namespace CostGuard.Core.Ports;

/// <summary>
/// Keeps what was judged of a snapshot beside it, so that alerts, mails, forecasts, workbook and command line judge once. Derived: it may be deleted at
/// any moment, and what is made again is equal.
/// </summary>
public interface IJudgementCache
{
    /// <summary>What is kept under a name; null without, or when it was made for another key.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="name">What was asked; part of a file's name.</param>
    /// <param name="key">Everything beside the snapshot that the answer depends on.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<T?> ReadAsync<T>(Snapshot snapshot, string name, string key, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Keeps an answer instead of an earlier one of the same name.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="name">What was asked.</param>
    /// <param name="key">Everything beside the snapshot that the answer depends on.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    Task WriteAsync<T>(Snapshot snapshot, string name, string key, T answer, CancellationToken cancellationToken)
        where T : class;
}
