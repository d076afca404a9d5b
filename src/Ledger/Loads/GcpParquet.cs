using CostGuard.Core.Focus.Gcp;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// A Google Cloud billing table that BigQuery exported as Parquet. A row may give several charges, so that no view can stand for it: its rows are written
/// as JSON lines, every amount as its own digits (a DOUBLE as its shortest text), and read like the JSON export. The Parquet file stays the evidence.
/// </summary>
internal sealed class GcpParquet
{
    /// <summary>The reader of the JSON lines.</summary>
    public const string ReaderKey = "gcp-billing-json";

    private const int DigitsMax = 38;

    private static readonly string[] Labels = ["key", "value"];

    // Fields of the records in each list; the first one must be there.
    private static readonly Dictionary<string, string[]> Lists = new(StringComparer.Ordinal)
    {
        ["credits"] = ["amount", "name", "full_name", "id", "type"],
        ["labels"] = Labels,
        ["system_labels"] = Labels,
        ["tags"] = Labels,
        ["project.labels"] = Labels,
    };

    private readonly SourceFile _file;
    private readonly string _select;

    private GcpParquet(SourceFile file, string select) => (_file, _select) = (file, select);

    /// <summary>The export in a file; null when its columns are those of something else.</summary>
    /// <exception cref="Core.Errors.CostGuardException">Exit code 2: it is no Parquet, lacks columns, or a column has a form that cannot be read.</exception>
    public static async Task<GcpParquet?> FindAsync(DuckSession duck, SourceFile file, CancellationToken cancellationToken)
    {
        List<object?[]> columns = await SchemaReader.ColumnsAsync(duck, file.Path, file.Name, cancellationToken).ConfigureAwait(false);
        if (!GcpNames.IsTable(columns.Select(row => (string)row[0]!))) return null;
        var schema = new Schema(duck, file, cancellationToken);
        foreach (object?[] column in columns) await schema.AddAsync((string)column[0]!, (string)column[1]!).ConfigureAwait(false);
        return new GcpParquet(file, await schema.SelectAsync().ConfigureAwait(false));
    }

    /// <summary>Writes the rows as JSON lines, gzip, in their order: line n is row n.</summary>
    /// <returns>The lines under the name, size and version of the file they stand for.</returns>
    public async Task<SourceFile> WriteAsync(DuckSession duck, string path, CancellationToken cancellationToken)
    {
        try
        {
            await duck.RunAsync($"SET preserve_insertion_order=true; COPY ({_select}) TO {SqlText.Value(path)} (FORMAT json, COMPRESSION gzip)", cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException exception)
        {
            throw LedgerRefusals.Damaged(_file.Name, exception);
        }
        finally
        {
            await duck.RunAsync("SET preserve_insertion_order=false", CancellationToken.None).ConfigureAwait(false);
        }

        return _file with { Path = path };
    }

    private sealed class Schema(DuckSession duck, SourceFile file, CancellationToken cancellationToken)
    {
        private readonly Dictionary<string, (string Name, string Sql, string Type)> _fields = new(StringComparer.Ordinal);
        private readonly string _scan = $"read_parquet({SqlText.Value(file.Path)}, binary_as_string=true, hive_partitioning=false) s";

        public async Task AddAsync(string name, string type)
        {
            string sql = ColumnSql.Source(name);
            _fields.TryAdd(GcpNames.Fold(name), (name, sql, type));
            if (!IsRecord(type)) return;
            foreach ((string field, string fieldType) in await FieldsAsync($"unnest({sql})").ConfigureAwait(false))
                _fields.TryAdd(GcpNames.Fold($"{name}.{field}"), ($"{name}.{field}", Field(sql, field), fieldType));
        }

        public async Task<string> SelectAsync()
        {
            string[] missing = [.. GcpNames.Required.Where(name => !_fields.ContainsKey(GcpNames.Fold(name)))];
            if (missing.Length > 0) throw LedgerRefusals.LacksColumns(file.Name, missing);
            await CheckDigitsAsync().ConfigureAwait(false);
            var columns = new List<string>();
            foreach (string name in GcpNames.All)
            {
                if (!_fields.TryGetValue(GcpNames.Fold(name), out (string Name, string Sql, string Type) field)) continue;
                string value = Lists.TryGetValue(name, out string[]? wanted)
                    ? await ListAsync(field.Name, field.Sql, field.Type, wanted).ConfigureAwait(false)
                    : Plain(field.Name, field.Sql, field.Type);
                columns.Add($"{value} AS {SqlText.Name(name)}");
            }

            return $"SELECT {string.Join(", ", columns)} FROM {_scan}";
        }

        // DuckDB reads wider decimals as DOUBLE without a word, and digits are lost.
        private async Task CheckDigitsAsync()
        {
            List<object?[]> wide = await duck.ListAsync(
                FormattableString.Invariant($"SELECT name, precision FROM parquet_schema({SqlText.Value(file.Path)}) WHERE precision > {DigitsMax}"), cancellationToken).ConfigureAwait(false);
            if (wide.Count > 0) throw LedgerRefusals.ColumnType(file.Name, (string)wide[0][0]!, FormattableString.Invariant($"a decimal of {wide[0][1]} digits"));
        }

        private async Task<string> ListAsync(string name, string sql, string type, string[] wanted)
        {
            if (type is "VARCHAR" or "JSON") return Plain(name, sql, type);
            // Lists without Parquet's own mark of a list: a record "list" of records "element".
            if (IsRecord(type) && await FieldsAsync($"unnest({sql})").ConfigureAwait(false) is [("list", { } inner)]) (sql, type) = (Field(sql, "list"), inner);
            if (!type.EndsWith("[]", StringComparison.Ordinal) || !IsRecord(type[..^2])) throw LedgerRefusals.ColumnType(file.Name, name, type);
            IReadOnlyList<(string Name, string Type)> fields = await FieldsAsync($"unnest({sql}, max_depth := 2)").ConfigureAwait(false);
            if (fields is [("element", { } element)] && IsRecord(element)) return await ListAsync(name, $"list_transform({sql}, e -> {Field("e", "element")})", element + "[]", wanted).ConfigureAwait(false);
            string[] known = [.. wanted.Where(field => fields.Any(has => has.Name == field))];
            if (!known.Contains(wanted[0])) throw LedgerRefusals.ColumnType(file.Name, name, $"a list of records without '{wanted[0]}'");
            return $"list_transform({sql}, e -> struct_pack({string.Join(", ", known.Select(field => $"{SqlText.Name(field)} := CAST({Field("e", field)} AS VARCHAR)"))}))";
        }

        private string Plain(string name, string sql, string type)
        {
            if (IsRecord(type) || type.EndsWith(']') || type.StartsWith("MAP", StringComparison.Ordinal) || type == "BLOB") throw LedgerRefusals.ColumnType(file.Name, name, type);
            return $"CAST({(type.StartsWith("TIMESTAMP", StringComparison.Ordinal) ? ColumnSql.Time(sql, type) : sql)} AS VARCHAR)";
        }

        private async Task<IReadOnlyList<(string Name, string Type)>> FieldsAsync(string unnest)
        {
            List<object?[]> rows = await duck.ListAsync($"SELECT column_name, column_type FROM (DESCRIBE SELECT {unnest} FROM {_scan})", cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => ((string)row[0]!, (string)row[1]!))];
        }

        private static bool IsRecord(string type) => type.StartsWith("STRUCT(", StringComparison.Ordinal) && type.EndsWith(')');

        private static string Field(string record, string name) => $"struct_extract({record}, {SqlText.Value(name)})";
    }
}
