using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Faults on SQLite. A change and its messages are one immediate transaction.</summary>
/// <param name="factory">Opens the database.</param>
/// <param name="step">Told the name of each step before it is done; tests abort there.</param>
public sealed class FaultStore(StateDbFactory factory, Action<string>? step = null) : IFaultStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Fault>> ListAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<FaultRow> rows = await state.Faults.AsNoTracking().OrderBy(row => row.Subject).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(Of)];
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(Fault fault, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        FaultRow? row = await state.Faults.FindAsync([fault.Subject], cancellationToken).ConfigureAwait(false);
        if ((row?.Revision ?? 0) != fault.Revision) return false;
        if (row is null) state.Faults.Add(row = new FaultRow { Subject = fault.Subject });
        Write(row, fault);
        foreach (OutboxMessage message in messages)
        {
            if (!await state.Outbox.AnyAsync(each => each.Key == message.Key, cancellationToken).ConfigureAwait(false)) state.Outbox.Add(Outbox.RowOf(message));
        }

        step?.Invoke("write");
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        step?.Invoke("commit");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        step?.Invoke("done");
        return true;
    }

    private static void Write(FaultRow row, Fault fault)
    {
        (row.State, row.Entry, row.Since, row.LastGood, row.Attempts) = (fault.State, fault.Entry, fault.Since, fault.LastGood, fault.Attempts);
        (row.Code, row.Message, row.ToldAt, row.Note) = (fault.Code, fault.Message, fault.ToldAt, fault.Note);
        row.Log = string.Join('\n', fault.Log.Select(line => line.ReplaceLineEndings(" ")));
        row.Revision = fault.Revision + 1;
    }

    private static Fault Of(FaultRow row) => new()
    {
        Subject = row.Subject,
        State = row.State,
        Entry = row.Entry,
        Since = row.Since,
        LastGood = row.LastGood,
        Attempts = row.Attempts,
        Code = row.Code,
        Message = row.Message,
        ToldAt = row.ToldAt,
        Log = row.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        Note = row.Note,
        Revision = row.Revision,
    };
}
