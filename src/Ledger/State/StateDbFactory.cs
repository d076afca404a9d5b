using CostGuard.Core.Values;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CostGuard.Ledger.State;

/// <summary>
/// Opens the state database of a home and brings it to this program's schema first. Safe with several processes: SQLite's WAL with a 60 s wait,
/// write transactions are IMMEDIATE (<c>Database.BeginTransactionAsync</c>), and migrations run under a lock file.
/// </summary>
public sealed class StateDbFactory(HomeFolder home) : IDisposable
{
    private readonly string _connection =
        new SqliteConnectionStringBuilder { DataSource = home.Database, ForeignKeys = true, DefaultTimeout = 60 }.ToString();

    private volatile bool _migrated;

    /// <summary>Who sends from this home, so that a dead sender is known at once.</summary>
    internal Senders Senders { get; } = new(home);

    /// <inheritdoc/>
    public void Dispose() => Senders.Dispose();

    /// <summary>A new context; the caller disposes it.</summary>
    public async Task<StateDb> OpenAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        return Context();
    }

    /// <summary>A new open connection for reading, without EF; the caller disposes it.</summary>
    internal async Task<SqliteConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        return await ConnectedAsync(cancellationToken).ConfigureAwait(false);
    }

    private StateDb Context() => new(new DbContextOptionsBuilder<StateDb>().UseSqlite(_connection).Options);

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_migrated) return;
        await MigrateAsync(cancellationToken).ConfigureAwait(false);
        _migrated = true;
    }

    private async Task<SqliteConnection> ConnectedAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(home.Data);
        if (File.Exists(home.Database) && !await PendingAsync(cancellationToken).ConfigureAwait(false)) return;

        await using FileLock held = await FileLock.WaitAsync(home.Database + ".lock", cancellationToken).ConfigureAwait(false);
        if (File.Exists(home.Database) && !await PendingAsync(cancellationToken).ConfigureAwait(false)) return;

        await using StateDb state = Context();
        // EF's own migration lock is a row that a killed process leaves behind for ever; nobody else can be migrating while we hold ours.
        await state.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
        await state.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken).ConfigureAwait(false);
        await state.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    // Asked at every start, so without EF's own query and what it compiles for it. Migrations are applied in order: the newest stands for all.
    private async Task<bool> PendingAsync(CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await ConnectedAsync(cancellationToken).ConfigureAwait(false);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not 1L) return true;
        command.CommandText = "SELECT count(*) FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = $newest";
        command.Parameters.AddWithValue("$newest", StateDb.NewestMigration);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not 1L;
    }
}
