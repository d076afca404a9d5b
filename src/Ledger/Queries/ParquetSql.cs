using System.Data.Common;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Queries;

/// <summary>Pieces of SQL over Parquet files, and running them with prepared values.</summary>
internal static class ParquetSql
{
    /// <summary>A table of one or several files, columns matched by name.</summary>
    public static string Files(IReadOnlyCollection<string> paths) => paths.Count == 1
        ? $"read_parquet({File(paths.First())}, hive_partitioning=false)"
        : $"read_parquet([{string.Join(", ", paths.Select(File))}], hive_partitioning=false, union_by_name=true)";

    /// <summary>What only the folder of a load says: its source and its billing month.</summary>
    public static string LoadColumns(Load load) =>
        $"CAST({SqlText.Value(load.Source.Value)} AS VARCHAR) AS {QueryColumn.Source}, {SqlText.Day(load.Period.FirstDay)} AS {QueryColumn.Period}";

    /// <summary>Runs a question whose values are $1, $2, …. Cancelling interrupts the engine.</summary>
    public static async Task ReadAsync(
        DuckSession session, string sql, IReadOnlyList<string> parameters, Action<DbDataReader> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DuckDBCommand command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            command.UseStreamingMode = true;
            foreach (string value in parameters) command.Parameters.Add(new DuckDBParameter(value));
            CancellationTokenRegistration interrupt = cancellationToken.Register(command.Cancel);
            await using (interrupt.ConfigureAwait(false))
            {
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) read(reader);
                }
            }
        }
    }

    /// <summary>A path in quotes. Brackets, stars and question marks in a folder's name are letters, not patterns.</summary>
    private static string File(string path) => SqlText.Value(string.Concat(path.Select(c => c is '[' or '*' or '?' ? $"[{c}]" : c.ToString())));
}
