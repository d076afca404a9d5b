using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Usage;

/// <summary>
/// The folder usage/ of the home (inventory, metrics, types and prices as CSV or Parquet) together with what was collected from clouds: a person's line about a
/// resource, or samples of one of its metrics, come before collected ones. Samples are summed up in DuckDB, a share of the resources at a time, so that memory does not grow with them.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="connections">Those whose collected files count: the ones that collect. Null takes all files that are there.</param>
public sealed class UsageFiles(HomeFolder home, Func<IReadOnlyList<Connection>>? connections = null) : IUsageSource
{
    // Percentiles hold all samples of their groups: so many at a time fit in the session's memory.
    private const long SamplesAtOnce = 1_000_000;
    // Each file that is written at once has its buffers.
    private const long FilesMax = 12;
    private const double IdleCpuPercent = 3;
    private const int HoursOfWeek = 168;

    private readonly CollectedUsage _collected = new(home);

    private string Folder => home.Combine("usage");

    private string[] Collected => [.. _collected.Connections.Where(name => connections is null || connections().Any(connection => connection.Name == name && connection.Usage is { Enabled: true }))];

    /// <inheritdoc/>
    public async Task<UsageFacts?> FactsAsync(CancellationToken cancellationToken)
    {
        if (InventorySql() is not { } inventory) return null;
        await using DuckSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        DateOnly? through = await ThroughAsync(session, cancellationToken).ConfigureAwait(false);
        long resources = DuckSession.WholeNumber((await AskAsync(session, "inventory", $"SELECT count(*) FROM ({inventory})", cancellationToken).ConfigureAwait(false))[0][0]);
        return new UsageFacts(through, await PricesAsync(session, cancellationToken).ConfigureAwait(false), (int)resources);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ResourceUse> ReadAsync(int days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (InventorySql() is not { } inventory) yield break;
        string scratch = Path.Combine(Path.GetTempPath(), $"costguard-usage-{Guid.NewGuid():n}");
        await using DuckSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        using var cleaned = new Scratch(scratch);
        // The inventory alone needs no look at the samples.
        DateOnly? through = days == 0 ? null : await ThroughAsync(session, cancellationToken).ConfigureAwait(false);
        string? sql = through is { } newest ? await SamplesAsync(session, days, newest, cancellationToken).ConfigureAwait(false) : null;
        long samples = sql is null ? 0 : await CountAsync(session, days, through!.Value, cancellationToken).ConfigureAwait(false);
        long parts = 1 + (samples / SamplesAtOnce), files = Math.Min(parts, FilesMax);
        parts = (parts + files - 1) / files * files;
        if (parts > 1) await DivideAsync(session, scratch, sql!, files, cancellationToken).ConfigureAwait(false);
        for (long part = 0; part < parts; part++)
        {
            Dictionary<string, Dictionary<string, MetricUse>> usage = sql is null ? []
                : await MetricsAsync(session, parts > 1 ? Share($"{scratch}/part={part % files}/*.parquet", $"hash(id) % {parts} = {part}") : sql, days, cancellationToken).ConfigureAwait(false);
            foreach (object?[] row in await AskAsync(session, "inventory", $"SELECT * FROM ({inventory}) WHERE hash({UsageSql.Key("id")}) % {parts} = {part}", cancellationToken).ConfigureAwait(false))
            {
                CloudResource resource = InventoryRow.Read(row);
                yield return new ResourceUse(resource, usage.GetValueOrDefault(ResourceKey.Of(resource.Id)) ?? []);
            }
        }
    }

    private static Task<DuckSession> OpenAsync(CancellationToken cancellationToken) => DuckSession.OpenAsync(null, cancellationToken);

    // The last day of a person's file is complete when its last hour is there, or when there is one sample a day. Collected days are complete.
    private async Task<DateOnly?> ThroughAsync(DuckSession session, CancellationToken cancellationToken)
    {
        DateOnly[] collected = [.. Collected.Select(name => _collected.Days(name)).Where(days => days.Count > 0).Select(days => days[^1])];
        DateOnly? through = collected.Length == 0 ? null : collected.Max();
        if (Scan("metrics") is not { } scan) return through;
        object?[] row = (await AskAsync(
            session, "metrics", $"SELECT CAST(max(CAST(timestamp AS TIMESTAMP)) AS VARCHAR), max(hour(CAST(timestamp AS TIMESTAMP))) FROM {scan}", cancellationToken).ConfigureAwait(false))[0];
        if (row[0] is not string text) return through;
        var last = DateTime.Parse(text, CultureInfo.InvariantCulture);
        DateOnly own = DateOnly.FromDateTime(last).AddDays(DuckSession.WholeNumber(row[1]) == 0 || last.Hour == 23 ? 0 : -1);
        return through is { } newer && newer > own ? newer : own;
    }

    private async Task<long> CountAsync(DuckSession session, int days, DateOnly through, CancellationToken cancellationToken)
    {
        long samples = 0;
        foreach (string? relation in (string?[])[Scan("metrics"), CollectedMetrics(days, through)])
        {
            if (relation is not null) samples += DuckSession.WholeNumber((await AskAsync(session, "metrics", $"SELECT count(*) FROM {relation}", cancellationToken).ConfigureAwait(false))[0][0]);
        }

        return samples;
    }

    /// <summary>One pass over all samples puts those of a share of the resources into files of their own: asking for each share anew would read everything as often.</summary>
    private static async Task DivideAsync(DuckSession session, string scratch, string samples, long files, CancellationToken cancellationToken)
    {
        await session.RunAsync("SET partitioned_write_flush_threshold=20000", cancellationToken).ConfigureAwait(false);
        _ = await AskAsync(session, "metrics", string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT *, hash(id) % {files} AS part FROM ({samples})) TO {SqlText.Value(scratch)} (FORMAT parquet, PARTITION_BY (part))"), cancellationToken).ConfigureAwait(false);
    }

    private static string Share(string files, string which) =>
        Directory.Exists(Path.GetDirectoryName(files)) ? $"SELECT id, metric, moment, value FROM read_parquet({SqlText.Value(files)}, hive_partitioning=false) WHERE {which}" : "";

    /// <summary>The samples of the look-back by the resources' keys; null when there are none.</summary>
    private async Task<string?> SamplesAsync(DuckSession session, int days, DateOnly through, CancellationToken cancellationToken)
    {
        string? own = Scan("metrics") is { } scan ? SamplesSql(scan, days, through) : null, collected = CollectedMetrics(days, through) is { } files ? SamplesSql(files, days, through) : null;
        if (own is null || collected is null) return own ?? collected;
        _ = await AskAsync(session, "metrics", $"CREATE OR REPLACE TEMP TABLE own AS SELECT DISTINCT id, metric FROM ({own})", cancellationToken).ConfigureAwait(false);
        return $"{own} UNION ALL SELECT * FROM ({collected}) AS c WHERE NOT EXISTS (SELECT 1 FROM own WHERE own.id = c.id AND own.metric = c.metric)";
    }

    private string? CollectedMetrics(int days, DateOnly through)
    {
        var range = new DayRange(through.AddDays(1 - days), through.AddDays(1));
        string[] files = [.. Collected.SelectMany(name => _collected.Days(name).Where(range.Contains).Select(day => _collected.Metrics(name, day)))];
        return files.Length == 0 ? null : UsageSql.Parquet(files);
    }

    private static string SamplesSql(string relation, int days, DateOnly through) => $"""
        SELECT {UsageSql.Key("CAST(resource_id AS VARCHAR)")} AS id, CAST(metric AS VARCHAR) AS metric, CAST(timestamp AS TIMESTAMP) AS moment, CAST(value AS DOUBLE) AS value
        FROM {relation}
        WHERE CAST(timestamp AS TIMESTAMP) >= {SqlText.Day(through.AddDays(1 - days))} AND CAST(timestamp AS TIMESTAMP) < {SqlText.Day(through.AddDays(1))}
        """;

    private static async Task<Dictionary<string, Dictionary<string, MetricUse>>> MetricsAsync(DuckSession session, string samples, int days, CancellationToken cancellationToken)
    {
        if (samples.Length == 0) return [];
        _ = await AskAsync(session, "metrics", $"CREATE OR REPLACE TEMP TABLE s AS {samples}", cancellationToken).ConfigureAwait(false);
        string sql = string.Create(CultureInfo.InvariantCulture, $"""
            WITH
            d AS (SELECT id, metric, CAST(moment AS DATE) AS day, avg(value) AS mean, max(value) AS most, sum(value) AS total, count(value) AS samples FROM s GROUP BY ALL HAVING count(value) > 0),
            w AS (SELECT id, metric, quantile_cont(value, 0.5) AS p50, quantile_cont(value, 0.95) AS p95, quantile_cont(value, 0.995) AS p995, max(value) AS most FROM s GROUP BY ALL),
            g AS (SELECT id, metric, count(*) AS cells, count(*) FILTER (WHERE most < {IdleCpuPercent}) AS idle FROM (SELECT id, metric, isodow(moment) AS dow, hour(moment) AS h, max(value) AS most FROM s WHERE metric = '{MetricNames.Cpu}' GROUP BY ALL) GROUP BY ALL)
            SELECT d.id, d.metric, w.p50, w.p95, w.p995, w.most, sum(d.samples) / ({days} * max(d.samples)),
                   string_agg(CAST(d.day AS VARCHAR) || '|' || CAST(d.mean AS VARCHAR) || '|' || CAST(d.most AS VARCHAR) || '|' || CAST(d.total AS VARCHAR), ';' ORDER BY d.day),
                   max(CASE WHEN g.cells = {HoursOfWeek} THEN g.idle / {HoursOfWeek}.0 END)
            FROM d JOIN w USING (id, metric) LEFT JOIN g USING (id, metric) GROUP BY d.id, d.metric, w.p50, w.p95, w.p995, w.most
            """);
        var usage = new Dictionary<string, Dictionary<string, MetricUse>>(StringComparer.Ordinal);
        foreach (object?[] row in await AskAsync(session, "metrics", sql, cancellationToken).ConfigureAwait(false))
        {
            if (row[2] is null) continue;
            string id = (string)row[0]!;
            if (!usage.TryGetValue(id, out Dictionary<string, MetricUse>? own)) usage[id] = own = new Dictionary<string, MetricUse>(StringComparer.Ordinal);
            own[(string)row[1]!] = new MetricUse([.. ((string)row[7]!).Split(';').Select(Day)], Number(row[2]), Number(row[3]), Number(row[4]), Number(row[5]), Math.Min(1, Number(row[6])))
            {
                InactiveShare = row[8] is null ? null : Number(row[8]),
            };
        }

        return usage;
    }

    private static MetricDay Day(string text)
    {
        string[] cells = text.Split('|');
        return new MetricDay(DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), Number(cells[1]), Number(cells[2]), Number(cells[3]));
    }

    private static double Number(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private async Task<PriceSheet> PricesAsync(DuckSession session, CancellationToken cancellationToken)
    {
        MachineType[] types = Scan("types") is null ? [] : [.. (await AskAsync(session, "types", TypesSql(), cancellationToken).ConfigureAwait(false)).Select(InventoryRow.Type)];
        Dictionary<string, decimal> storage = [];
        if (Scan("prices") is { } prices)
        {
            foreach (object?[] row in await AskAsync(session, "prices", $"SELECT CAST(name AS VARCHAR), CAST(price AS VARCHAR) FROM {prices}", cancellationToken).ConfigureAwait(false))
                storage[(string)row[0]!] = decimal.Parse((string)row[1]!, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        return new PriceSheet([.. types.Select(BuiltInTypes.Completed), .. BuiltInTypes.All]) { Storage = storage };
    }

    // What two connections both reach is there once.
    private string? InventorySql()
    {
        string? own = Scan("inventory") is { } scan ? Cells(scan) : null;
        string[] files = [.. Collected.Select(_collected.Inventory).Where(File.Exists)];
        if (files.Length == 0) return own;
        string key = UsageSql.Key("id"), collected = $"SELECT * FROM ({Cells(UsageSql.Parquet(files))})";
        if (own is not null) collected += $" WHERE {key} NOT IN (SELECT {key} FROM ({own}) WHERE id IS NOT NULL)";
        return $"{(own is null ? "" : $"{own} UNION ALL ")}SELECT * FROM ({collected} QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY id) = 1)";
    }

    private static string Cells(string relation) =>
        $"SELECT {string.Join(", ", InventoryRow.Columns.Select(column => $"CAST({column} AS VARCHAR) AS {(column == "resource_id" ? "id" : column)}"))} FROM {UsageSql.Padded(relation, InventoryRow.Columns)}";

    private string TypesSql() => $"SELECT {string.Join(", ", InventoryRow.TypeColumns.Select(column => $"CAST({column} AS VARCHAR)"))} FROM {UsageSql.Padded(Scan("types")!, InventoryRow.TypeColumns)}";

    /// <summary>How DuckDB reads the files of a name; null when there are none.</summary>
    private string? Scan(string name)
    {
        if (!Directory.Exists(Folder)) return null;
        string[] parquet = Directory.GetFiles(Folder, $"{name}*.parquet"), csv = Directory.GetFiles(Folder, $"{name}*.csv");
        if (parquet.Length > 0 && csv.Length > 0) throw Bad(name, "both .csv and .parquet are there; keep one of them");
        return parquet.Length > 0 ? $"read_parquet([{Names(parquet)}], union_by_name=true)"
            : csv.Length > 0 ? $"read_csv([{Names(csv)}], header=true, all_varchar=true, delim=',', quote='\"', allow_quoted_nulls=false, union_by_name=true)" : null;
    }

    private static string Names(string[] files) => string.Join(", ", files.Order(StringComparer.Ordinal).Select(SqlText.Value));

    private static async Task<List<object?[]>> AskAsync(DuckSession session, string name, string sql, CancellationToken cancellationToken)
    {
        try
        {
            return await session.ListAsync(sql, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException exception)
        {
            throw Bad(name, exception.Message.Split('\n')[0]);
        }
    }

    private static CostGuardException Bad(string name, string why) => new(2, SavingErrors.BadUsageFile.At($"usage/{name}: {why}"));

    /// <summary>A folder that is gone afterwards, whatever happened.</summary>
    private sealed class Scratch(string folder) : IDisposable
    {
        public void Dispose()
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }
}
