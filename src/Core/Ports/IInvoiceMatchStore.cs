using CostGuard.Core.Close;

namespace CostGuard.Core.Ports;

/// <summary>Keeps what people say about charges that name no invoice. Each change and its line of the audit log are one transaction; a closed month accepts none (CG2706).</summary>
public interface IInvoiceMatchStore
{
    /// <summary>Records matches, all or none.</summary>
    /// <exception cref="Errors.CostGuardException">CG2730, exit code 9: charges are matched already; CG2703, exit code 8: there is no such invoice.</exception>
    Task AddAsync(IReadOnlyList<ConfirmedMatch> matches, CancellationToken cancellationToken);

    /// <summary>Takes a match back; false when it is not there.</summary>
    Task<bool> RevokeAsync(long match, string by, DateTimeOffset at, CancellationToken cancellationToken);
}
