using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Invoices, explanations and closed months in the state database. Each change is one immediate transaction with its line of the audit log.</summary>
/// <param name="factory">Opens the database.</param>
/// <param name="step">Told the name of each step before it is done; tests abort there.</param>
public sealed class CloseStore(StateDbFactory factory, Action<string>? step = null) : ICloseStore
{
    /// <inheritdoc/>
    public async Task<CloseBook> ReadAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<InvoiceRow> invoices = await state.Invoices.AsNoTracking().OrderBy(row => row.Number).ThenBy(row => row.Currency).ToListAsync(cancellationToken).ConfigureAwait(false);
        List<ExplanationRow> explanations = await state.Explanations.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        List<ClosingRow> closings = await state.Closings.AsNoTracking().OrderBy(row => row.Period).ToListAsync(cancellationToken).ConfigureAwait(false);
        List<InvoiceMatchRow> matches = await state.InvoiceMatches.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new CloseBook([.. invoices.Select(CloseRows.Of)], [.. explanations.Select(CloseRows.Of)], [.. closings.Select(CloseRows.Of)]) { Matches = [.. matches.Select(CloseRows.Of)] };
    }

    /// <inheritdoc/>
    public async Task<int> AddAsync(IReadOnlyList<Invoice> invoices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invoices);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        int added = 0;
        foreach (Invoice invoice in invoices)
        {
            if (await state.Invoices.FindAsync([invoice.Number, invoice.Currency.Code], cancellationToken).ConfigureAwait(false) is { } known)
            {
                if (CloseRows.Of(known).SaysTheSame(invoice)) continue;
                throw new CostGuardException(9, CloseErrors.InvoiceTwice.At($"Invoice {invoice.Number} in {invoice.Currency} is recorded as {Describe(CloseRows.Of(known))}, now {Describe(invoice)}."));
            }

            await RefuseClosedAsync(state, CloseRows.Number(invoice.Period), cancellationToken).ConfigureAwait(false);
            state.Invoices.Add(CloseRows.Of(invoice));
            Log(state, invoice.At, invoice.By, "invoice add", Subject(invoice.Number, invoice.Currency.Code), null, Describe(invoice));
            added++;
        }

        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return added;
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(string number, Currency currency, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (await state.Invoices.FindAsync([number, currency.Code], cancellationToken).ConfigureAwait(false) is not { } row) return false;
        await RefuseClosedAsync(state, row.Period, cancellationToken).ConfigureAwait(false);
        ExplanationRow[] explanations = await state.Explanations.Where(each => each.Invoice == number && each.Currency == currency.Code).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        foreach (ExplanationRow each in explanations) Log(state, at, by, "explanation remove", Subject(number, currency.Code), Describe(each), null);
        state.Explanations.RemoveRange(explanations);
        await InvoiceMatchStore.DropAsync(state, row, by, at, cancellationToken).ConfigureAwait(false);
        state.Invoices.Remove(row);
        Log(state, at, by, "invoice remove", Subject(number, currency.Code), Describe(CloseRows.Of(row)), null);
        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<long> ExplainAsync(Explanation explanation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        InvoiceRow invoice = await state.Invoices.FindAsync([explanation.Invoice, explanation.Currency.Code], cancellationToken).ConfigureAwait(false)
            ?? throw new CostGuardException(8, CloseErrors.NoSuchInvoice.At($"There is no invoice {explanation.Invoice} in {explanation.Currency}."));
        await RefuseClosedAsync(state, invoice.Period, cancellationToken).ConfigureAwait(false);
        var row = new ExplanationRow
        {
            Invoice = explanation.Invoice,
            Currency = explanation.Currency.Code,
            Reason = explanation.Reason.Word(),
            Amount = CloseRows.Text(explanation.Amount),
            Text = explanation.Text,
            By = explanation.By,
            At = explanation.At,
        };
        state.Explanations.Add(row);
        Log(state, explanation.At, explanation.By, "explanation add", Subject(row.Invoice, row.Currency), null, Describe(row));
        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return row.Id;
    }

    /// <inheritdoc/>
    public async Task<bool> TakeBackAsync(long explanation, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (await state.Explanations.FindAsync([explanation], cancellationToken).ConfigureAwait(false) is not { } row) return false;
        if (await state.Invoices.FindAsync([row.Invoice, row.Currency], cancellationToken).ConfigureAwait(false) is { } invoice)
            await RefuseClosedAsync(state, invoice.Period, cancellationToken).ConfigureAwait(false);
        state.Explanations.Remove(row);
        Log(state, at, by, "explanation remove", Subject(row.Invoice, row.Currency), Describe(row), null);
        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(Closing closing, AuditEntry entry, IReadOnlyList<OutboxMessage> told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(closing);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(told);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        ClosingRow? row = await state.Closings.FindAsync([CloseRows.Number(closing.Period)], cancellationToken).ConfigureAwait(false);
        if ((row?.Revision ?? 0) != closing.Revision) return false;
        if (row is null) state.Closings.Add(row = new ClosingRow { Period = CloseRows.Number(closing.Period) });
        CloseRows.Write(row, closing);
        if (closing is { State: ClosingState.Closed, Snapshot: { } snapshot })
        {
            string reason = string.Create(CultureInfo.InvariantCulture, $"close:{closing.Period}/v{closing.Version}");
            state.Pins.Add(new PinRow { SnapshotId = snapshot.Value, Reason = reason, PinnedAt = closing.ChangedAt });
        }

        Log(state, entry.At, entry.By, entry.Action, entry.Subject, entry.Before, entry.After);
        foreach (OutboxMessage message in told)
        {
            if (await state.Outbox.FindAsync([message.Key], cancellationToken).ConfigureAwait(false) is null) state.Outbox.Add(Outbox.RowOf(message));
        }

        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task NoteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (AuditEntry entry in entries) Log(state, entry.At, entry.By, entry.Action, entry.Subject, entry.Before, entry.After);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(string? subject, int limit, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<AuditRow> rows = await state.Audit.AsNoTracking().Where(row => subject == null || row.Subject == subject).OrderByDescending(row => row.Id).Take(limit)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new AuditEntry(row.At, row.By, row.Action, row.Subject, row.Before, row.After))];
    }

    /// <summary>Refuses what concerns a closed month. An open one gets another revision, so that a close that has read the old invoices does not go through.</summary>
    internal static async Task RefuseClosedAsync(StateDb state, int period, CancellationToken cancellationToken)
    {
        if (await state.Closings.FindAsync([period], cancellationToken).ConfigureAwait(false) is not { } row) return;
        if (row.State == ClosingState.Closed)
            throw new CostGuardException(9, CloseErrors.PeriodClosed.At($"{CloseRows.Period(period)} is closed since {row.ChangedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}."));
        row.Revision++;
    }

    internal static string Subject(string number, string currency) => $"{number} {currency}";

    internal static string Describe(Invoice invoice) =>
        $"{invoice.Period}, {invoice.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, net {CloseRows.Text(invoice.Net)}, tax {CloseRows.Text(invoice.Tax)} {invoice.Currency}"
        + string.Concat(invoice.Parts.OrderBy(part => part.Key).Select(part => $", {part.Key.Word()} {CloseRows.Text(part.Value)}"));

    private static string Describe(ExplanationRow row) => $"{row.Reason} {row.Amount}: {row.Text}";

    internal static void Log(StateDb state, DateTimeOffset at, string by, string action, string subject, string? before, string? after) =>
        state.Audit.Add(new AuditRow { At = at, By = by, Action = action, Subject = subject, Before = before, After = after });

    private async Task CommitAsync(StateDb state, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        step?.Invoke("write");
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        step?.Invoke("commit");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
