using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class TeamLinesTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    [Fact]
    public async Task ReadAsync_RulesOfTheAllocation_SayWhoseALineIs()
    {
        var lines = new Lines(
            new() { ["ResourceId"] = "i-1", ["tag:team"] = "a", ["ChargeCategory"] = "Usage" },
            new() { ["ResourceId"] = "i-2", ["SubAccountId"] = "111", ["ChargeCategory"] = "Usage" },
            new() { ["ServiceName"] = "Support", ["ChargeCategory"] = "Usage" },
            new() { ["ChargeCategory"] = "Usage" });
        CostGuardConfiguration configuration = SomeConfiguration.Of() with
        {
            Teams = [Team("a"), Team("b") with { Matches = [Match("subAccountId", "111")] }],
            Allocation = new AllocationConfig { Rules = [new AllocationRule { Name = "support", When = Match("service", "Support"), Split = new Split(SplitMethod.Even, [], new Dictionary<string, decimal>()) }] },
        };

        IReadOnlyList<TeamLines.Group> groups = await new TeamLines(new OwnedLines(lines)).ReadAsync(new Snapshot(new SnapshotId("s"), [], "h", null), configuration, October, TestContext.Current.CancellationToken);

        // The pool's line is nobody's of its own.
        Assert.Equal([("a", "i-1"), ("b", "i-2"), ("unallocated", null)], groups.Select(group => (group.Team, group.Resource)));
        Assert.Equal(["team"], groups[0].Tags);
    }

    [Fact]
    public void Largest_ByEffectiveCost_AddsUpWhatAResourceHas()
    {
        TeamResource[] largest = [.. TeamLines.Largest([Group("i-1", 5m), Group("i-2", 7m), Group("i-1", 3m), Group(null, 99m), Group("i-3", 1m)], 2)];

        Assert.Equal([("i-1", 8m), ("i-2", 7m)], largest.Select(each => (each.Id, each.Effective)));
    }

    // Domain B-9: 500 and 150 of 1,000 carry the tag; what has no resource or a cost below zero is left out.
    [Fact]
    public void Coverage_DomainExample_Is65Percent()
    {
        TeamCoverage coverage = Assert.Single(TeamLines.Coverage([Group("r1", 500m, "team"), Group("r2", 300m), Group("r3", 150m, "team"), Group("r4", 50m), Group(null, -20m)], new TagConfig()));

        Assert.Equal((1_000m, 650m), (coverage.Taggable, coverage.Tagged));
    }

    // Lines know folded keys: "Cost-Centre" of costguard.yaml is cost_center there.
    [Fact]
    public void Coverage_KeyInAnotherSpelling_IsFound() => Assert.Equal(
        ("cost_center", 500m), TeamLines.Coverage([Group("r1", 500m, "cost_center")], new TagConfig { Required = ["Cost-Centre"] }).Select(each => (each.Key, each.Tagged)).Single());

    [Fact]
    public async Task ReadAsync_TagsAndClass_SayApplicationEnvironmentAndPart()
    {
        var lines = new Lines(
            new() { ["tag:team"] = "a", ["tag:app"] = "shop", ["tag:env"] = "prod", ["ChargeCategory"] = "Usage" },
            new() { ["tag:team"] = "a", ["ChargeCategory"] = "Usage", ["ChargeClass"] = "Correction" });

        IReadOnlyList<TeamLines.Group> groups = await new TeamLines(new OwnedLines(lines)).ReadAsync(
            new Snapshot(new SnapshotId("s"), [], "h", null), SomeConfiguration.Of() with { Teams = [Team("a")] }, October, TestContext.Current.CancellationToken);

        Assert.Equal([("shop", "prod", StatementPart.Direct), (null, null, StatementPart.Correction)], groups.Select(group => (group.Application, group.Environment, group.Part)));
    }

    private static TeamLines.Group Group(string? resource, decimal cost, params string[] tags) => new("a", resource, null, "Compute", "Usage", tags, Currency.Usd, new Costs(cost, cost, cost, cost));

    private static TeamConfig Team(string id) => new() { Id = new TeamId(id), Title = id, Owner = "o@acme.test", EffectiveFrom = BillingPeriod.Parse("2025-01") };

    private static Match Match(string key, string value) => new(new Dictionary<string, IReadOnlyList<string>> { [key] = [value] });

    /// <summary>Lines that have what they are asked for.</summary>
    private sealed class Lines(params Dictionary<string, string>[] lines) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CostRow>>(
            [.. lines.Select(line => new CostRow([.. query.By.Select(dimension => line.GetValueOrDefault(dimension.ToString()))], Currency.Usd, new Costs(1m, 1m, 1m, 1m), 1))]);
    }
}
