using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Confirmed matches in the state database.</summary>
public sealed class InvoiceMatchStore(StateDbFactory factory) : IInvoiceMatchStore
{
    /// <inheritdoc/>
    public async Task AddAsync(IReadOnlyList<ConfirmedMatch> matches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(matches);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        foreach (ConfirmedMatch match in matches)
        {
            InvoiceMatchRow row = CloseRows.Of(match);
            InvoiceRow invoice = await state.Invoices.FindAsync([row.Invoice, row.Currency], cancellationToken).ConfigureAwait(false)
                ?? throw new CostGuardException(8, CloseErrors.NoSuchInvoice.At($"There is no invoice {row.Invoice} in {row.Currency}."));
            if (invoice.Period != row.Period) throw new CostGuardException(9, InvoiceErrors.CannotMatch.At($"Invoice {row.Invoice} is of {CloseRows.Period(invoice.Period)}, the charges {row.Charges} of {match.Period}."));
            await CloseStore.RefuseClosedAsync(state, row.Period, cancellationToken).ConfigureAwait(false);
            if (await state.InvoiceMatches.FirstOrDefaultAsync(other => other.Period == row.Period && other.Charges == row.Charges, cancellationToken).ConfigureAwait(false) is { } known)
                throw new CostGuardException(9, InvoiceErrors.CannotMatch.At($"Charges {row.Charges} of {match.Period} are matched to {known.Invoice} by {known.By}, match {known.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}."));
            state.InvoiceMatches.Add(row);
            CloseStore.Log(state, match.At, match.By, "invoice match", CloseStore.Subject(row.Invoice, row.Currency), null, Describe(row));
        }

        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(long match, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (await state.InvoiceMatches.FindAsync([match], cancellationToken).ConfigureAwait(false) is not { } row) return false;
        await CloseStore.RefuseClosedAsync(state, row.Period, cancellationToken).ConfigureAwait(false);
        Remove(state, row, by, at);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes back what was matched to an invoice that is removed.</summary>
    internal static async Task DropAsync(StateDb state, InvoiceRow invoice, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (InvoiceMatchRow row in await state.InvoiceMatches.Where(each => each.Invoice == invoice.Number && each.Currency == invoice.Currency).ToArrayAsync(cancellationToken).ConfigureAwait(false))
            Remove(state, row, by, at);
    }

    private static void Remove(StateDb state, InvoiceMatchRow row, string by, DateTimeOffset at)
    {
        state.InvoiceMatches.Remove(row);
        CloseStore.Log(state, at, by, "invoice unmatch", CloseStore.Subject(row.Invoice, row.Currency), Describe(row), null);
    }

    private static string Describe(InvoiceMatchRow row) =>
        $"charges {row.Charges} ({row.InvoiceId ?? "no invoice id"}, {row.Provider}, {row.BillingAccount}, {row.Issuer}), {row.Billed} {row.Currency}: {row.Text}";
}
