using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Posts a month: the one question behind the command, the workbook's sheet and the file that goes with the final mail.</summary>
public sealed class JournalService(ICostQueries costs, ICloseStore store, CloseService close, LateCorrections late)
{
    /// <summary>The month's journal, with its invoices as they are recorded now. Whole minor units; currencies are never mixed in a document.</summary>
    /// <param name="snapshot">The data: of a closed month the pinned snapshot.</param>
    /// <param name="configuration">Teams and cost centres; of a closed month those that it was closed with.</param>
    /// <param name="journal">The accounts.</param>
    /// <param name="period">The month.</param>
    /// <param name="asOf">Of an open month, up to when changes of closed months count, UTC.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<MonthJournal> OfMonthAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, JournalConfig journal, BillingPeriod period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        CloseBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<InvoiceStatement> invoices = await close.StatementsAsync(snapshot, book, period, cancellationToken).ConfigureAwait(false);
        return await OfMonthAsync(snapshot, configuration, journal, book, period, invoices, asOf, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, where the invoices beside the data are known already: matching them reads every line of the month.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Teams and cost centres.</param>
    /// <param name="journal">The accounts.</param>
    /// <param name="book">The months as they are kept, with what their closes have posted.</param>
    /// <param name="period">The month.</param>
    /// <param name="invoices">The invoices beside the data.</param>
    /// <param name="asOf">Of an open month, up to when changes of closed months count, UTC.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<MonthJournal> OfMonthAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, JournalConfig journal, CloseBook book, BillingPeriod period, IReadOnlyList<InvoiceStatement> invoices, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(book);
        Closing kept = book.Of(period);
        Closing? closed = configuration.Closed.FirstOrDefault(closing => closing.Period == period);
        int version = closed?.Version ?? kept.Version + 1;
        var query = new CostQuery(DayRange.Of(period), [new Dimension("team"), new Dimension("provider")], []);
        IReadOnlyList<LateCorrection> corrections = await late.OfAsync(configuration, period, closed?.ChangedAt ?? asOf, cancellationToken).ConfigureAwait(false);
        return Journal.OfMonth(
            new MonthToPost(period, await costs.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false), invoices)
            {
                Corrections = corrections,
                Version = version,
                // Only of the version before it is known what the books hold: of an older one it may have been taken back already.
                Replaced = kept.Posted.FirstOrDefault(posted => posted.Version == version - 1),
            },
            configuration,
            journal) with
        {
            OwedBefore = [.. corrections.Where(each => !each.Settles).Select(each => each.Month).Distinct().Order().SelectMany(month => book.Of(month).Posted.MaxBy(posted => posted.Version)?.OnInvoicesAlone ?? [])],
        };
    }
}
