using System.Text.Json;
using CostGuard.Core.Alerts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>The outbox on SQLite. Each change is one immediate transaction: a reader that means to write is already the only writer.</summary>
public sealed class Outbox(StateDbFactory factory) : IOutbox
{
    /// <inheritdoc/>
    public async Task<bool> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (await state.Outbox.AnyAsync(row => row.Key == message.Key, cancellationToken).ConfigureAwait(false)) return false;

        state.Outbox.Add(RowOf(message));
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<OutboxMessage?> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        string owner = factory.Senders.Own();
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        OutboxRow? row = await state.Outbox
            .Where(row => row.State == DeliveryState.Queued && (row.NotBefore == null || row.NotBefore <= now))
            .OrderBy(row => row.QueuedAt).ThenBy(row => row.Key)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (row is null) return null;

        row.State = DeliveryState.Taken;
        row.Owner = owner;
        row.Attempts++;
        row.ChangedAt = now;
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return MessageOf(row);
    }

    /// <inheritdoc/>
    public async Task SettleAsync(
        string key, DeliveryState state, string? detail, DateTimeOffset? notBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using StateDb database = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        int changed = await database.Outbox.Where(row => row.Key == key).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, state).SetProperty(r => r.Detail, detail)
                .SetProperty(r => r.NotBefore, notBefore).SetProperty(r => r.ChangedAt, now),
            cancellationToken).ConfigureAwait(false);
        if (changed == 0) throw new InvalidOperationException($"There is no message '{key}' in the outbox.");
    }

    /// <inheritdoc/>
    public async Task<bool> HandOverAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string owner = factory.Senders.Own();
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await state.Outbox.Where(row => row.Key == key && row.State == DeliveryState.Taken && row.Owner == owner).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, DeliveryState.Sending).SetProperty(r => r.ChangedAt, now), cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public async Task<int> RecoverAsync(DateTimeOffset sendingSinceBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        IQueryable<OutboxRow> held = state.Outbox.Where(row => row.State == DeliveryState.Sending || row.State == DeliveryState.Taken);
        string?[] owners = await held.Select(row => row.Owner).Distinct().ToArrayAsync(cancellationToken).ConfigureAwait(false);
        string[] dead = [.. owners.OfType<string>().Where(factory.Senders.IsDead)];
        IQueryable<OutboxRow> left = held.Where(row => row.ChangedAt < sendingSinceBefore || dead.Contains(row.Owner!));
        // What was never handed over reached nobody. Receivers of webhooks tell a second delivery by its id, so those are simply sent again.
        int again = await left.Where(row => row.State == DeliveryState.Taken || row.Kind == WebhookEvents.OutboxKind)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.State, DeliveryState.Queued).SetProperty(r => r.ChangedAt, now), cancellationToken).ConfigureAwait(false);
        return again + await left.Where(row => row.State == DeliveryState.Sending)
            .ExecuteUpdateAsync(
                row => row.SetProperty(r => r.State, DeliveryState.Uncertain).SetProperty(r => r.ChangedAt, now)
                    .SetProperty(r => r.Detail, "delivery unknown: the process ended before the server's answer was written down"),
                cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxMessage>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<OutboxRow> rows = await state.Outbox.AsNoTracking()
            .OrderByDescending(row => row.QueuedAt).ThenBy(row => row.Key).Take(limit)
            .Select(row => new OutboxRow
            {
                Key = row.Key,
                MessageId = row.MessageId,
                Kind = row.Kind,
                Subject = row.Subject,
                ToJson = row.ToJson,
                Mime = Array.Empty<byte>(),
                SnapshotId = row.SnapshotId,
                QueuedAt = row.QueuedAt,
                State = row.State,
                Attempts = row.Attempts,
                NotBefore = row.NotBefore,
                Detail = row.Detail,
                ChangedAt = row.ChangedAt,
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(MessageOf)];
    }

    /// <inheritdoc/>
    public async Task<OutboxMessage?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        OutboxRow? row = await state.Outbox.AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancellationToken).ConfigureAwait(false);
        return row is null ? null : MessageOf(row);
    }

    internal static OutboxRow RowOf(OutboxMessage message) => new()
    {
        Key = message.Key,
        MessageId = message.MessageId,
        Kind = message.Kind,
        Subject = message.Subject,
        ToJson = JsonSerializer.Serialize(message.To),
        Mime = message.Mime,
        SnapshotId = message.Snapshot.Value,
        QueuedAt = message.QueuedAt,
        State = message.State,
        Attempts = message.Attempts,
        NotBefore = message.NotBefore,
        Detail = message.Detail,
        ChangedAt = message.ChangedAt,
    };

    private static OutboxMessage MessageOf(OutboxRow row) => new()
    {
        Key = row.Key,
        MessageId = row.MessageId,
        Kind = row.Kind,
        Subject = row.Subject,
        To = JsonSerializer.Deserialize<string[]>(row.ToJson) ?? [],
        Mime = row.Mime,
        Snapshot = new SnapshotId(row.SnapshotId),
        QueuedAt = row.QueuedAt,
        State = row.State,
        Attempts = row.Attempts,
        NotBefore = row.NotBefore,
        Detail = row.Detail,
        ChangedAt = row.ChangedAt,
    };
}
