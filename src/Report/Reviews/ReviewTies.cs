using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>Reads whether the month is complete, tied and allocated, and its invoices beside the data.</summary>
internal sealed class ReviewTies(CloseService closing, ICloseStore store, ReviewInput input)
{
    public async Task<(IReadOnlyList<ReviewTick> Ticks, IReadOnlyList<ReviewStatement> Statements, string Evidence)> ReadAsync(CancellationToken cancellationToken)
    {
        CloseBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        CloseReadiness ready = await closing.ReadinessAsync(input.Snapshot, input.Configuration, book, input.Period, new HashSet<string>(), input.AsOf, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<InvoiceStatement> statements = await closing.StatementsAsync(input.Snapshot, book, input.Period, cancellationToken).ConfigureAwait(false);
        Closing own = book.Of(input.Period);
        // Who signed the very same figures has answered for what looks missing: an account that is closed for good.
        bool signed = own.State is ClosingState.Reconciled or ClosingState.Closed && own.Evidence == ready.Hash;
        return ([.. ready.Ticks.Select(tick => Tick(tick, signed ? own.ReconciledBy : null))], [.. statements.Select(Statement)], ready.Hash);
    }

    private static ReviewTick Tick(CloseTick tick, string? signedBy) => tick.Holds
        ? new ReviewTick(tick.Name, true, [tick.Note])
        : new ReviewTick(tick.Name, signedBy is not null, signedBy is null ? tick.Faults : [$"{signedBy} has signed it.", .. tick.Faults]);

    private static ReviewStatement Statement(InvoiceStatement each) => new(
        each.Number, each.Provider, each.Currency, each.Invoice?.Net, each.Billed,
        [.. each.Items.GroupBy(item => item.Reason).OrderBy(reason => reason.Key).Select(reason => new ReviewAmount(reason.Key.Word(), reason.Sum(item => item.Amount)))],
        each.Unexplained, each.Tolerance, InvoiceTable.Word(each.Result));
}
