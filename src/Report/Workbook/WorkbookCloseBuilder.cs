using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>Asks for invoices, explanations and the journal of a month: the same answers that invoice list, period reconcile and period journal give.</summary>
public sealed class WorkbookCloseBuilder(ICloseStore store, CloseService close, JournalService journals)
{
    /// <summary>The month's part, and the invoice of each group of charges. For a closed month it is always the same: its snapshot, invoices and explanations are locked.</summary>
    internal async Task<(WorkbookClose Close, IReadOnlyList<ChargesHome> Homes)> BuildAsync(Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        CloseBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Invoice> invoices = book.InvoicesOf(period);
        // Without an invoice there is nothing to hold the lines against, and the question reads every one of them.
        MatchedMonth matched = invoices.Count == 0 && configuration.Journal is null ? new MatchedMonth([], []) : await close.MatchedAsync(snapshot, book, period, cancellationToken).ConfigureAwait(false);
        var part = new WorkbookClose
        {
            Statements = invoices.Count == 0 ? [] : matched.Statements,
            Explanations = [.. book.Explanations.Where(each => invoices.Any(invoice => invoice.Number == each.Invoice && invoice.Currency == each.Currency))],
            Approval = configuration.Closed.FirstOrDefault(closing => closing.Period == period) is { } closed ? Approval(closed)
                : Approval(book.Of(period)) + (await close.HasChangedAsync(snapshot, configuration, book, period, asOf, cancellationToken).ConfigureAwait(false) ? ", changed since" : null),
            Journal = configuration.Journal,
            Posted = configuration.Journal is { } journal ? await journals.OfMonthAsync(snapshot, configuration, journal, book, period, matched.Statements, asOf, cancellationToken).ConfigureAwait(false) : null,
            BilledOnInvoices = matched.Statements.Select(each => each.Currency).Distinct().ToDictionary(currency => currency, currency => Journal.Billed(matched.Statements, currency) ?? 0m),
        };
        return (part, invoices.Count == 0 ? [] : matched.Homes);
    }

    private static string? Approval(Closing closing) => closing.State switch
    {
        ClosingState.Reconciled => $"reconciled by {closing.ReconciledBy}",
        ClosingState.Closed => $"reconciled by {closing.ReconciledBy}, closed by {closing.ClosedBy}",
        _ => null,
    };
}
