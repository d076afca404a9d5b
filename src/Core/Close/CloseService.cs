using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Invoices and charges of a month beside each other.</summary>
/// <param name="Statements">Each invoice beside its lines.</param>
/// <param name="Homes">The invoice of each group of charges.</param>
public sealed record MatchedMonth(IReadOnlyList<InvoiceStatement> Statements, IReadOnlyList<ChargesHome> Homes);

/// <summary>Reads what the data says about a month that is to be closed.</summary>
public sealed class CloseService(ICostQueries costs, LateCorrections late, LateInvoices lateInvoices)
{
    /// <summary>The statements of a month: each invoice beside its lines, from the lines of the snapshot.</summary>
    public async Task<IReadOnlyList<InvoiceStatement>> StatementsAsync(Snapshot snapshot, CloseBook book, BillingPeriod period, CancellationToken cancellationToken) =>
        (await MatchedAsync(snapshot, book, period, cancellationToken).ConfigureAwait(false)).Statements;

    /// <summary>The statements of a month, with the invoice of each group of charges.</summary>
    public async Task<MatchedMonth> MatchedAsync(Snapshot snapshot, CloseBook book, BillingPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        IReadOnlyList<BilledLines> lines = await LinesAsync(snapshot, period, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Invoice> invoices = book.InvoicesOf(period);
        return new MatchedMonth(InvoiceMatch.Of(period, invoices, lines, book.Explanations, book.Matches), InvoiceMatch.Homes(period, invoices, lines, book.Matches));
    }

    /// <summary>What is to be matched in a month, what is matched, and what could be.</summary>
    public async Task<MatchBoard> BoardAsync(Snapshot snapshot, CloseBook book, BillingPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        return MatchBoard.Of(period, book, await LinesAsync(snapshot, period, cancellationToken).ConfigureAwait(false));
    }

    private async Task<IReadOnlyList<BilledLines>> LinesAsync(Snapshot snapshot, BillingPeriod period, CancellationToken cancellationToken) =>
        BilledLines.Of(await costs.QueryAsync(snapshot, BilledLines.Ask(period), cancellationToken).ConfigureAwait(false), period);

    /// <summary>The three ticks of a month.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Its limit of unallocated cost, and the teams' metric.</param>
    /// <param name="book">Invoices and explanations.</param>
    /// <param name="period">The month.</param>
    /// <param name="gone">Accounts and sources that a person says are closed.</param>
    /// <param name="asOf">The moment that is judged, UTC; what was signed after it still counts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<CloseReadiness> ReadinessAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, CloseBook book, BillingPeriod period, IReadOnlySet<string> gone, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        DateTimeOffset signed = book.Of(period).ChangedAt;
        return ReadinessAsync(snapshot, configuration, book, period, gone, asOf, asOf > signed ? asOf : signed, cancellationToken);
    }

    /// <summary>True when a month is reconciled, and is not any more what was signed.</summary>
    public async Task<bool> HasChangedAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, CloseBook book, BillingPeriod period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        return book.Of(period) is { State: ClosingState.Reconciled } closing
            && closing.Evidence != (await ReadinessAsync(snapshot, configuration, book, period, new HashSet<string>(), asOf, cancellationToken).ConfigureAwait(false)).Hash;
    }

    /// <summary>The three ticks of a month that is to be signed.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Its limit of unallocated cost, and the teams' metric.</param>
    /// <param name="book">Invoices and explanations.</param>
    /// <param name="period">The month.</param>
    /// <param name="gone">Accounts and sources that a person says are closed.</param>
    /// <param name="asOf">The moment that is judged, UTC.</param>
    /// <param name="until">Moment up to which changes of closed months are charged, UTC.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CloseReadiness> ReadinessAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, CloseBook book, BillingPeriod period, IReadOnlySet<string> gone, DateTimeOffset asOf, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(configuration);
        Task<IReadOnlyList<CostRow>> AskAsync(BillingPeriod month, params string[] by) =>
            costs.QueryAsync(snapshot, new CostQuery(DayRange.Of(month), [.. by.Select(name => new Dimension(name))], []), cancellationToken);
        ClosingCharges charges = configuration.Closed.FirstOrDefault(closing => closing.Period == period)?.Charges
            ?? await late.ChargesAsync(configuration, period, until, cancellationToken).ConfigureAwait(false);
        var recorded = book.Invoices.Select(invoice => ((string?)invoice.Number, invoice.Currency)).ToHashSet();
        var month = new MonthEvidence
        {
            Period = period,
            Loads = [.. snapshot.Loads.Where(load => load.Period == period || load.Period == period.Previous)],
            Statements = await StatementsAsync(snapshot, book, period, cancellationToken).ConfigureAwait(false),
            Days = await AskAsync(period, "source", "day").ConfigureAwait(false),
            DaysBefore = await AskAsync(period.Previous, "source", "day").ConfigureAwait(false),
            Accounts = await AskAsync(period, "subAccountId").ConfigureAwait(false),
            AccountsBefore = await AskAsync(period.Previous, "subAccountId").ConfigureAwait(false),
            Teams = await AskAsync(period, "team").ConfigureAwait(false),
            Charges = charges,
            LateInvoices = [.. (await lateInvoices.OfAsync(configuration, charges, cancellationToken).ConfigureAwait(false)).Where(each => !recorded.Contains((each.Number, each.Currency)))],
            Locked = [.. ClosedMonths.Used(configuration, period)],
        };
        return CloseReadiness.Of(month, configuration.Allocation.UnallocatedCloseShare, gone, configuration.Company.Metric, asOf);
    }
}
