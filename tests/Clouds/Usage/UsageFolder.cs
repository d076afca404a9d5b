using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;

namespace CostGuard.Clouds.Usage;

/// <summary>A line of inventory.csv. A cell that is not there is null; one that is "" says "nothing".</summary>
public sealed class UsageResource(IReadOnlyDictionary<string, string?> cells)
{
    public string Id => this["resource_id"] ?? "";

    public string Kind => this["kind"]?.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() ?? "";

    public string? this[string column] => cells.GetValueOrDefault(column);

    /// <summary>The day in a column.</summary>
    public DateOnly? Day(string column) => this[column] is { Length: >= 10 } text ? DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <summary>True for "true" and "1".</summary>
    public bool IsSpecial => this["special"] is "true" or "True" or "TRUE" or "1";

    public IReadOnlyDictionary<string, string> Tags => this["tags"] is { Length: > 0 } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)! : new Dictionary<string, string>();

    /// <summary>What was provisioned under a name; null when nothing is said.</summary>
    public double? Provisioned(string name) => this["provisioned"] is { Length: > 0 } json && JsonSerializer.Deserialize<Dictionary<string, double>>(json)!.TryGetValue(name, out double value) ? value : null;
}

/// <summary>
/// A folder in the format of a home's usage/ (inventory and metrics, CSV or Parquet): the truth that the simulated clouds serve as inventory and metrics. Each cloud serves the
/// resources of its provider.
/// </summary>
public sealed class UsageFolder
{
    private readonly Dictionary<(string Resource, string Metric), SortedDictionary<DateTime, double>> _samples = [];

    private UsageFolder()
    {
    }

    /// <summary>A folder without anything.</summary>
    public static UsageFolder Empty { get; } = new();

    public IReadOnlyList<UsageResource> Resources { get; private set; } = [];

    /// <summary>The resources of a provider and, where it is given, of one account.</summary>
    public IEnumerable<UsageResource> Of(string provider, string? account = null) =>
        Resources.Where(resource => string.Equals(resource["provider"], provider, StringComparison.OrdinalIgnoreCase) && (account is null || resource["account"] is not { Length: > 0 } own || own == account));

    /// <summary>The accounts of a provider, in the order of the file.</summary>
    public IReadOnlyList<string> Accounts(string provider) => [.. Of(provider).Select(resource => resource["account"]).OfType<string>().Where(account => account.Length > 0).Distinct()];

    /// <summary>The samples of a metric in [from, to), UTC; none when nobody reports it.</summary>
    public IEnumerable<KeyValuePair<DateTime, double>> Samples(string resource, string metric, DateTime from, DateTime to) =>
        _samples.TryGetValue((resource, metric), out SortedDictionary<DateTime, double>? all) ? all.Where(sample => sample.Key >= from && sample.Key < to) : [];

    /// <summary>True when a resource has any sample of a metric.</summary>
    public bool Reports(string resource, string metric) => _samples.ContainsKey((resource, metric));

    /// <summary>Reads a folder.</summary>
    public static async Task<UsageFolder> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var read = new UsageFolder();
        await using var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);
        await using (DbDataReader rows = await RowsAsync(connection, $"SELECT * FROM {Scan(folder, "inventory")}", cancellationToken))
        {
            var resources = new List<UsageResource>();
            while (await rows.ReadAsync(cancellationToken))
            {
                var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
                for (int column = 0; column < rows.FieldCount; column++) cells[rows.GetName(column)] = rows.IsDBNull(column) ? null : Convert.ToString(rows.GetValue(column), CultureInfo.InvariantCulture);
                resources.Add(new UsageResource(cells));
            }

            read.Resources = resources;
        }

        if (Directory.GetFiles(folder, "metrics*").Length == 0) return read;
        await using DbDataReader samples = await RowsAsync(
            connection, $"SELECT CAST(resource_id AS VARCHAR), CAST(metric AS VARCHAR), CAST(timestamp AS TIMESTAMP), CAST(value AS DOUBLE) FROM {Scan(folder, "metrics")} WHERE value IS NOT NULL", cancellationToken);
        while (await samples.ReadAsync(cancellationToken))
        {
            (string, string) key = (samples.GetString(0), samples.GetString(1));
            if (!read._samples.TryGetValue(key, out SortedDictionary<DateTime, double>? own)) read._samples[key] = own = [];
            own[DateTime.SpecifyKind(samples.GetDateTime(2), DateTimeKind.Utc)] = samples.GetDouble(3);
        }

        return read;
    }

    private static async Task<DbDataReader> RowsAsync(DuckDBConnection connection, string sql, CancellationToken cancellationToken)
    {
        DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteReaderAsync(cancellationToken);
    }

    private static string Scan(string folder, string name)
    {
        string pattern = Path.Combine(folder, name).Replace("'", "''", StringComparison.Ordinal);
        return Directory.GetFiles(folder, $"{name}*.parquet").Length > 0 ? $"read_parquet('{pattern}*.parquet', union_by_name=true)"
            : $"read_csv('{pattern}*.csv', header=true, all_varchar=true, delim=',', quote='\"', allow_quoted_nulls=false, union_by_name=true)";
    }
}
