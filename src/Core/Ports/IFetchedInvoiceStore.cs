using CostGuard.Core.Close;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>An invoice that the provider states otherwise than it is recorded, or that is not recorded since its month is closed.</summary>
/// <param name="Recorded">As it is recorded; null when it is not: a document that came after its month was closed.</param>
/// <param name="Now">As the provider states it now; null when it is void.</param>
/// <param name="Kept">Why it stays as it is recorded; null when it was replaced, or removed as void.</param>
public sealed record ChangedInvoice(Invoice? Recorded, Invoice? Now, string? Kept);

/// <summary>What became of fetched invoices.</summary>
/// <param name="Added">How many are new.</param>
/// <param name="Same">How many were recorded already.</param>
/// <param name="Changed">Those that are recorded otherwise, and those that came too late to be recorded.</param>
public sealed record FetchOutcome(int Added, int Same, IReadOnlyList<ChangedInvoice> Changed)
{
    /// <summary>Statements of connections that contradict what another connection gave: kept beside it, and nothing is replaced by them.</summary>
    public IReadOnlyList<ContradictedInvoice> Contradicted { get; init; } = [];
}

/// <summary>An invoice that two connections state differently.</summary>
/// <param name="Recorded">As it is recorded.</param>
/// <param name="Other">What the other connection states.</param>
public sealed record ContradictedInvoice(Invoice Recorded, OtherStatement Other);

/// <summary>Records what providers gave. Each change and its line of the audit log are one transaction.</summary>
public interface IFetchedInvoiceStore
{
    /// <summary>
    /// Adds new invoices and leaves equal ones. One that changed is replaced only when asked, was itself fetched, and its month is open: what a person typed or
    /// signed stays. What another connection states otherwise is kept beside it and replaces nothing. A new one of a closed month is told with its amounts and not recorded; the others are.
    /// </summary>
    /// <param name="fetched">Of one month.</param>
    /// <param name="period">The month.</param>
    /// <param name="replace">True replaces what has changed, and removes what is void.</param>
    /// <param name="by">Who asked.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="cancellationToken">Cancels; nothing is written then.</param>
    Task<FetchOutcome> RecordAsync(FetchedInvoices fetched, BillingPeriod period, bool replace, string by, DateTimeOffset at, CancellationToken cancellationToken);
}
