using CostGuard.Collect;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;
using CostGuard.Ledger.State;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Ledger;

/// <summary>A home in a temporary folder, and billing files for it.</summary>
internal sealed class LedgerHome : IDisposable
{
    public const string Header = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,Tags\n";

    private readonly string _root = Directory.CreateTempSubdirectory("costguard-ledger-").FullName;

    public LedgerHome()
    {
        Home = new HomeFolder(Path.Combine(_root, "home"));
        State = new StateDbFactory(Home);
        Files = new LoadFiles(Home);
    }

    public HomeFolder Home { get; }

    public StateDbFactory State { get; }

    public LoadFiles Files { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ParquetLedger Ledger(Action<string>? step = null, Func<RollupPolicy>? policy = null) =>
        new(Home, State, [new FocusCsvReader()], Clock, policy, step);

    public SourceFile Csv(string name, string rows, string header = Header)
    {
        string path = Path.Combine(_root, name);
        File.WriteAllText(path, header + rows);
        return FileAt(path);
    }

    /// <summary>A row of <see cref="Header"/> on the 10th of a month.</summary>
    public static string Row(string billed, string month = "2026-09", string service = "Compute", string tags = "") =>
        $"{billed},{billed},USD,{month}-01T00:00:00Z,{month}-10T00:00:00Z,{month}-11T00:00:00Z,Usage,{service},012345678901,\"{tags.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n";

    public async Task<SourceFile> ParquetAsync(string name, string select)
    {
        string path = Path.Combine(_root, name);
        await using DuckSession duck = await DuckSession.OpenAsync(null, Stop);
        await duck.RunAsync($"COPY ({select}) TO {SqlText.Value(path)} (FORMAT parquet)", Stop);
        return FileAt(path);
    }

    public static SourceFile FileAt(string path) => new(path, Path.GetFileName(path), new FileInfo(path).Length);

    public Task<IReadOnlyList<ImportedLoad>> ImportAsync(SourceFile file, ReadOptions? options = null, string source = "test") =>
        Ledger().ImportAsync(new SourceKey(source), [file], options ?? ReadOptions.Strict, null, Stop);

    /// <summary>Answer of SQL in which {lines} and {daily} stand for the load, as text.</summary>
    public async Task<List<string>> AskAsync(Load load, string sql)
    {
        await using DuckSession duck = await DuckSession.OpenAsync(null, Stop);
        string lines = await Files.LinesSqlAsync(duck, load, Stop);
        string daily = $"read_parquet({SqlText.Value(Files.DailyPath(load))}, hive_partitioning=false)";
        List<object?[]> rows = await duck.ListAsync(
            sql.Replace("{lines}", $"({lines})", StringComparison.Ordinal).Replace("{daily}", daily, StringComparison.Ordinal), Stop);
        return [.. rows.Select(row => string.Join("|", row.Select(value => Convert.ToString(value ?? "NULL", System.Globalization.CultureInfo.InvariantCulture))))];
    }

    /// <summary>Folders of loads and imports on the disk.</summary>
    public string[] LoadFolders() => !Directory.Exists(Home.Loads)
        ? []
        : [.. Directory.EnumerateDirectories(Home.Loads, "*-*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path).StartsWith("2026", StringComparison.Ordinal))];

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }
}
