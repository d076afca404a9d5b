using CostGuard.Core.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Runs and leases on SQLite. A run row in state Running with a lease in the future is a living run; past it, its process is dead.</summary>
public sealed class RunHistory(StateDbFactory factory) : IRunHistory
{
    /// <inheritdoc/>
    public async Task<RunRecord?> TryStartAsync(
        string name, DateTimeOffset dueAt, bool late, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (await state.Runs.AnyAsync(row => row.Name == name && row.State == RunState.Running && row.LeaseUntil > now, cancellationToken).ConfigureAwait(false))
            return null;

        RunRow? same = await state.Runs.AsNoTracking().Where(row => row.Name == name && row.DueAt == dueAt)
            .OrderByDescending(row => row.Attempt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        int closed = await CloseDeadAsync(state, name, now, cancellationToken).ConfigureAwait(false);
        if (same is not null && (same.State != RunState.Running || same.Attempt > 1))
        {
            // A run that died twice stays failed: that must be written although nothing starts.
            if (closed > 0) await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        RunRow run = new() { Name = name, DueAt = dueAt, Attempt = same is null ? 1 : 2, StartedAt = now, State = RunState.Running, Late = late, LeaseUntil = now + lease };
        state.Runs.Add(run);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return RecordOf(run);
    }

    /// <inheritdoc/>
    public async Task HeartbeatAsync(long id, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset until = now + lease;
        await state.Runs.Where(row => row.Id == id && row.State == RunState.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.LeaseUntil, until), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task EndAsync(long id, RunState state, string? detail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using StateDb database = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await database.Runs.Where(row => row.Id == id).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, state).SetProperty(r => r.Detail, detail)
                .SetProperty(r => r.EndedAt, now).SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<RunRecord?> LastAsync(string name, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        RunRow? row = await state.Runs.AsNoTracking().Where(row => row.Name == name)
            .OrderByDescending(row => row.DueAt).ThenByDescending(row => row.Attempt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return row is null ? null : RecordOf(row);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunRecord>> ListAsync(string? name, int limit, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<RunRow> rows = await state.Runs.AsNoTracking().Where(row => name == null || row.Name == name)
            .OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id).Take(limit)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(RecordOf)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<string> names = await state.Paused.Select(row => row.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        return names.ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task SetPausedAsync(string name, bool paused, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        PausedRow? row = await state.Paused.FirstOrDefaultAsync(row => row.Name == name, cancellationToken).ConfigureAwait(false);
        if (paused && row is null) state.Paused.Add(new PausedRow { Name = name, PausedAt = now });
        if (!paused && row is not null) state.Paused.Remove(row);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Task<int> CloseDeadAsync(StateDb state, string name, DateTimeOffset now, CancellationToken cancellationToken) =>
        state.Runs.Where(row => row.Name == name && row.State == RunState.Running).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, RunState.Failed).SetProperty(r => r.EndedAt, now)
                .SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null).SetProperty(r => r.Detail, "its process ended before the run did"),
            cancellationToken);

    private static RunRecord RecordOf(RunRow row) =>
        new(row.Id, row.Name, row.DueAt, row.StartedAt, row.EndedAt, row.State, row.Late, row.Detail) { Attempt = row.Attempt };
}
