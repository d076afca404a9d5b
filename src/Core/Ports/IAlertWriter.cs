using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;

namespace CostGuard.Core.Ports;

/// <summary>What alerts are told from. The same context makes the same bytes.</summary>
/// <param name="Snapshot">The data.</param>
/// <param name="Configuration">Teams, company.</param>
/// <param name="AsOf">The moment, UTC.</param>
public sealed record AlertContext(Snapshot Snapshot, CostGuardConfiguration Configuration, DateTimeOffset AsOf);

/// <summary>Puts alerts into words.</summary>
public interface IAlertWriter
{
    /// <summary>The mail of a letter.</summary>
    Task<OutboxMessage> MailAsync(AlertContext context, AlertLetter letter, CancellationToken cancellationToken);
}

/// <summary>Forecasts of budgets' periods.</summary>
public interface IBudgetOutlooks
{
    /// <summary>By budget name; a budget that cannot be forecast is left out.</summary>
    Task<IReadOnlyDictionary<string, BudgetOutlook>> ReadAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<BudgetStatus> statuses, DateTimeOffset asOf, CancellationToken cancellationToken);
}

/// <summary>Keeps a snapshot's budget forecasts beside it. Derived: it may be deleted at any moment, and what is made again is equal.</summary>
public interface IOutlookCache
{
    /// <summary>What is kept; empty without.</summary>
    Task<IReadOnlyDictionary<string, BudgetOutlook?>> ReadAsync(Snapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Keeps these and no others.</summary>
    Task WriteAsync(Snapshot snapshot, IReadOnlyDictionary<string, BudgetOutlook?> outlooks, CancellationToken cancellationToken);
}
