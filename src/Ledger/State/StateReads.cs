using System.Data.Common;
using CostGuard.Core.Values;
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
