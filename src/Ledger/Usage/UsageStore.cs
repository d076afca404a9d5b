using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Usage;

/// <summary>
/// Keeps collected inventory and metrics as Parquet. A file is written beside the home's data, through to the disk, and renamed into place when it is whole; samples
/// go to the disk in portions, so that memory does not grow with them.
/// </summary>
public sealed class UsageStore(HomeFolder home, IStagingFolders staging) : IUsageStore
{
    private const int PortionRows = 1_000_000;
    private readonly CollectedUsage _files = new(home);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CloudResource>> InventoryAsync(string connection, CancellationToken cancellationToken)
    {
        string file = _files.Inventory(connection);
        if (!File.Exists(file)) return [];
        await using DuckSession session = await DuckSession.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. (await session.ListAsync($"SELECT {string.Join(", ", InventoryRow.Columns)} FROM {UsageSql.Padded(UsageSql.Parquet([file]), InventoryRow.Columns)} ORDER BY 1", cancellationToken).ConfigureAwait(false)).Select(InventoryRow.Read)];
        }
        catch (DuckDBException broken)
        {
            throw new CostGuardException(5, UsageErrors.Damaged.At(broken.Message.Split('\n')[0], file), inner: broken);
        }
    }

    /// <inheritdoc/>
    public async Task ReplaceAsync(string connection, IReadOnlyCollection<CloudResource> resources, CancellationToken cancellationToken)
    {
        using IStagingFolder folder = staging.Open(connection);
        string file = Path.Combine(folder.Path, "inventory.parquet");
        await using DuckSession session = await DuckSession.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await session.RunAsync($"CREATE TABLE i ({string.Join(", ", InventoryRow.Columns.Select(column => $"{column} VARCHAR"))})", cancellationToken).ConfigureAwait(false);
        using (DuckDBAppender appender = session.Connection.CreateAppender("i"))
        {
            foreach (CloudResource resource in resources)
            {
                IDuckDBAppenderRow row = appender.CreateRow();
                foreach (string? cell in InventoryRow.Write(resource)) row = cell is null ? row.AppendNullValue() : row.AppendValue(cell);
                row.EndRow();
            }
        }

        await session.RunAsync($"COPY (SELECT * FROM i ORDER BY resource_id) TO {SqlText.Value(file)} (FORMAT parquet, COMPRESSION zstd)", cancellationToken).ConfigureAwait(false);
        Place(folder.Path, [(file, _files.Inventory(connection))]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<DateOnly> Days(string connection) => _files.Days(connection);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DateOnly>> WriteAsync(string connection, DayRange days, IAsyncEnumerable<MetricSample> samples, CancellationToken cancellationToken)
    {
        using IStagingFolder folder = staging.Open(connection);
        await using DuckSession session = await DuckSession.OpenAsync(folder.Path, cancellationToken).ConfigureAwait(false);
        DateOnly? newest = await PortionsAsync(session, folder.Path, days, samples, cancellationToken).ConfigureAwait(false);
        // Nobody may have had a metric before the first one. After the last one it is an outage: those days stay missing.
        if (Days(connection).Any(day => day >= days.End)) newest = days.End.AddDays(-1);
        if (newest is not { } last) return [];
        var written = new List<DateOnly>();
        for (DateOnly day = days.Start; day <= last; day = day.AddDays(1))
        {
            await session.RunAsync(
                $"COPY (SELECT resource_id, metric, timestamp, value FROM {UsageSql.Parquet([Path.Combine(folder.Path, "portion-*.parquet")])} WHERE timestamp >= {SqlText.Day(day)} AND timestamp < {SqlText.Day(day.AddDays(1))} ORDER BY resource_id, metric, timestamp) TO {SqlText.Value(Path.Combine(folder.Path, $"{UsageSql.DayText(day)}.parquet"))} (FORMAT parquet, COMPRESSION zstd)",
                cancellationToken).ConfigureAwait(false);
            written.Add(day);
        }

        // The oldest first: a kill in between leaves no gap before a day that is there.
        Place(folder.Path, [.. written.Select(day => (Path.Combine(folder.Path, $"{UsageSql.DayText(day)}.parquet"), _files.Metrics(connection, day)))]);
        return written;
    }

    /// <inheritdoc/>
    public void Prune(string connection, DateOnly before)
    {
        foreach (DateOnly day in Days(connection).Where(day => day < before)) File.Delete(_files.Metrics(connection, day));
    }

    private static async Task<DateOnly?> PortionsAsync(DuckSession session, string folder, DayRange days, IAsyncEnumerable<MetricSample> samples, CancellationToken cancellationToken)
    {
        await session.RunAsync("CREATE TABLE m (resource_id VARCHAR, metric VARCHAR, timestamp TIMESTAMP, value DOUBLE)", cancellationToken).ConfigureAwait(false);
        DateOnly? newest = null;
        int portion = 0, rows = 0;
        DuckDBAppender appender = session.Connection.CreateAppender("m");
        try
        {
            await foreach (MetricSample sample in samples.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var day = DateOnly.FromDateTime(sample.Timestamp);
                if (!days.Contains(day) || double.IsNaN(sample.Value)) continue;
                if (newest is null || day > newest) newest = day;
                appender.CreateRow().AppendValue(sample.ResourceId).AppendValue(sample.Metric).AppendValue(DateTime.SpecifyKind(sample.Timestamp, DateTimeKind.Unspecified)).AppendValue(sample.Value).EndRow();
                if (++rows < PortionRows) continue;
                appender.Dispose();
                await PortionAsync(session, folder, portion++, cancellationToken).ConfigureAwait(false);
                appender = session.Connection.CreateAppender("m");
                rows = 0;
            }
        }
        finally
        {
            appender.Dispose();
        }

        await PortionAsync(session, folder, portion, cancellationToken).ConfigureAwait(false);
        return newest;
    }

    private static Task PortionAsync(DuckSession session, string folder, int number, CancellationToken cancellationToken) =>
        session.RunAsync(string.Create(CultureInfo.InvariantCulture, $"COPY m TO {SqlText.Value(Path.Combine(folder, $"portion-{number:000000}.parquet"))} (FORMAT parquet, COMPRESSION zstd); TRUNCATE m"), cancellationToken);

    private static void Place(string folder, IReadOnlyList<(string From, string To)> files)
    {
        Disk.SyncTree(folder);
        foreach ((string from, string to) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
        }

        foreach (string place in files.Select(file => Path.GetDirectoryName(file.To)!).Distinct()) Disk.SyncFolder(place);
    }
}
