using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Fetched invoices in the state database.</summary>
public sealed class FetchedInvoiceStore(StateDbFactory factory) : IFetchedInvoiceStore
{
    /// <inheritdoc/>
    public async Task<FetchOutcome> RecordAsync(FetchedInvoices fetched, BillingPeriod period, bool replace, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        int added = 0, same = 0;
        var changed = new List<ChangedInvoice>();
        foreach (Invoice invoice in fetched.Invoices)
        {
            ClosingRow? closing = await ClosingAsync(state, invoice.Period, cancellationToken).ConfigureAwait(false);
            if (await state.Invoices.FindAsync([invoice.Number, invoice.Currency.Code], cancellationToken).ConfigureAwait(false) is not { } row)
            {
                if (closing is { State: ClosingState.Closed })
                {
                    // Late news of a closed month: somebody has to see what it says, and the rest is recorded.
                    changed.Add(new ChangedInvoice(null, invoice, "the month is closed"));
                    continue;
                }

                await CloseStore.RefuseClosedAsync(state, CloseRows.Number(invoice.Period), cancellationToken).ConfigureAwait(false);
                state.Invoices.Add(CloseRows.Of(invoice));
                CloseStore.Log(state, at, by, "invoice fetch", CloseStore.Subject(invoice.Number, invoice.Currency.Code), null, CloseStore.Describe(invoice));
                added++;
                continue;
            }

            Invoice recorded = CloseRows.Of(row);
            // One that was moved to another month stays where either is signed.
            if (closing is not { State: ClosingState.Closed or ClosingState.Reconciled }) closing = await ClosingAsync(state, recorded.Period, cancellationToken).ConfigureAwait(false);
            if (!Agrees(recorded, invoice)) changed.Add(Change(state, row, invoice, Kept(recorded, closing, replace), by, at));
            else
            {
                same++;
                // Paid since: where it stands is no figure, but a closed month keeps what was known.
                if (recorded.Origin is not null && closing?.State != ClosingState.Closed) row.OriginJson = CloseRows.OriginText(invoice.Origin);
            }
        }

        int month = CloseRows.Number(period);
        foreach (InvoiceRow row in await state.Invoices.Where(each => each.Period == month && fetched.Voided.Contains(each.Number)).ToArrayAsync(cancellationToken).ConfigureAwait(false))
        {
            string? kept = Kept(CloseRows.Of(row), await ClosingAsync(state, period, cancellationToken).ConfigureAwait(false), replace);
            if (kept is null && await state.Explanations.AnyAsync(each => each.Invoice == row.Number && each.Currency == row.Currency, cancellationToken).ConfigureAwait(false)) kept = "somebody explained a difference of it";
            if (kept is null) await InvoiceMatchStore.DropAsync(state, row, by, at, cancellationToken).ConfigureAwait(false);
            changed.Add(Change(state, row, null, kept, by, at));
        }

        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new FetchOutcome(added, same, changed);
    }

    private static ValueTask<ClosingRow?> ClosingAsync(StateDb state, BillingPeriod period, CancellationToken cancellationToken) => state.Closings.FindAsync([CloseRows.Number(period)], cancellationToken);

    // What a person typed has no reason to state the parts, the provider or the account as the provider does.
    private static bool Agrees(Invoice recorded, Invoice now) => recorded.Origin is null
        ? (recorded.Period, recorded.Date, recorded.Net, recorded.Tax) == (now.Period, now.Date, now.Net, now.Tax)
        : recorded.SaysTheSame(now);

    // Null where the provider's word may be taken.
    private static string? Kept(Invoice recorded, ClosingRow? closing, bool replace) =>
        closing is { State: ClosingState.Closed or ClosingState.Reconciled } ? $"the month is {(closing.State == ClosingState.Closed ? "closed" : $"reconciled by {closing.ReconciledBy}")}"
        : recorded.Origin is null ? $"it was typed or imported by {recorded.By}"
        : replace ? null
        : "--replace was not given";

    private static ChangedInvoice Change(StateDb state, InvoiceRow row, Invoice? now, string? kept, string by, DateTimeOffset at)
    {
        Invoice recorded = CloseRows.Of(row);
        if (kept is not null) return new ChangedInvoice(recorded, now, kept);
        if (now is null) state.Invoices.Remove(row);
        else state.Entry(row).CurrentValues.SetValues(CloseRows.Of(now));
        CloseStore.Log(state, at, by, now is null ? "invoice void" : "invoice replace", CloseStore.Subject(row.Number, row.Currency), CloseStore.Describe(recorded), now is null ? null : CloseStore.Describe(now));
        return new ChangedInvoice(recorded, now, null);
    }
}
