using System.Data.Common;
using System.Text.Json;
using CostGuard.Core.Close;
using CostGuard.Core.Values;
using CostGuard.Ledger.Snapshots;
using Microsoft.Data.Sqlite;

namespace CostGuard.Ledger.State;

/// <summary>
/// The two questions that every command asks first: which loads there are, and whether a snapshot is known. Asked in SQL and not through EF,
/// whose model and query compiler take half of a short command's time; EF stays the owner of the schema and of all writing.
/// </summary>
public sealed class StateReads(StateDbFactory factory)
{
    private const string Columns =
        """
        "Id", "Source", "Period", "SealedAt", "IsCurrent", "FocusVersion", "Fingerprint", "FilesJson", "TotalsJson", "ProblemsJson",
        "TagConflictsJson", "RowsRead", "RowsRejected", "DataThrough", "Folder"
        """;

    /// <summary>Loads, newest first.</summary>
    public async Task<IReadOnlyList<LoadRow>> LoadsAsync(bool currentOnly, CancellationToken cancellationToken)
    {
        await using SqliteConnection state = await factory.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using SqliteCommand command = state.CreateCommand();
        command.CommandText = $"""SELECT {Columns} FROM "Loads" WHERE "IsCurrent" OR NOT $current ORDER BY "SealedAt" DESC, "Id" DESC""";
        command.Parameters.AddWithValue("$current", currentOnly);
        await using SqliteDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var loads = new List<LoadRow>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) loads.Add(Load(rows));
        return loads;
    }

    /// <summary>True when the snapshot was stored before.</summary>
    public async Task<bool> KnowsAsync(SnapshotId id, CancellationToken cancellationToken)
    {
        await using SqliteConnection state = await factory.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using SqliteCommand command = state.CreateCommand();
        command.CommandText = """SELECT count(*) FROM "Snapshots" WHERE "Id" = $id""";
        command.Parameters.AddWithValue("$id", id.Value);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is 1L;
    }

    /// <summary>Closed months with the loads of their pinned snapshots.</summary>
    internal async Task<IReadOnlyList<FrozenMonth>> ClosedAsync(CancellationToken cancellationToken)
    {
        await using SqliteConnection state = await factory.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using SqliteCommand command = state.CreateCommand();
        command.CommandText =
            """
            SELECT c."Period", s."Id", s."LoadIdsJson" FROM "Closings" c JOIN "Snapshots" s ON s."Id" = c."SnapshotId" WHERE c."State" = $closed ORDER BY c."Period"
            """;
        command.Parameters.AddWithValue("$closed", (int)ClosingState.Closed);
        await using SqliteDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var closed = new List<FrozenMonth>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            closed.Add(new FrozenMonth(CloseRows.Period(rows.GetInt32(0)), new SnapshotId(rows.GetString(1)), JsonSerializer.Deserialize<HashSet<string>>(rows.GetString(2))!));
        return closed;
    }

    /// <summary>Closed months with what they lock; none in a home without a state database. Reads only, and at once: the configuration needs them.</summary>
    public static IReadOnlyList<Closing> Locks(HomeFolder home)
    {
        if (!File.Exists(home.Database)) return [];
        using var state = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = home.Database, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 60 }.ToString());
        state.Open();
        using SqliteCommand command = state.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'Closings'";
        if (command.ExecuteScalar() is not 1L) return [];
        // This is asked before the schema is brought to that of this program.
        command.CommandText = "SELECT count(*) FROM pragma_table_info('Closings') WHERE name = 'ChargedJson'";
        string charged = command.ExecuteScalar() is 1L ? "\"ChargedJson\"" : "NULL";
        command.CommandText =
            $"""
            SELECT "Period", "Version", "SnapshotId", "ClosedBy", "ChangedAt", "RatesJson", "BudgetsJson", {charged}, "ReconciledBy" FROM "Closings" WHERE "State" = $closed ORDER BY "Period"
            """;
        command.Parameters.AddWithValue("$closed", (int)ClosingState.Closed);
        using SqliteDataReader rows = command.ExecuteReader();
        var closed = new List<Closing>();
        while (rows.Read())
        {
            closed.Add(CloseRows.Of(new ClosingRow
            {
                Period = rows.GetInt32(0),
                State = ClosingState.Closed,
                Version = rows.GetInt32(1),
                SnapshotId = rows.GetString(2),
                ClosedBy = rows.GetString(3),
                ChangedAt = new DateTimeOffset(rows.GetInt64(4), TimeSpan.Zero),
                RatesJson = rows.GetString(5),
                BudgetsJson = rows.GetString(6),
                ChargedJson = rows.IsDBNull(7) ? null : rows.GetString(7),
                ReconciledBy = rows.IsDBNull(8) ? null : rows.GetString(8),
            }));
        }

        return closed;
    }

    private static LoadRow Load(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Source = row.GetString(1),
        Period = row.GetInt32(2),
        SealedAt = new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
        IsCurrent = row.GetBoolean(4),
        FocusVersion = row.GetString(5),
        Fingerprint = row.GetString(6),
        FilesJson = row.GetString(7),
        TotalsJson = row.GetString(8),
        ProblemsJson = row.GetString(9),
        TagConflictsJson = row.GetString(10),
        RowsRead = row.GetInt64(11),
        RowsRejected = row.GetInt64(12),
        DataThrough = row.IsDBNull(13) ? null : row.GetInt32(13),
        Folder = row.GetString(14),
    };
}
