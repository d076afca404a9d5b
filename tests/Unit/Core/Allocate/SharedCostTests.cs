using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;
using static CostGuard.Unit.Core.Allocate.SomeAllocation;

namespace CostGuard.Unit.Core.Allocate;

public sealed class SharedCostTests
{
    private static readonly DirectCost[] Direct8000 = [Direct("payments", 4200m), Direct("search", 2800m), Direct("web", 1000m)];
    private readonly List<Problem> _warnings = [];

    [Fact]
    public void Split_StatementOfTheDomain_GivesItsTotals()
    {
        CostGuardConfiguration configuration = Teams().With(
            Pooled("support", Split(SplitMethod.Cost)), Pooled("k8s", Usage("cpu")), Pooled("credit", Split(SplitMethod.Even)));
        configuration = WithMetric(configuration, "cpu", ("payments", 61m), ("search", 27m), ("web", 12m));
        Dictionary<string, decimal> shared = Run(configuration, [Cell(0, "support", 800m), Cell(1, "k8s", 1234.56m), Cell(2, "credit", -100m)], Direct8000);
        Assert.Equal(5339.74m, 4200m + shared["payments"]);
        Assert.Equal(3380.00m, 2800m + shared["search"]);
        Assert.Equal(1214.82m, 1000m + shared["web"]);
        Assert.Equal(9934.56m, 8000m + shared.Values.Sum());
    }

    [Fact]
    public void Split_ByCost_CountsNegativeCostAsZero() =>
        Assert.Equal(
            new() { ["search"] = 10m },
            Run(Teams().With(Pooled("p", Split(SplitMethod.Cost))), [Cell(0, "p", 10m)], [Direct("payments", -5m), Direct("search", 1m)]));

    [Fact]
    public void Split_ByCostWithoutCost_IsEvenOverAllTeams() =>
        Assert.Equal(
            new() { ["payments"] = 0.04m, ["search"] = 0.03m, ["web"] = 0.03m },
            Run(Teams().With(Pooled("p", Split(SplitMethod.Cost))), [Cell(0, "p", 0.10m)], []));

    [Fact]
    public void Split_WithoutTeams_StaysUnallocated() =>
        Assert.Equal(
            new() { ["unallocated"] = 7m },
            Run(Configuration().With(Pooled("p", Split(SplitMethod.Even))), [Cell(0, "p", 7m)], []));

    [Fact]
    public void Split_EvenOfActive_LeavesOutTeamsWithoutCost() =>
        Assert.Equal(
            new() { ["payments"] = 5m, ["web"] = 5m },
            Run(
                Teams().With(Pooled("p", Split(SplitMethod.Even) with { ActiveOnly = true })),
                [Cell(0, "p", 10m)],
                [Direct("payments", -1m), Direct("web", 9m)]));

    [Fact]
    public void Split_MissingMetric_FallsBackWithAWarning()
    {
        CostGuardConfiguration configuration = Teams().With(Pooled("p", Usage("cpu") with { Fallback = SplitMethod.Even }));
        configuration = configuration with
        {
            Allocation = configuration.Allocation with
            {
                Metrics = new Dictionary<string, IReadOnlyDictionary<(BillingPeriod, TeamId), decimal>>
                {
                    ["cpu"] = new Dictionary<(BillingPeriod, TeamId), decimal> { [(June.Next, new TeamId("web"))] = 1m },
                },
            },
        };
        Dictionary<string, decimal> parts = Run(configuration, [Cell(0, "p", 9m)], []);
        Assert.Equal(new() { ["payments"] = 3m, ["search"] = 3m, ["web"] = 3m }, parts);
        Assert.Equal("CG2405", Assert.Single(_warnings).Code);
    }

    [Fact]
    public void Split_Cascade_CountsWhatEarlierPoolsGave()
    {
        Split all = Split(SplitMethod.Cost);
        PoolCell[] cells = [Cell(0, "first", 100m), Cell(1, "second", 100m)];
        DirectCost[] direct = [Direct("payments", 50m), Direct("web", 50m)];
        AllocationRule first = Pooled("first", Split(SplitMethod.Fixed) with { Weights = new Dictionary<string, decimal> { ["payments"] = 100m } });
        // Direct 50:50 plus 100 for payments from the first pool: 150:50.
        Assert.Equal(new() { ["payments"] = 175m, ["web"] = 25m }, Run(Teams().With(first, Pooled("second", all with { Cascade = true })), cells, direct));
        Assert.Equal(new() { ["payments"] = 150m, ["web"] = 50m }, Run(Teams().With(first, Pooled("second", all)), cells, direct));
    }

    [Fact]
    public void Split_PoolThatFeedsAnother_PassesItsPartOn()
    {
        CostGuardConfiguration configuration = Teams().With(
            Pooled("eks", Split(SplitMethod.Even, "search", "web")), Pooled("support", Split(SplitMethod.Cost, "payments", "pool:eks")));
        Dictionary<string, decimal> parts = Run(
            configuration, [Cell(0, "eks", 300m), Cell(1, "support", 40m)], [Direct("payments", 100m), Direct("pool:eks", 300m)]);
        Assert.Equal(new() { ["payments"] = 10m, ["search"] = 165m, ["web"] = 165m }, parts);
    }

    [Fact]
    public void Split_UnusedCommitment_FollowsTheUsersOfTheSameCommitment()
    {
        PoolCell[] cells = [Cell(0, "commitment-unused", 10m, commitment: "sp-1"), Cell(1, "commitment-unused", 5m, commitment: "sp-2")];
        DirectCost[] direct = [Direct("web", 30m, commitment: "sp-1"), Direct("search", 10m, commitment: "sp-1"), Direct("payments", 500m)];
        Assert.Equal(new() { ["web"] = 7.5m, ["search"] = 2.5m, ["central"] = 5m }, Run(Teams(), cells, direct));
    }

    [Fact]
    public void Split_Tax_FollowsTheCostOfItsSubAccount()
    {
        PoolCell[] cells = [Cell(0, "tax", 19m, account: "111"), Cell(1, "tax", 8m, account: "empty")];
        DirectCost[] direct = [Direct("web", 75m, "111"), Direct("unallocated", 25m, "111"), Direct("payments", 100m, "222")];
        // 19 by 75:25 within the account; 8 by 75:25:100 of the month.
        Assert.Equal(new() { ["web"] = 14.25m + 3m, ["unallocated"] = 4.75m + 1m, ["payments"] = 4m }, Run(Teams(), cells, direct));
    }

    [Fact]
    public void Split_CreditsThatAreShared_FollowGrossPositiveCost() =>
        Assert.Equal(
            new() { ["web"] = -6m, ["payments"] = -4m },
            Run(Teams(), [Cell(0, "credits", -10m)], [Direct("web", 60m), Direct("web", -50m), Direct("payments", 40m)]));

    [Fact]
    public void Split_Tax_OfASharedAccountGoesThroughItsPool()
    {
        CostGuardConfiguration configuration = Teams().With(Pooled("eks", Split(SplitMethod.Even, "search", "web")));
        Dictionary<string, decimal> parts = Run(
            configuration, [Cell(0, "eks", 100m, "777"), Cell(1, "tax", 20m, "777")], [Direct("pool:eks", 100m, "777"), Direct("payments", 900m, "1")]);
        Assert.Equal(new() { ["search"] = 60m, ["web"] = 60m }, parts);
    }

    [Fact]
    public void Split_TwoCurrencies_AreDividedApart()
    {
        PoolCell euro = Cell(1, "p", 10m) with { Currency = Currency.Eur };
        DirectCost[] direct = [Direct("web", 1m), Direct("search", 1m) with { Currency = Currency.Eur }];
        IEnumerable<SharedPart> parts = SharedCost.Split(
            RuleBook.Compile(Teams().With(Pooled("p", Split(SplitMethod.Cost)))), [Cell(0, "p", 10m), euro], direct, _warnings);
        Assert.Equal([(0, "web"), (1, "search")], parts.Select(part => (part.Row, part.Team.Value)).Order());
    }

    private static CostGuardConfiguration Teams() => Configuration(Team("payments"), Team("search"), Team("web"));

    private static AllocationRule Pooled(string name, Split split) => Rule(name, Match("service", name)) with { Split = split };

    private static Split Usage(string metric) => Split(SplitMethod.Usage) with { Metric = metric };

    private static CostGuardConfiguration WithMetric(CostGuardConfiguration configuration, string name, params (string Team, decimal Quantity)[] quantities) =>
        configuration with
        {
            Allocation = configuration.Allocation with
            {
                Metrics = new Dictionary<string, IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal>>
                {
                    [name] = quantities.ToDictionary(quantity => (June, new TeamId(quantity.Team)), quantity => quantity.Quantity),
                },
            },
        };

    private Dictionary<string, decimal> Run(CostGuardConfiguration configuration, PoolCell[] cells, DirectCost[] direct) =>
        SharedCost.Split(RuleBook.Compile(configuration), cells, direct, _warnings).ByTeam();
}
