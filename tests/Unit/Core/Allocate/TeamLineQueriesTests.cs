using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Allocate;

public sealed class TeamLineQueriesTests
{
    private static readonly CostFilter OfA = new(new Dimension("team"), ["a"]);
    private static readonly CostGuardConfiguration Rules = SomeAllocation.Configuration(SomeAllocation.Team("a"));

    // 2 + 3 of i-1, 4 without a resource, and 1.5 that a pool gave: 10.5.
    [Fact]
    public async Task QueryAsync_LinesThatAddUp_AreShownByResourceBesideWhatIsShared()
    {
        TeamLineQueries queries = Queries([Roll(null, 9m), Roll("net", 1m), Roll("support", 0.5m)], [Line("i-1", 2m), Line("i-1", 3m), Line(null, 4m), Line("i-7", 99m, team: null)]);

        IReadOnlyList<CostRow> rows = await AskAsync(queries, OfA);

        Assert.Equal([("(no resource)", 4m), ("(shared cost)", 1.5m), ("i-1", 5m)], rows.Select(row => (row.Keys[0]!, row.Costs.Effective)));
        Assert.Equal((10.5m, 2L), (rows.Sum(row => row.Costs.Effective), rows[2].Rows));
        Assert.Empty(queries.Problems);
    }

    // One unit of the last digit is enough.
    [Fact]
    public async Task QueryAsync_LinesThatDoNotAddUp_AreNotGuessed()
    {
        TeamLineQueries queries = Queries([Roll(null, 9m), Roll("net", 1m)], [Line("i-1", 8.999999999999999999m)]);

        IReadOnlyList<CostRow> rows = await AskAsync(queries, OfA);

        Assert.Equal([("(cannot be told)", 9m), ("(shared cost)", 1m)], rows.Select(row => (row.Keys[0]!, row.Costs.Effective)));
        Assert.Equal("CG1405", Assert.Single(queries.Problems).Code);
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => AskAsync(queries, OfA, new CostFilter(new Dimension("resource"), ["i-1"])));
        Assert.Equal(("CG1405", 5), (refused.Problem.Code, refused.ExitCode));
    }

    [Fact]
    public async Task QueryAsync_FilterByResource_KeepsLinesAlone()
    {
        IReadOnlyList<CostRow> rows = await AskAsync(Queries([Roll(null, 9m), Roll("net", 1m)], [Line("i-1", 2m), Line("i-2", 7m)]), OfA, new CostFilter(new Dimension("resource"), ["i-2"]));

        Assert.Equal([("i-2", 7m)], rows.Select(row => (row.Keys[0]!, row.Costs.Effective)));
    }

    [Fact]
    public async Task QueryAsync_MonthWithTooManyLines_IsToldAsAWhole()
    {
        TeamLineQueries queries = Queries([Roll(null, 9m)], [Line("i-1", 9m)]);

        CostRow row = Assert.Single(await AskAsync(queries, 2_000_001, OfA));

        Assert.Equal(("(cannot be told)", 9m), (row.Keys[0], row.Costs.Effective));
        Assert.Contains("more than 2,000,000", Assert.Single(queries.Problems).Message, StringComparison.Ordinal);
    }

    private static TeamLineQueries Queries(CostRow[] rollUp, Dictionary<string, string?>[] lines)
    {
        var costs = new KnownCosts(rollUp, lines);
        return new TeamLineQueries(costs, new OwnedLines(costs), _ => Rules, dimension => dimension.Name == "resource");
    }

    private static Task<IReadOnlyList<CostRow>> AskAsync(TeamLineQueries queries, params CostFilter[] filters) => AskAsync(queries, 4, filters);

    private static Task<IReadOnlyList<CostRow>> AskAsync(TeamLineQueries queries, long lines, params CostFilter[] filters) => queries.QueryAsync(
        new Snapshot(new SnapshotId("s"), [SomeLoad(lines)], "h", null), new CostQuery(DayRange.Of(SomeAllocation.June), [new Dimension("resource")], filters), TestContext.Current.CancellationToken);

    private static Load SomeLoad(long lines) => new()
    {
        Id = new LoadId("l"),
        Source = new SourceKey("bill"),
        Period = SomeAllocation.June,
        SealedAt = DateTimeOffset.UnixEpoch,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Problems = [],
        RowsRead = lines,
        RowsRejected = 0,
        DataThrough = null,
        Folder = "f",
        Totals = [new ControlTotal(Currency.Usd, lines, default, default, default)],
    };

    private static CostRow Roll(string? pool, decimal cost) => new([pool], Currency.Usd, new Costs(cost, cost, cost, cost), 0);

    private static Dictionary<string, string?> Line(string? resource, decimal cost, string? team = "a") => new()
    {
        ["resource"] = resource,
        ["ResourceId"] = resource,
        ["tag:team"] = team,
        ["ChargeCategory"] = "Usage",
        ["cost"] = cost.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>A roll-up where pools are asked for, and lines that have what they are asked for.</summary>
    private sealed class KnownCosts(CostRow[] rollUp, Dictionary<string, string?>[] lines) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            if (query.By.Any(dimension => dimension.Name == "pool")) return Task.FromResult<IReadOnlyList<CostRow>>(rollUp);
            return Task.FromResult<IReadOnlyList<CostRow>>([.. lines.Select(line => new CostRow([.. query.By.Select(dimension => line.GetValueOrDefault(dimension.ToString()))], Currency.Usd, Costs(line), 1))]);
        }

        private static Costs Costs(Dictionary<string, string?> line)
        {
            decimal cost = decimal.Parse(line["cost"]!, System.Globalization.CultureInfo.InvariantCulture);
            return new Costs(cost, cost, cost, cost);
        }
    }
}
