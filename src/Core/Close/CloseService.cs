using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Invoices and charges of a month beside each other.</summary>
/// <param name="Statements">Each invoice beside its lines.</param>
/// <param name="Homes">The invoice of each group of charges.</param>
public sealed record MatchedMonth(IReadOnlyList<InvoiceStatement> Statements, IReadOnlyList<ChargesHome> Homes);

/// <summary>Reads what the data says about a month that is to be closed.</summary>
public sealed class CloseService(ICostQueries costs)
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
    /// <param name="asOf">Now, UTC.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CloseReadiness> ReadinessAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, CloseBook book, BillingPeriod period, IReadOnlySet<string> gone, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(configuration);
        Task<IReadOnlyList<CostRow>> AskAsync(BillingPeriod month, params string[] by) =>
            costs.QueryAsync(snapshot, new CostQuery(DayRange.Of(month), [.. by.Select(name => new Dimension(name))], []), cancellationToken);
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
            Locked =
            [
                .. ClosedMonths.RatesOf(configuration, period).Select(rate => $"rate {rate.From} {rate.To} {ExactSum.Of(rate.Rate)}"),
                .. ClosedMonths.BudgetsOf(configuration, period).Select(budget => $"budget {budget.Budget} {budget.Amount}"),
            ],
        };
        return CloseReadiness.Of(month, configuration.Allocation.UnallocatedCloseShare, gone, configuration.Company.Metric, asOf);
    }
}
