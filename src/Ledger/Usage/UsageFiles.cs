using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Usage;

/// <summary>
/// The folder usage/ of the home: inventory, metrics, types and prices as CSV or Parquet. Samples are summed up in DuckDB, a share of the resources at
/// a time, so that memory does not grow with them.
/// </summary>
public sealed class UsageFiles(HomeFolder home) : IUsageSource
{
    // Percentiles hold all samples of their groups: so many at a time fit in the session's memory.
    private const long SamplesAtOnce = 1_000_000;
    // Each file that is written at once has its buffers.
    private const long FilesMax = 12;
    private const double IdleCpuPercent = 3;
    private const int HoursOfWeek = 168;

    private string Folder => home.Combine("usage");

    /// <inheritdoc/>
    public async Task<UsageFacts?> FactsAsync(CancellationToken cancellationToken)
    {
        if (Scan("inventory") is null) return null;
        await using DuckSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        DateOnly? through = await ThroughAsync(session, cancellationToken).ConfigureAwait(false);
        long resources = DuckSession.WholeNumber((await AskAsync(session, "inventory", $"SELECT count(*) FROM {Scan("inventory")}", cancellationToken).ConfigureAwait(false))[0][0]);
        return new UsageFacts(through, await PricesAsync(session, cancellationToken).ConfigureAwait(false), (int)resources);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ResourceUse> ReadAsync(int days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Scan("inventory") is null) yield break;
        string scratch = Path.Combine(Path.GetTempPath(), $"costguard-usage-{Guid.NewGuid():n}");
        await using DuckSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        using var cleaned = new Scratch(scratch);
        // The inventory alone needs no look at the samples.
        DateOnly? through = days == 0 ? null : await ThroughAsync(session, cancellationToken).ConfigureAwait(false);
        long samples = through is null ? 0 : DuckSession.WholeNumber((await AskAsync(session, "metrics", $"SELECT count(*) FROM {Scan("metrics")}", cancellationToken).ConfigureAwait(false))[0][0]);
        long parts = 1 + (samples / SamplesAtOnce), files = Math.Min(parts, FilesMax);
        parts = (parts + files - 1) / files * files;
        if (parts > 1) await DivideAsync(session, scratch, days, through!.Value, files, cancellationToken).ConfigureAwait(false);
        for (long part = 0; part < parts; part++)
        {
            Dictionary<string, Dictionary<string, MetricUse>> usage = through is { } last ? await MetricsAsync(session, parts > 1 ? $"{scratch}/part={part % files}/*.parquet" : null, $"hash(id) % {parts} = {part}", days, last, cancellationToken).ConfigureAwait(false) : [];
            foreach (object?[] row in await AskAsync(session, "inventory", $"SELECT * FROM ({InventorySql()}) WHERE hash(id) % {parts} = {part}", cancellationToken).ConfigureAwait(false))
            {
                CloudResource resource = InventoryRow.Read(row);
                yield return new ResourceUse(resource, usage.GetValueOrDefault(resource.Id) ?? []);
            }
        }
    }

    private static Task<DuckSession> OpenAsync(CancellationToken cancellationToken) => DuckSession.OpenAsync(null, cancellationToken);

    // The last day is complete when its last hour is there, or when there is one sample a day.
    private async Task<DateOnly?> ThroughAsync(DuckSession session, CancellationToken cancellationToken)
    {
        if (Scan("metrics") is not { } scan) return null;
        object?[] row = (await AskAsync(
            session, "metrics", $"SELECT CAST(max(CAST(timestamp AS TIMESTAMP)) AS VARCHAR), max(hour(CAST(timestamp AS TIMESTAMP))) FROM {scan}", cancellationToken).ConfigureAwait(false))[0];
        if (row[0] is not string text) return null;
        var last = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return DateOnly.FromDateTime(last).AddDays(DuckSession.WholeNumber(row[1]) == 0 || last.Hour == 23 ? 0 : -1);
    }

    /// <summary>One pass over all samples puts those of a share of the resources into files of their own: asking for each share anew would read everything as often.</summary>
    private async Task DivideAsync(DuckSession session, string scratch, int days, DateOnly through, long files, CancellationToken cancellationToken)
    {
        await session.RunAsync("SET partitioned_write_flush_threshold=20000", cancellationToken).ConfigureAwait(false);
        _ = await AskAsync(session, "metrics", string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT *, hash(id) % {files} AS part FROM ({SamplesSql(days, through)})) TO {SqlText.Value(scratch)} (FORMAT parquet, PARTITION_BY (part))"), cancellationToken).ConfigureAwait(false);
    }

    private string SamplesSql(int days, DateOnly through) => $"""
        SELECT CAST(resource_id AS VARCHAR) AS id, CAST(metric AS VARCHAR) AS metric, CAST(timestamp AS TIMESTAMP) AS moment, CAST(value AS DOUBLE) AS value
        FROM {Scan("metrics")}
        WHERE CAST(timestamp AS TIMESTAMP) >= {SqlText.Day(through.AddDays(1 - days))} AND CAST(timestamp AS TIMESTAMP) < {SqlText.Day(through.AddDays(1))}
        """;

    private async Task<Dictionary<string, Dictionary<string, MetricUse>>> MetricsAsync(DuckSession session, string? files, string which, int days, DateOnly through, CancellationToken cancellationToken)
    {
        string samples = files is null ? SamplesSql(days, through) : Directory.Exists(Path.GetDirectoryName(files)) ? $"SELECT id, metric, moment, value FROM read_parquet({SqlText.Value(files)}, hive_partitioning=false) WHERE {which}" : "";
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

        return new PriceSheet(types) { Storage = storage };
    }

    private string InventorySql() => $"SELECT {string.Join(", ", InventoryRow.Columns.Select(column => $"CAST({column} AS VARCHAR) AS {(column == "resource_id" ? "id" : column)}"))} FROM {Padded("inventory", InventoryRow.Columns)}";

    private string TypesSql() => $"SELECT {string.Join(", ", InventoryRow.TypeColumns.Select(column => $"CAST({column} AS VARCHAR)"))} FROM {Padded("types", InventoryRow.TypeColumns)}";

    // A file may lack columns: what is not told is unknown. A row of nulls with all names adds them; no row of it comes through.
    private string Padded(string name, IReadOnlyList<string> columns) =>
        $"(SELECT * FROM {Scan(name)} UNION ALL BY NAME SELECT {string.Join(", ", columns.Select(column => $"CAST(NULL AS VARCHAR) AS {column}"))} WHERE false)";

    /// <summary>How DuckDB reads the files of a name; null when there are none.</summary>
    private string? Scan(string name)
    {
        if (!Directory.Exists(Folder)) return null;
        string[] parquet = Directory.GetFiles(Folder, $"{name}*.parquet"), csv = Directory.GetFiles(Folder, $"{name}*.csv");
        if (parquet.Length > 0 && csv.Length > 0) throw Bad(name, "both .csv and .parquet are there; keep one of them");
        return parquet.Length > 0 ? $"read_parquet([{Names(parquet)}], union_by_name=true)"
            : csv.Length > 0 ? $"read_csv([{Names(csv)}], header=true, all_varchar=true, delim=',', quote='\"', union_by_name=true)" : null;
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
