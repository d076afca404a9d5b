using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Snapshots;
using CostGuard.Ledger.Sql;
using CostGuard.Ledger.State;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CostGuard.Unit.Ledger.Snapshots;

/// <summary>A row of a daily roll-up.</summary>
internal sealed record SomeDay(DateOnly Day, decimal Cost)
{
    public string? Account { get; init; }

    public string Service { get; init; } = "Compute";

    public string Category { get; init; } = "Usage";

    public string? Commitment { get; init; }

    public string? Status { get; init; }

    public string? Team { get; init; }

    public bool Resource { get; init; } = true;

    public string Currency { get; init; } = "USD";

    public decimal? Billed { get; init; }

    public string Sql() => "SELECT " + string.Join(", ",
        $"{SqlText.Day(Day)} AS ChargeDay", "'Cloud' AS ProviderName", "'payer' AS BillingAccountId", $"{SqlText.Value(Account)}::VARCHAR AS SubAccountId",
        $"{SqlText.Value(Account)}::VARCHAR AS SubAccountName", $"{SqlText.Value(Service)} AS ServiceName", "NULL::VARCHAR AS ServiceCategory", "NULL::VARCHAR AS RegionId",
        $"{SqlText.Value(Category)} AS ChargeCategory", "NULL::VARCHAR AS ChargeClass", $"{SqlText.Value(Commitment)}::VARCHAR AS CommitmentDiscountId",
        $"{SqlText.Value(Status)}::VARCHAR AS CommitmentDiscountStatus", "NULL::VARCHAR AS InvoiceId", $"{SqlText.Value(Currency)} AS BillingCurrency",
        $"{(Resource ? "true" : "false")} AS x_HasResource", $"{SqlText.Value(Team)}::VARCHAR AS x_Tag_team",
        FormattableString.Invariant($"{Billed ?? Cost}::DECIMAL(38,18) AS BilledCost"), FormattableString.Invariant($"{Cost}::DECIMAL(38,18) AS EffectiveCost"),
        FormattableString.Invariant($"{Cost}::DECIMAL(38,18) AS ListCost"), FormattableString.Invariant($"{Cost}::DECIMAL(38,18) AS ContractedCost"), "1::BIGINT AS x_Rows");
}

/// <summary>A home with loads whose roll-ups are written by hand, and the store over it.</summary>
internal sealed class SomeLoads : ILedger, ILoadContent, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-snapshots-");
    private readonly List<Load> _loads = [];
    private readonly Dictionary<LoadId, string> _lines = [];

    public SomeLoads()
    {
        Home = new HomeFolder(_folder.FullName);
        Store = new SnapshotStore(
            Home, this, this, new StateDbFactory(Home), new FakeTimeProvider(new DateTimeOffset(2025, 7, 1, 6, 0, 0, TimeSpan.Zero)),
            NullLogger<SnapshotStore>.Instance);
    }

    public HomeFolder Home { get; }

    /// <summary>When the next loads are sealed.</summary>
    public DateTimeOffset SealedAt { get; set; } = DateTimeOffset.UnixEpoch;

    public SnapshotStore Store { get; }

    public async Task<Load> AddAsync(string source, BillingPeriod period, string select)
    {
        var id = new LoadId(FormattableString.Invariant($"load-{_loads.Count}"));
        string folder = $"source={source}/period={period}/{id}";
        string path = Path.Combine(Home.Loads, folder, "daily.parquet");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using DuckSession session = await DuckSession.OpenAsync(null, CancellationToken.None);
        await session.RunAsync($"COPY ({select}) TO {SqlText.Value(path)} (FORMAT parquet)", CancellationToken.None);
        var totals = new List<ControlTotal>();
        foreach (object?[] row in await session.ListAsync(
            "SELECT BillingCurrency, sum(x_Rows)::BIGINT, sum(BilledCost)::VARCHAR, sum(EffectiveCost)::VARCHAR, sum(ListCost)::VARCHAR, "
            + $"sum(ContractedCost)::VARCHAR FROM read_parquet({SqlText.Value(path)}) GROUP BY 1", CancellationToken.None))
        {
            ExactSum[] sums = [.. row[2..].Select(sum => ExactSum.Parse((string)sum!))];
            var costs = new ExactCosts(sums[0], sums[1], sums[2], sums[3]);
            totals.Add(new ControlTotal(Currency.Parse((string)row[0]!), (long)row[1]!, costs, costs, default));
        }

        object? through = (await session.ListAsync($"SELECT max(ChargeDay) FROM read_parquet({SqlText.Value(path)})", CancellationToken.None))[0][0];
        var load = new Load
        {
            Id = id,
            Source = new SourceKey(source),
            Period = period,
            SealedAt = SealedAt,
            IsCurrent = true,
            FocusVersion = "1.0",
            Files = [],
            Totals = totals,
            Problems = [],
            RowsRead = 1,
            RowsRejected = 0,
            DataThrough = through as DateOnly?,
            Folder = folder,
        };
        _loads.Add(load);
        return load;
    }

    public Task<Load> AddAsync(string source, BillingPeriod period, params SomeDay[] days) =>
        AddAsync(source, period, string.Join(" UNION ALL ", days.Select(day => day.Sql())));

    public void SetLines(Load load, string select) => _lines[load.Id] = select;

    /// <summary>EffectiveCost by a column of the allocated roll-up, exact text.</summary>
    public async Task<Dictionary<string, string>> SumAsync(Snapshot snapshot, string by, string cost = "EffectiveCost")
    {
        string path = Path.Combine(Home.Snapshots, snapshot.Id.Value, "allocated.parquet");
        await using DuckSession session = await DuckSession.OpenAsync(null, CancellationToken.None);
        List<object?[]> rows = await session.ListAsync(
            $"SELECT coalesce({by}, '-'), sum({cost})::VARCHAR FROM read_parquet({SqlText.Value(path)}) GROUP BY 1", CancellationToken.None);
        return rows.ToDictionary(row => (string)row[0]!, row => ExactSum.Parse((string)row[1]!).ToString());
    }

    public Task<IReadOnlyList<Load>> LoadsAsync(bool currentOnly, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Load>>(_loads);

    public Task<string> DailyAsync(Load load, RollupShape shape, TagConfig tags, CancellationToken cancellationToken) =>
        Task.FromResult(Path.Combine(Home.Loads, load.Folder, "daily.parquet"));

    public Task<string> LinesAsync(Load load, DuckSession session, CancellationToken cancellationToken) => Task.FromResult(_lines[load.Id]);

    public Task<IReadOnlyList<ImportedLoad>> ImportAsync(
        SourceKey source, IReadOnlyList<SourceFile> files, ReadOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<LoadId>> PruneAsync(DateTimeOffset sealedBefore, bool dryRun, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<CostRow>> DiffAsync(LoadId older, LoadId newer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
