using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Queries;
using Xunit;
using static CostGuard.Unit.Core.Allocate.SomeAllocation;

namespace CostGuard.Unit.Ledger.Snapshots;

public sealed class SnapshotStoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Day1 = new(2025, 6, 1);
    private static readonly CostGuardConfiguration Teams = Configuration(Team("payments"), Team("search"), Team("web", Match("aws.account", "111")));
    private readonly SomeLoads _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task CurrentAsync_StatementOfTheDomain_GivesItsTotals()
    {
        await _home.AddAsync("aws", June,
            new(Day1, 4000m) { Team = "payments" }, new(Day1.AddDays(9), 200m) { Team = "payments" }, new(Day1, 2800m) { Team = "search" },
            new(Day1, 1000m) { Account = "111" }, new(Day1, 500m) { Service = "Support" }, new(Day1.AddDays(20), 300m) { Service = "Support" },
            new(Day1, 1234.56m) { Service = "EKS" }, new(Day1.AddDays(3), -100m) { Service = "Promotion", Category = "Credit", Resource = false });
        CostGuardConfiguration configuration = Teams.With(
            Rule("support", Match("service", "Support")) with { Split = Split(SplitMethod.Cost) },
            Rule("k8s", Match("service", "EKS")) with { Split = Split(SplitMethod.Usage) with { Metric = "cpu" } },
            Rule("promotion", Match("service", "Promotion")) with { Split = Split(SplitMethod.Even) });
        configuration = configuration with
        {
            Allocation = configuration.Allocation with
            {
                Metrics = new Dictionary<string, IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal>>
                {
                    ["cpu"] = new Dictionary<(BillingPeriod, TeamId), decimal>
                    {
                        [(June, new("payments"))] = 61m,
                        [(June, new("search"))] = 27m,
                        [(June, new("web"))] = 12m,
                    },
                },
            },
        };
        Snapshot snapshot = await _home.Store.CurrentAsync(configuration, None);
        foreach (string cost in new[] { "EffectiveCost", "BilledCost", "ListCost", "ContractedCost" })
        {
            Assert.Equal(
                new() { ["payments"] = "5339.74", ["search"] = "3380", ["web"] = "1214.82" }, await _home.SumAsync(snapshot, "x_Team", cost));
        }

        Assert.Equal(
            new() { ["-"] = "8000", ["support"] = "800", ["k8s"] = "1234.56", ["promotion"] = "-100" }, await _home.SumAsync(snapshot, "x_Pool"));
    }

    [Fact]
    public async Task BeforeAsync_RestatedMonth_AllocatesTheLoadBeforeAndStoresNoSnapshot()
    {
        await _home.AddAsync("aws", June, new SomeDay(Day1, 100m) { Team = "payments" });
        await _home.AddAsync("aws", June, new SomeDay(Day1, 130m) { Team = "payments" });

        Snapshot before = (await _home.Store.BeforeAsync(Teams, null, None))!;

        Assert.Equal(new() { ["payments"] = "100" }, await _home.SumAsync(before, "x_Team"));
        Assert.Equal(Day1, before.DataThrough);
        Assert.Empty(await _home.Store.ListAsync(10, None));
        Assert.Null(await _home.Store.BeforeAsync(Teams, DateTimeOffset.UnixEpoch.AddSeconds(-1), None));
    }

    [Fact]
    public async Task CurrentAsync_AmountsOfEighteenDecimals_KeepEveryDigit()
    {
        await _home.AddAsync("aws", June,
            new(Day1, 0.000000000000000001m) { Team = "web" }, new(Day1, 12345678.123456789012345678m) { Service = "Support" },
            new(Day1.AddDays(1), -0.000000000000000003m) { Service = "Support" }, new(Day1, 7m) { Service = "Other" });
        Snapshot snapshot = await _home.Store.CurrentAsync(Teams.With(Rule("s", Match("service", "Support")) with { Split = Split(SplitMethod.Even) }), None);
        Dictionary<string, string> teams = await _home.SumAsync(snapshot, "x_Team");
        // 12,345,678.12 by three is 4,115,226.04 each; the digits below the cent go to the first.
        Assert.Equal("4115226.043456789012345675", teams["payments"]);
        Assert.Equal("4115226.040000000000000001", teams["web"]);
        Assert.Equal("7", teams["unallocated"]);
    }

    [Fact]
    public async Task CurrentAsync_RuleFromTheMiddleOfTheMonth_CutsByChargeDay()
    {
        await _home.AddAsync("aws", June, [.. Enumerable.Range(0, 30).Select(day => new SomeDay(Day1.AddDays(day), 1m) { Account = "111" })]);
        CostGuardConfiguration configuration = Teams.With(
            Rule("move", Match("aws.account", "111")) with { Assign = new("search"), EffectiveFrom = new(2025, 6, 10), EffectiveTo = new(2025, 6, 15) });
        Assert.Equal(
            new() { ["account:web"] = "25", ["move"] = "5" }, await _home.SumAsync(await _home.Store.CurrentAsync(configuration, None), "x_Rule"));
    }

    [Fact]
    public async Task CurrentAsync_TaxUnusedAndCredits_FollowTheirDefaults()
    {
        await _home.AddAsync("aws", June,
            new(Day1, 60m) { Team = "payments", Account = "9" }, new(Day1, 20m) { Team = "search", Account = "9" },
            new(Day1, 8m) { Category = "Tax", Account = "9", Resource = false },
            new(Day1, 10m) { Team = "search", Account = "5", Commitment = "sp", Status = "Used" },
            new(Day1, 4m) { Account = "111", Commitment = "sp", Status = "Unused" },
            new(Day1, 0m) { Category = "Purchase", Commitment = "sp", Account = "111", Billed = 14m },
            new(Day1, -5m) { Category = "Credit", Resource = false }, new(Day1, -2m) { Category = "Credit", Team = "payments" });
        Snapshot snapshot = await _home.Store.CurrentAsync(Teams, None);
        Assert.Equal(new() { ["payments"] = "64", ["search"] = "36", ["central"] = "-5" }, await _home.SumAsync(snapshot, "x_Team"));
        Assert.Equal("9", (await _home.SumAsync(snapshot, "x_Team", "BilledCost"))["central"]);
    }

    [Fact]
    public async Task CurrentAsync_TwoCurrenciesAndMonths_AreDividedApart()
    {
        SomeDay[] days = [new(Day1, 10m) { Team = "web" }, new(Day1, 9m) { Team = "search", Currency = "EUR" }, new(Day1, 3m) { Service = "Support" }];
        await _home.AddAsync("aws", June, days);
        await _home.AddAsync("azure", June.Next, new(new(2025, 7, 1), 5m) { Team = "payments" }, new(new(2025, 7, 1), 1m) { Service = "Support" });
        Snapshot snapshot = await _home.Store.CurrentAsync(Teams.With(Rule("s", Match("service", "Support")) with { Split = Split(SplitMethod.Cost) }), None);
        Assert.Equal(
            new() { ["web/USD/2025-06-01"] = "13", ["search/EUR/2025-06-01"] = "9", ["payments/USD/2025-07-01"] = "6" },
            await _home.SumAsync(snapshot, "x_Team || '/' || BillingCurrency || '/' || x_Period::VARCHAR"));
    }

    [Theory]
    [InlineData("team", true)]
    [InlineData("team,service,month", true)]
    [InlineData("team,day,chargeCategory", true)]
    [InlineData("team,month", false)]
    public async Task CurrentAsync_RollUpsByTeam_SayWhatTheAllocatedRowsSay(string by, bool byBillingPeriod)
    {
        await _home.AddAsync("aws", June,
            new(Day1, 10.000000000000000001m) { Team = "web" }, new(Day1.AddDays(-1), 9m) { Team = "search" }, new(Day1, 10m) { Service = "Support" });
        await _home.AddAsync("azure", June.Next, new(new(2025, 7, 1), 5m) { Team = "payments" }, new(new(2025, 7, 2), -1m) { Team = "payments" });
        Snapshot snapshot = await _home.Store.CurrentAsync(Teams.With(Rule("s", Match("service", "Support")) with { Split = Split(SplitMethod.Cost) }), None);
        await using var queries = new CostQueries(_home.Home);
        var query = new CostQuery(DayRange.Of(June), [.. by.Split(',').Select(Dimension.Parse)], [], byBillingPeriod);
        IReadOnlyList<CostRow> quick = await queries.QueryAsync(snapshot, query, None);
        string folder = Path.Combine(_home.Home.Snapshots, snapshot.Id.Value);
        string[] rollUps = Directory.GetFiles(folder, "by-*.parquet");
        foreach (string rollUp in rollUps) File.Delete(rollUp);
        IReadOnlyList<CostRow> whole = await queries.QueryAsync(snapshot, query, None);

        Assert.Equal(2, rollUps.Length);
        Assert.NotEmpty(whole);
        Assert.Equal(whole.Select(Text), quick.Select(Text));

        static string Text(CostRow row) => FormattableString.Invariant($"{string.Join('/', row.Keys)} {row.Currency} {row.Costs} {row.Rows}");
    }

    [Fact]
    public async Task CurrentAsync_Again_IsTheSameSnapshotAndIsFound()
    {
        await _home.AddAsync("aws", June, new SomeDay(Day1.AddDays(11), 1m));
        await _home.AddAsync("azure", June, new SomeDay(Day1.AddDays(9), 1m));
        await _home.AddAsync("old", BillingPeriod.Month(2024, 1), new SomeDay(new(2024, 1, 31), 1m));
        Snapshot[] both = await Task.WhenAll(_home.Store.CurrentAsync(Teams, None), _home.Store.CurrentAsync(Teams, None));
        Assert.Equal(both[0].Id, both[1].Id);
        Assert.Matches("^[0-9a-f]{12}$", both[0].Id.Value);
        Assert.Equal(Day1.AddDays(9), both[0].DataThrough);
        Assert.Equal(both[0].Id, (await _home.Store.FindAsync(both[0].Id.Value[..6], None))!.Id);
        Assert.Equal(3, Assert.Single(await _home.Store.ListAsync(10, None)).Loads.Count);
        Assert.Null(await _home.Store.FindAsync("zz", None));
        Assert.NotEqual(both[0].Id, (await _home.Store.CurrentAsync(Teams with { MoneyHash = "other" }, None)).Id);
    }

    [Fact]
    public async Task CurrentAsync_WithoutLoads_IsAnEmptySnapshot()
    {
        Snapshot snapshot = await _home.Store.CurrentAsync(Teams, None);
        Assert.Empty(snapshot.Loads);
        Assert.Null(snapshot.DataThrough);
        Assert.Empty(await _home.SumAsync(snapshot, "x_Team"));
    }

    [Fact]
    public async Task CurrentAsync_RollUpThatDiffersFromTheLoad_IsRefusedAndNothingStays()
    {
        Load load = await _home.AddAsync("aws", June, new SomeDay(Day1, 1m));
        File.Copy(
            Path.Combine(_home.Home.Loads, (await _home.AddAsync("aws", June.Next, new SomeDay(Day1, 2m))).Folder, "daily.parquet"),
            Path.Combine(_home.Home.Loads, load.Folder, "daily.parquet"), overwrite: true);
        CostGuardException error = await Assert.ThrowsAsync<CostGuardException>(() => _home.Store.CurrentAsync(Teams, None));
        Assert.Equal(6, error.ExitCode);
        Assert.Equal("CG2420", error.Problem.Code);
        Assert.Empty(Directory.GetFiles(_home.Home.Snapshots, "*.parquet", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(_home.Home.Snapshots, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task PlanAsync_NewTeamTakesAnAccount_ShowsWhatMoves()
    {
        await _home.AddAsync("aws", June,
            new(Day1, 7m) { Account = "222" }, new(Day1, 2m) { Account = "111", Billed = 3m }, new(Day1, 90m) { Team = "payments" });
        CostGuardConfiguration proposed = Teams.With(Rule("growth", Match("aws.account", "111", "222")) with { Assign = new("search") });
        Assert.Equal(
            [
                new(June, TeamId.Unallocated, new("search"), "growth", Currency.Usd, 7m, 7m),
                new(June, new("web"), new("search"), "growth", Currency.Usd, 2m, 3m),
            ],
            await _home.Store.PlanAsync(Teams, proposed, None));
        Assert.False(Directory.Exists(_home.Home.Snapshots));
    }

    [Fact]
    public async Task PlanAsync_UnallocatedCostBecomesAPool_IsMovedToItsReceivers()
    {
        await _home.AddAsync("aws", June, new(Day1, 9m) { Service = "Support" }, new(Day1, 2m) { Team = "web" });
        CostGuardConfiguration proposed = Teams.With(Rule("support", Match("service", "Support")) with { Split = Split(SplitMethod.Even) });
        Assert.Equal(
            [("payments", 3m), ("search", 3m), ("web", 3m)],
            (await _home.Store.PlanAsync(Teams, proposed, None)).Select(move => (move.To.Value, move.EffectiveCost)));
        Assert.Empty(await _home.Store.PlanAsync(proposed, proposed, None));
    }

    [Fact]
    public async Task CoverageAsync_ExampleOfTheDomain_IsByCostAndByResource()
    {
        Load load = await _home.AddAsync("aws", June, new SomeDay(Day1, 980m));
        string Line(decimal cost, string resource, string tags, string category = "Usage") => FormattableString.Invariant(
            $"SELECT 'USD' AS BillingCurrency, {resource}::VARCHAR AS ResourceId, '{tags}' AS Tags, {cost}::DECIMAL(38,18) AS EffectiveCost, '{category}' AS ChargeCategory");
        _home.SetLines(load, string.Join(" UNION ALL ",
            Line(500m, "'r1'", """{"team":"a"}"""), Line(300m, "'r2'", "{}"), Line(150m, "'r3'", """{"Team ":"B"}"""),
            Line(50m, "'r4'", """{"team":""}"""), Line(-20m, "NULL", "{}", "Credit")));
        Snapshot snapshot = await _home.Store.CurrentAsync(Teams, None);
        TagCoverage coverage = Assert.Single(await _home.Store.CoverageAsync(snapshot, Teams, ["team"], DayRange.Of(June), None));
        Assert.Equal(0.65m, coverage.TaggedCost / coverage.TaggableCost);
        Assert.Equal((4, 2), (coverage.Resources, coverage.TaggedResources));
        Assert.Equal((-20m, 980m, 0L), (coverage.UntaggableCost, coverage.TotalCost, coverage.ConflictRows));
    }

    [Fact]
    public async Task CurrentAsync_ManySnapshots_KeepTheNewestRollUps()
    {
        await _home.AddAsync("aws", June, new SomeDay(Day1, 1m));
        for (int i = 0; i < 22; i++) await _home.Store.CurrentAsync(Teams with { MoneyHash = FormattableString.Invariant($"hash {i}") }, None);
        Assert.Equal(20, Directory.GetDirectories(_home.Home.Snapshots).Length);
        Assert.Equal(22, (await _home.Store.ListAsync(100, None)).Count);
    }
}
