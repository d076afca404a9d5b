using CostGuard.Core.Values;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CostGuard.Ledger.State;

/// <summary>
/// Opens the state database of a home and brings it to this program's schema first. Safe with several processes: SQLite's WAL with a 60 s wait,
/// write transactions are IMMEDIATE (<c>Database.BeginTransactionAsync</c>), and migrations run under a lock file.
/// </summary>
public sealed class StateDbFactory(HomeFolder home)
{
    private readonly DbContextOptions<StateDb> _options = new DbContextOptionsBuilder<StateDb>().UseSqlite(ConnectionString(home)).Options;
    private volatile bool _migrated;

    /// <summary>A new context; the caller disposes it.</summary>
    public async Task<StateDb> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_migrated)
        {
            await MigrateAsync(cancellationToken).ConfigureAwait(false);
            _migrated = true;
        }

        return new StateDb(_options);
    }

    private static string ConnectionString(HomeFolder home) =>
        new SqliteConnectionStringBuilder { DataSource = home.Database, ForeignKeys = true, DefaultTimeout = 60 }.ToString();

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(home.Data);
        await using StateDb state = new(_options);
        if (File.Exists(home.Database) && !await PendingAsync(state, cancellationToken).ConfigureAwait(false)) return;

        await using FileLock held = await FileLock.WaitAsync(home.Database + ".lock", cancellationToken).ConfigureAwait(false);
        if (File.Exists(home.Database) && !await PendingAsync(state, cancellationToken).ConfigureAwait(false)) return;

        // EF's own migration lock is a row that a killed process leaves behind for ever; nobody else can be migrating while we hold ours.
        await state.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
        await state.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken).ConfigureAwait(false);
        await state.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    // Asked at every start, so without EF's own query and what it compiles for it. Migrations are applied in order: the newest stands for all.
    private static async Task<bool> PendingAsync(StateDb state, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(state.Database.GetConnectionString());
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not 1L) return true;
        command.CommandText = "SELECT count(*) FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = $newest";
        command.Parameters.AddWithValue("$newest", state.Database.GetMigrations().Last());
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not 1L;
    }
}
