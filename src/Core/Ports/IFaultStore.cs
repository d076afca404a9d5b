using CostGuard.Core.Faults;

namespace CostGuard.Core.Ports;

/// <summary>A notice to operators.</summary>
/// <param name="Fault">What it is about, as it is now.</param>
/// <param name="Kind">Why they are told.</param>
/// <param name="To">Mail addresses.</param>
/// <param name="AsOf">The moment, UTC.</param>
public sealed record FaultLetter(Fault Fault, FaultNoticeKind Kind, IReadOnlyList<string> To, DateTimeOffset AsOf);

/// <summary>Faults in the state database; a fault and the messages about it are one transaction.</summary>
public interface IFaultStore
{
    /// <summary>All that were ever noted, by subject.</summary>
    Task<IReadOnlyList<Fault>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes a fault, and queues its messages; false, and nothing is written, when another process wrote the fault since it was read.</summary>
    Task<bool> SaveAsync(Fault fault, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);
}

/// <summary>Puts faults into words.</summary>
public interface IFaultWriter
{
    /// <summary>A text without secrets.</summary>
    string Clean(string text);

    /// <summary>The mails of a letter, as its readers want them, and what endpoints are told; none when there is nobody to tell.</summary>
    Task<IReadOnlyList<OutboxMessage>> MessagesAsync(FaultLetter letter, CancellationToken cancellationToken);
}

/// <summary>Looks after the service itself while it runs: reports that did not go out, mails that do not arrive.</summary>
public interface IServiceWatch
{
    /// <summary>One look; called after each sweep of the scheduler.</summary>
    Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What does not work now, for health checks: whole sentences without amounts and without secrets. Stores nothing and tells nobody.</summary>
    Task<IReadOnlyList<string>> TroublesAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A service elsewhere that raises an alarm when it is not heard from.</summary>
public interface IDeadMan
{
    /// <summary>Says that a run has ended. Never fails: it is not worth a run.</summary>
    Task PingAsync(CancellationToken cancellationToken);
}
