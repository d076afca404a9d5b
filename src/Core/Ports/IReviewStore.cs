using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>The state database's part of reviews. Each change and its line of the audit log are one transaction; a closed review accepts none (CG2741, exit code 9).</summary>
public interface IReviewStore
{
    /// <summary>All reviews with what people wrote, the oldest month first.</summary>
    Task<IReadOnlyList<Review>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a review's figures, state, pin and packs of teams with the audit line; its entries are left as they are. False, and nothing is written, when another
    /// process changed the review since it was read.
    /// </summary>
    Task<bool> SaveAsync(Review review, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>A team's pack as it was when the review of a month was closed; null while it is open, or when it was closed without.</summary>
    Task<string?> TeamPackAsync(BillingPeriod period, string team, CancellationToken cancellationToken);

    /// <summary>Adds what a person wrote, and returns its number. The review has another revision then: who is closing it as it was read before does not go through.</summary>
    /// <exception cref="Errors.CostGuardException">CG2740, exit code 8: there is no review of the month. CG2741, exit code 9: it is closed.</exception>
    Task<long> AddAsync(ReviewEntry entry, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The same with the action that follows from it, in one transaction: whenever the process dies, both are there or neither is.</summary>
    /// <param name="entry">What was written; the action's number is added to it.</param>
    /// <param name="action">The action, without a number.</param>
    /// <param name="audit">Line of the audit log of the entry; the action's is added.</param>
    /// <param name="cancellationToken">Cancels; nothing is written then.</param>
    /// <exception cref="Errors.CostGuardException">CG2740, exit code 8: there is no review of the month. CG2741, exit code 9: it is closed.</exception>
    Task<(long Id, ActionItem Action)> AgreeAsync(ReviewEntry entry, ActionItem action, AuditEntry audit, CancellationToken cancellationToken);
}
