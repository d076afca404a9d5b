using CostGuard.Core.Alerts;

namespace CostGuard.Core.Ports;

/// <summary>What is known about alerts.</summary>
/// <param name="Alerts">States of thresholds, of periods that begin on the asked day or later; with the state of the data's age.</param>
/// <param name="Waiting">Notices that no mail holds yet, the oldest first.</param>
/// <param name="LastMails">When each reader last got an alert mail; empty when nothing waits.</param>
public sealed record AlertBook(
    IReadOnlyList<ThresholdAlert> Alerts, IReadOnlyList<AlertNotice> Waiting, IReadOnlyDictionary<string, DateTimeOffset> LastMails)
{
    /// <summary>Key and reader of notices that are in a mail already, of the keys that still wait for others.</summary>
    public IReadOnlyList<(string Key, string Reader)> Told { get; init; } = [];
}

/// <summary>
/// Alerts in the state database. A state and what it gives to tell are written in one transaction; so are a mail and the notices that it holds.
/// A crash between loses nothing and doubles nothing.
/// </summary>
public interface IAlertStore
{
    /// <summary>Everything about periods that begin on a day or later.</summary>
    Task<AlertBook> ReadAsync(DateOnly since, CancellationToken cancellationToken);

    /// <summary>
    /// Writes states and notices, all or none. False, and nothing is written, when another process wrote one of the states
    /// since it was read. A notice whose key is there already is kept as it is.
    /// </summary>
    Task<bool> SaveAsync(
        IReadOnlyList<ThresholdAlert> alerts, IReadOnlyList<AlertNotice> notices, CancellationToken cancellationToken);

    /// <summary>
    /// Takes waiting notices of one reader from the list: into a mail, or (without one) because they are no longer true. False, and nothing is
    /// written, when another process took one of them.
    /// </summary>
    Task<bool> SettleAsync(IReadOnlyList<AlertNotice> notices, OutboxMessage? mail, string outcome, DateTimeOffset now, CancellationToken cancellationToken);
}
