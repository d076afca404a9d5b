using CostGuard.Core.Alerts;
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
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<Budgets.BudgetStatus> statuses, DateTimeOffset asOf, CancellationToken cancellationToken);
}
