using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Aws;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>Reads a Parquet file's columns, types and statistics.</summary>
internal static class SchemaReader
{
    // Statistics of long texts may be cut; a short minimum that equals the maximum in every row group is the value itself.
    private const int ExactCharsMax = 32;

    public static async Task<FileSchema> ReadAsync(
        DuckSession duck, string path, string name, IReadOnlyDictionary<string, string> assume, CurBasis? basis, CancellationToken cancellationToken)
    {
        List<object?[]> columns = await ColumnsAsync(duck, path, name, cancellationToken).ConfigureAwait(false);
        if (CurNames.IsReport(columns.Select(row => (string)row[0]!))) return await ReportAsync(duck, path, name, columns, assume, basis, cancellationToken).ConfigureAwait(false);
        var types = columns.ToDictionary(row => (string)row[0]!, row => (string)row[1]!, StringComparer.Ordinal);
        FocusMapping mapping = FocusMapping.Of([.. columns.Select(row => (string)row[0]!)], assume, name);
        return new FileSchema(types, mapping, await ConstantsAsync(duck, path, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Top-level columns and their DuckDB types, in the order of the file.</summary>
    /// <exception cref="Core.Errors.CostGuardException">Exit code 2: the file is no Parquet.</exception>
    public static async Task<List<object?[]>> ColumnsAsync(DuckSession duck, string path, string name, CancellationToken cancellationToken)
    {
        string scan = $"read_parquet({SqlText.Value(path)}, binary_as_string=true, hive_partitioning=false)";
        try
        {
            return await duck.ListAsync($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {scan})", cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDB.NET.Data.DuckDBException exception)
        {
            throw LedgerRefusals.Damaged(name, exception);
        }
    }

    private static async Task<FileSchema> ReportAsync(
        DuckSession duck, string path, string name, List<object?[]> columns, IReadOnlyDictionary<string, string> assume, CurBasis? basis, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] types = [.. columns.Select(row => KeyValuePair.Create((string)row[0]!, (string)row[1]!))];
        var view = new CurView(types, basis ?? CurBasis.Unblended);
        await duck.AllowWideViewsAsync(cancellationToken).ConfigureAwait(false);
        if (basis is null && view.HasNet)
        {
            CurBasis chosen = await new CurInspection(duck, view, FileSql.Rows([path])).BasisAsync(cancellationToken).ConfigureAwait(false);
            if (chosen == CurBasis.Net) view = new CurView(types, chosen);
        }

        return new FileSchema(view.Types, FocusMapping.Of(view.Names, assume, name), new Dictionary<string, string?>(), view);
    }

    private static async Task<Dictionary<string, string?>> ConstantsAsync(DuckSession duck, string path, CancellationToken cancellationToken)
    {
        string sql = $"""
            SELECT path_in_schema, min(stats_min_value), bool_and(stats_null_count = num_values)
            FROM parquet_metadata({SqlText.Value(path)})
            WHERE type = 'BYTE_ARRAY'
            GROUP BY path_in_schema
            HAVING bool_and(coalesce(stats_null_count = num_values, false))
                OR (bool_and(coalesce(stats_null_count = 0 AND stats_min_value = stats_max_value AND len(stats_min_value) < {ExactCharsMax}, false))
                    AND min(stats_min_value) = max(stats_min_value))
            """;
        List<object?[]> rows = await duck.ListAsync(sql, cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => (string)row[0]!, row => row[2] is true ? null : (string?)row[1], StringComparer.Ordinal);
    }
}
