using CostGuard.Core.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Decisions about anomalies in the state database.</summary>
public sealed class AnomalyNotes(StateDbFactory factory) : IAnomalyNotes
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AnomalyNote>> ListAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<AnomalyRow> rows = await state.Anomalies.AsNoTracking().OrderBy(row => row.Scope).ThenBy(row => row.Start)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new AnomalyNote(
            row.Scope, DateOnly.FromDayNumber(row.Start), row.Decision, row.Note, row.Until is { } until ? DateOnly.FromDayNumber(until) : null, row.Who, row.ChangedAt))];
    }

    /// <inheritdoc/>
    public async Task SaveAsync(AnomalyNote note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(note);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        AnomalyRow? row = await state.Anomalies.FindAsync([note.Scope, note.Start.DayNumber], cancellationToken).ConfigureAwait(false);
        if (row is null)
        {
            row = new AnomalyRow { Scope = note.Scope, Start = note.Start.DayNumber, Decision = note.Decision, Who = note.Who, ChangedAt = note.At };
            state.Anomalies.Add(row);
        }

        (row.Decision, row.Note, row.Until, row.Who, row.ChangedAt) = (note.Decision, note.Text, note.Until?.DayNumber, note.Who, note.At);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
