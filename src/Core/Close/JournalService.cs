using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Posts a month: the one question behind the command, the workbook's sheet and the file that goes with the final mail.</summary>
public sealed class JournalService(ICostQueries costs, ICloseStore store, CloseService close)
{
    /// <summary>The month's journal, with its invoices as they are recorded now. Whole minor units; currencies are never mixed in a document.</summary>
    /// <param name="snapshot">The data: of a closed month the pinned snapshot.</param>
    /// <param name="configuration">Teams and cost centres; of a closed month those that it was closed with.</param>
    /// <param name="journal">The accounts.</param>
    /// <param name="period">The month.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<JournalLine>> OfMonthAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, JournalConfig journal, BillingPeriod period, CancellationToken cancellationToken)
    {
        CloseBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<InvoiceStatement> invoices = await close.StatementsAsync(snapshot, book, period, cancellationToken).ConfigureAwait(false);
        return await OfMonthAsync(snapshot, configuration, journal, period, invoices, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, where the invoices beside the data are known already: matching them reads every line of the month.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Teams and cost centres.</param>
    /// <param name="journal">The accounts.</param>
    /// <param name="period">The month.</param>
    /// <param name="invoices">The invoices beside the data.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<JournalLine>> OfMonthAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, JournalConfig journal, BillingPeriod period, IReadOnlyList<InvoiceStatement> invoices, CancellationToken cancellationToken)
    {
        var query = new CostQuery(DayRange.Of(period), [new Dimension("team"), new Dimension("provider")], []);
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
        return Journal.OfMonth(rows, invoices, configuration, journal, period);
    }
}
