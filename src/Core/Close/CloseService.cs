using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Reads what the data says about invoices.</summary>
public sealed class CloseService(ICostQueries costs)
{
    /// <summary>The statements of a month: each invoice beside its lines, from the lines of the snapshot.</summary>
    public async Task<IReadOnlyList<InvoiceStatement>> StatementsAsync(Snapshot snapshot, CloseBook book, BillingPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, BilledLines.Ask(period), cancellationToken).ConfigureAwait(false);
        return InvoiceMatch.Of(period, book.InvoicesOf(period), BilledLines.Of(rows, period), book.Explanations);
    }
}
