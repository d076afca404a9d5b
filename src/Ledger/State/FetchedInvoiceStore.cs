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
        var contradicted = new List<ContradictedInvoice>();
        var fresh = new HashSet<(string, Currency)>();
        foreach (Invoice invoice in await InOrderAsync(state, fetched.Invoices, cancellationToken).ConfigureAwait(false))
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
                fresh.Add((invoice.Number, invoice.Currency));
                continue;
            }

            Invoice recorded = CloseRows.Of(row);
            // One that was moved to another month stays where either is signed.
            if (closing is not { State: ClosingState.Closed or ClosingState.Reconciled }) closing = await ClosingAsync(state, recorded.Period, cancellationToken).ConfigureAwait(false);
            bool isSigned = closing is { State: ClosingState.Closed or ClosingState.Reconciled };
            if (IsOfAnother(recorded, invoice) && !isSigned)
            {
                // Stated beside it, and counted once.
                if (fresh.Add((invoice.Number, invoice.Currency))) same++;
                if (Beside(state, row, invoice, by, at) is { } other) contradicted.Add(new ContradictedInvoice(recorded, other));
            }
            else if (!Agrees(recorded, invoice))
            {
                if (recorded.Origin is null && !isSigned) Beside(state, row, invoice, by, at);
                changed.Add(Change(state, row, invoice, Kept(recorded, closing, replace), by, at));
            }
            else
            {
                // Stated by several, and counted once.
                if (fresh.Add((invoice.Number, invoice.Currency))) same++;
                // Paid since: where it stands is no figure, but a closed month keeps what was known.
                if (recorded.Origin is not null && closing?.State != ClosingState.Closed && !IsOfAnother(recorded, invoice)) row.OriginJson = CloseRows.OriginText(invoice.Origin);
                if (recorded.Origin is null && !isSigned) Beside(state, row, invoice, by, at);
            }
        }

        await VoidAsync(state, fetched.Voided, period, replace, by, at, changed, cancellationToken).ConfigureAwait(false);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new FetchOutcome(added, same, changed) { Contradicted = contradicted };
    }

    // The connection that an invoice was recorded from speaks first: what another one says is held against its newest word.
    private static async Task<IReadOnlyList<Invoice>> InOrderAsync(StateDb state, IReadOnlyList<Invoice> invoices, CancellationToken cancellationToken)
    {
        var ordered = new List<Invoice>();
        foreach (IGrouping<(string Number, Currency Currency), Invoice> same in invoices.GroupBy(invoice => (invoice.Number, invoice.Currency)))
        {
            Invoice? recorded = await state.Invoices.FindAsync([same.Key.Number, same.Key.Currency.Code], cancellationToken).ConfigureAwait(false) is { } row ? CloseRows.Of(row) : null;
            ordered.AddRange(same.OrderBy(invoice => recorded is not null && IsOfAnother(recorded, invoice)));
        }

        return ordered;
    }

    private static async Task VoidAsync(
        StateDb state, IReadOnlyList<string> voided, BillingPeriod period, bool replace, string by, DateTimeOffset at, List<ChangedInvoice> changed, CancellationToken cancellationToken)
    {
        int month = CloseRows.Number(period);
        foreach (InvoiceRow row in await state.Invoices.Where(each => each.Period == month && voided.Contains(each.Number)).ToArrayAsync(cancellationToken).ConfigureAwait(false))
        {
            string? kept = Kept(CloseRows.Of(row), await ClosingAsync(state, period, cancellationToken).ConfigureAwait(false), replace);
            if (kept is null && await state.Explanations.AnyAsync(each => each.Invoice == row.Number && each.Currency == row.Currency, cancellationToken).ConfigureAwait(false)) kept = "somebody explained a difference of it";
            if (kept is null) await InvoiceMatchStore.DropAsync(state, row, by, at, cancellationToken).ConfigureAwait(false);
            changed.Add(Change(state, row, null, kept, by, at));
        }
    }

    private static ValueTask<ClosingRow?> ClosingAsync(StateDb state, BillingPeriod period, CancellationToken cancellationToken) => state.Closings.FindAsync([CloseRows.Number(period)], cancellationToken);

    // What a person typed has no reason to state the parts, the provider or the account as the provider does; nor does another connection know the account by the same name.
    private static bool Agrees(Invoice recorded, Invoice now) => recorded.Origin is null
        ? (recorded.Period, recorded.Date, recorded.Net, recorded.Tax) == (now.Period, now.Date, now.Net, now.Tax)
        : recorded.SaysTheSame(IsOfAnother(recorded, now) ? now with { BillingAccount = recorded.BillingAccount } : now);

    private static bool IsOfAnother(Invoice recorded, Invoice now) => recorded.Origin is { } origin && now.Origin is { } other && origin.Connection != other.Connection;

    /// <summary>Keeps what a connection states beside an invoice that says otherwise, in place of what it stated before; null when it says the same, and nothing of it stays.</summary>
    private static OtherStatement? Beside(StateDb state, InvoiceRow row, Invoice now, string by, DateTimeOffset at)
    {
        Invoice recorded = CloseRows.Of(row);
        OtherStatement stated = OtherStatement.Of(now);
        OtherStatement? before = recorded.Otherwise.FirstOrDefault(each => each.Connection == stated.Connection);
        bool agrees = Agrees(recorded, now);
        if (agrees && before is null) return null;
        if (!agrees && before?.SaysTheSame(stated) == true) return before;
        OtherStatement[] others = [.. recorded.Otherwise.Where(each => each != before), .. agrees ? (OtherStatement[])[] : [stated]];
        row.OtherwiseJson = CloseRows.OtherwiseText([.. others.OrderBy(each => each.Connection, StringComparer.Ordinal)]);
        CloseStore.Log(state, at, by, "invoice otherwise", CloseStore.Subject(row.Number, row.Currency), CloseStore.Describe(recorded), $"{stated.Connection}: {(agrees ? "the same" : CloseStore.Describe(now))}");
        return agrees ? null : stated;
    }

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
        else state.Entry(row).CurrentValues.SetValues(CloseRows.Of(now with { Otherwise = [.. recorded.Otherwise.Where(each => !OtherStatement.Of(now).SaysTheSame(each with { Connection = now.Origin!.Connection, Issuer = now.Origin.Issuer }))] }));
        CloseStore.Log(state, at, by, now is null ? "invoice void" : "invoice replace", CloseStore.Subject(row.Number, row.Currency), CloseStore.Describe(recorded), now is null ? null : CloseStore.Describe(now));
        return new ChangedInvoice(recorded, now, null);
    }
}
