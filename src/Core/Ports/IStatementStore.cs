using CostGuard.Core.Close;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>Final statements in the state database, and what teams said to them.</summary>
public interface IStatementStore
{
    /// <summary>Statements of a month, or of all, by month, team and version.</summary>
    Task<IReadOnlyList<IssuedStatement>> ListAsync(BillingPeriod? period, CancellationToken cancellationToken);

    /// <summary>Hands out statements that are not there yet, with a line of the audit log each; those that are stay as they are. Returns how many are new.</summary>
    Task<int> AddAsync(IReadOnlyList<IssuedStatement> statements, string by, CancellationToken cancellationToken);

    /// <summary>Writes an answer and its audit line in one transaction; false, and nothing is written, when another process answered since it was read.</summary>
    Task<bool> SaveAsync(IssuedStatement statement, AuditEntry entry, CancellationToken cancellationToken);
}
