using System.Globalization;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Sql;

/// <summary>
/// An in-memory DuckDB for one operation, with bounded memory. It knows the macros that the views over lines use, so views must be read through it:
/// cg_number (FOCUS number text → DECIMAL(38,18) or null), cg_deep (more than 18 decimals), cg_fast and cg_double (DOUBLE as its shortest text), cg_time.
/// </summary>
public sealed class DuckSession : IAsyncDisposable
{
    private const string Settings =
        "SET threads=2; SET preserve_insertion_order=false; SET memory_limit='384MB'; SET autoinstall_known_extensions=false; "
        + "SET autoload_known_extensions=false; SET TimeZone='UTC'; ";

    // A DOUBLE below 100,000 whose ten-decimal rounding gives it back has at most 15 significant digits, and two such decimals never share a double:
    // the integer is then exactly its shortest text. Everything else goes by way of the text. DuckDB itself would read 1_000 and +1.
    private const string Macros = """
        CREATE OR REPLACE MACRO cg_is_number(t) AS regexp_full_match(t, '-?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?');
        CREATE OR REPLACE MACRO cg_number(t) AS CASE WHEN cg_is_number(t) THEN TRY_CAST(t AS DECIMAL(38,18)) END;
        CREATE OR REPLACE MACRO cg_deep(t) AS
            (len(regexp_extract(t, '\.([0-9]*)', 1)) - coalesce(TRY_CAST(regexp_extract(t, '[eE]([+-]?[0-9]+)$', 1) AS BIGINT), 0) > 18);
        CREATE OR REPLACE MACRO cg_fast(x) AS (abs(x) < 100000.0::DOUBLE AND round(x * 10000000000.0::DOUBLE) / 10000000000.0::DOUBLE = x);
        CREATE OR REPLACE MACRO cg_ten(x) AS CAST(round(x * 10000000000.0::DOUBLE) AS BIGINT);
        CREATE OR REPLACE MACRO cg_of_ten(n) AS CAST(CAST(n AS DECIMAL(28,0)) * 0.0000000001::DECIMAL(10,10) AS DECIMAL(38,18));
        CREATE OR REPLACE MACRO cg_double(x) AS CASE WHEN cg_fast(x) THEN cg_of_ten(cg_ten(x)) ELSE cg_number(CAST(x AS VARCHAR)) END;
        CREATE OR REPLACE MACRO cg_shift(t) AS coalesce(
            TRY_CAST(regexp_extract(t, '([+-][0-9]{2}):?[0-9]{2}$', 1) AS BIGINT) * 60
            + TRY_CAST(regexp_extract(t, '([+-])[0-9]{2}:?[0-9]{2}$', 1) || regexp_extract(t, '[+-][0-9]{2}:?([0-9]{2})$', 1) AS BIGINT), 0);
        CREATE OR REPLACE MACRO cg_clock(t) AS CASE
            WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(t AS TIMESTAMP)
            WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?')
            THEN TRY_CAST(substr(t, 1, 10) || ' ' || substr(t, 12, 5) || coalesce(nullif(regexp_extract(t, '^.{16}(:[0-9]{2}(\.[0-9]{1,6})?)', 1), ''), ':00')
                 AS TIMESTAMP) END;
        CREATE OR REPLACE MACRO cg_time(t) AS CASE WHEN len(t) = 10 THEN cg_clock(t) ELSE cg_clock(t) - to_minutes(cg_shift(substr(t, 17))) END;
        """;

    private readonly DuckDBConnection _connection;

    private DuckSession(DuckDBConnection connection) => _connection = connection;

    /// <summary>The connection, for appenders and readers.</summary>
    public DuckDBConnection Connection => _connection;

    /// <summary>Opens a session.</summary>
    /// <param name="spillFolder">Folder for what does not fit in memory; it must be removed by the caller. Null: nothing may spill.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<DuckSession> OpenAsync(string? spillFolder, CancellationToken cancellationToken)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        var session = new DuckSession(connection);
        string spill = spillFolder is null ? "SET temp_directory='';" : $"SET temp_directory={SqlText.Value(spillFolder)};";
        await session.RunAsync(Settings + spill + Macros, cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Runs statements.</summary>
    public async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// More memory for a view of many expressions: DuckDB keeps a vector of each of them for each thread, however few rows there are.
    /// </summary>
    public Task AllowWideViewsAsync(CancellationToken cancellationToken) => RunAsync("SET memory_limit='1GB'", cancellationToken);

    /// <summary>Reads rows one by one. Wide decimals must be read as text (<c>::VARCHAR</c>): the driver rounds past 28 digits.</summary>
    public async IAsyncEnumerable<object?[]> RowsAsync(string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        await using System.Data.Common.DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return row;
        }
    }

    /// <summary>Reads all rows of a small answer.</summary>
    public async Task<List<object?[]>> ListAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        await foreach (object?[] row in RowsAsync(sql, cancellationToken).ConfigureAwait(false)) rows.Add(row);
        return rows;
    }

    /// <summary>A whole number of an answer.</summary>
    public static long WholeNumber(object? value) => value is null ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
