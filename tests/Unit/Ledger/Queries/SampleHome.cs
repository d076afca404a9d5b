using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Queries;
using CostGuard.Ledger.Sql;

namespace CostGuard.Unit.Ledger.Queries;

/// <summary>A home in a temporary folder with roll-ups that a test writes by hand.</summary>
internal sealed class SampleHome : IAsyncDisposable
{
    private readonly List<Load> _loads = [];

    public SampleHome(string name = "home")
    {
        Folder = Directory.CreateTempSubdirectory("costguard-queries-");
        Home = new HomeFolder(Path.Combine(Folder.FullName, name));
        Queries = new CostQueries(Home);
    }

    public DirectoryInfo Folder { get; }

    public HomeFolder Home { get; }

    public CostQueries Queries { get; }

    public Snapshot Snapshot => new(new SnapshotId("0123456789ab"), _loads, "hash", new DateOnly(2024, 10, 31));

    /// <summary>Stores a load whose roll-up has the rows (day, service, category, currency, billed, effective).</summary>
    public async Task AddAsync(string source, string period, params string[] rows)
    {
        string folder = Path.Combine($"source={source}", $"period={period}", "load");
        _loads.Add(new Load
        {
            Id = new LoadId($"{source}-{period}"),
            Source = new SourceKey(source),
            Period = BillingPeriod.Parse(period),
            SealedAt = DateTimeOffset.UnixEpoch,
            IsCurrent = true,
            FocusVersion = "1.0",
            Files = [],
            Totals = [],
            Problems = [],
            RowsRead = rows.Length,
            RowsRejected = 0,
            DataThrough = null,
            Folder = folder,
        });
        await WriteAsync(Path.Combine(Home.Loads, folder, "daily.parquet"), rows, "");
    }

    /// <summary>Stores the allocated roll-up of the snapshot, with a team before the other cells, and a period after them.</summary>
    public Task AllocateAsync(params string[] rows) =>
        WriteAsync(Path.Combine(Home.Snapshots, Snapshot.Id.Value, "allocated.parquet"), rows, ", x_Team, x_Period");

    public async Task<IReadOnlyList<CostRow>> AskAsync(string by, DayRange? days = null, bool byBillingPeriod = true, params CostFilter[] filters) =>
        await Queries.QueryAsync(
            Snapshot,
            new CostQuery(days ?? DayRange.All, [.. by.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Dimension.Parse)], filters, byBillingPeriod),
            Xunit.TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Queries.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    private static async Task WriteAsync(string path, string[] rows, string more)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using DuckSession session = await DuckSession.OpenAsync(null, Xunit.TestContext.Current.CancellationToken);
        string values = string.Join(", ", rows.Select(row => $"({row})"));
        await session.RunAsync(
            "COPY (SELECT ChargeDay::DATE AS ChargeDay, ServiceName::VARCHAR AS ServiceName, ChargeCategory::VARCHAR AS ChargeCategory, BillingCurrency, "
            + "BilledCost::DECIMAL(38,18) AS BilledCost, EffectiveCost::DECIMAL(38,18) AS EffectiveCost, 0::DECIMAL(38,18) AS ListCost, "
            + $"0::DECIMAL(38,18) AS ContractedCost, 1::BIGINT AS x_Rows{more.Replace("x_Period", "x_Period::DATE AS x_Period", StringComparison.Ordinal)} "
            + $"FROM (VALUES {values}) v(ChargeDay, ServiceName, ChargeCategory, BillingCurrency, BilledCost, EffectiveCost{more})) "
            + $"TO {SqlText.Value(path)} (FORMAT parquet)",
            Xunit.TestContext.Current.CancellationToken);
    }
}
