using CostGuard.Core.Close;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>Invoices, what people wrote about them, and the months they closed.</summary>
/// <param name="Invoices">All invoices, by number and currency.</param>
/// <param name="Explanations">All explanations, the oldest first.</param>
/// <param name="Closings">Months that somebody decided about, the oldest first.</param>
public sealed record CloseBook(IReadOnlyList<Invoice> Invoices, IReadOnlyList<Explanation> Explanations, IReadOnlyList<Closing> Closings)
{
    /// <summary>The month's standing; open when nobody decided anything.</summary>
    public Closing Of(BillingPeriod period) =>
        Closings.FirstOrDefault(closing => closing.Period == period) ?? new Closing { Period = period, State = ClosingState.Open };

    /// <summary>What people said about charges that name no invoice, the oldest first.</summary>
    public IReadOnlyList<ConfirmedMatch> Matches { get; init; } = [];

    /// <summary>Invoices of a month.</summary>
    public IReadOnlyList<Invoice> InvoicesOf(BillingPeriod period) => [.. Invoices.Where(invoice => invoice.Period == period)];
}

/// <summary>
/// The state database's part of the month close. Each change and its line of the audit log are one transaction; a month that is closed accepts none
/// (CG2706, exit code 9).
/// </summary>
public interface ICloseStore
{
    /// <summary>Everything.</summary>
    Task<CloseBook> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Records invoices, all or none. Equal ones that are there already are left; returns how many are new.</summary>
    /// <exception cref="Errors.CostGuardException">CG2702, exit code 9: one is there with other amounts.</exception>
    Task<int> AddAsync(IReadOnlyList<Invoice> invoices, CancellationToken cancellationToken);

    /// <summary>Removes an invoice with its explanations and matches; false when it is not there.</summary>
    Task<bool> RemoveAsync(string number, Currency currency, string by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Records an explanation and returns its number.</summary>
    Task<long> ExplainAsync(Explanation explanation, CancellationToken cancellationToken);

    /// <summary>Removes an explanation; false when it is not there.</summary>
    Task<bool> TakeBackAsync(long explanation, string by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a month's standing, its pin (for a closed one), the audit line and what is to be told of it in one transaction: whenever the process dies, all of
    /// it is there, or nothing is. False, and nothing is written, when another process changed the month since it was read.
    /// </summary>
    /// <param name="closing">The month as it is to stand.</param>
    /// <param name="entry">Who did it.</param>
    /// <param name="told">Messages for the outbox; one whose key is there already is left.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> SaveAsync(Closing closing, AuditEntry entry, IReadOnlyList<OutboxMessage> told, CancellationToken cancellationToken);

    /// <summary>Adds lines to the audit log, all or none.</summary>
    Task NoteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    /// <summary>The audit log, the newest first; of one subject, or all.</summary>
    Task<IReadOnlyList<AuditEntry>> AuditAsync(string? subject, int limit, CancellationToken cancellationToken);
}
