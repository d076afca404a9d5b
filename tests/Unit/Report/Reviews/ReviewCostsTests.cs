using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

public sealed class ReviewCostsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TeamsAsync_WorkedExample_ByTheMoneyOverBudget()
    {
        BudgetStatus[] judged =
        [
            WorkedExample.Status("platform", 60_000m, 62_100m, 0m, BudgetState.Over), WorkedExample.Status("payments", 48_000m, 52_135.71m, 0m, BudgetState.Over),
            WorkedExample.Status("data", 36_000m, 33_500m, 0m, BudgetState.Ok), WorkedExample.Status("web", 21_000m, 20_200m, 0m, BudgetState.Ok),
        ];
        (ReviewTotal total, IReadOnlyList<ReviewTeam> teams) = await Costs(172_235.71m).TeamsAsync(judged, Token);

        // 62,100 + 52,135.71 + 33,500 + 20,200 + 4,300 that nobody owns; budgets 165,000.
        Assert.Equal((172_235.71m, 165_000m, 172_235.71m), (total.Cost, total.Budget, total.Counted));
        Assert.Equal(["payments", "platform", "web", "data", "unallocated"], teams.Select(team => team.Id));
        Assert.Equal([4_135.71m, 2_100m, -800m, -2_500m, null], teams.Select(team => team.Over));
    }

    [Fact]
    public async Task TeamsAsync_ATeamIsUnknown_SoIsTheSum()
    {
        BudgetStatus unknown = WorkedExample.Status("data", 36_000m, 0m, 0m, BudgetState.Unknown) with { Actual = null };
        (ReviewTotal total, _) = await Costs(172_235.71m).TeamsAsync(
            [unknown, WorkedExample.PaymentsStatus, WorkedExample.Status("platform", 60_000m, 62_100m, 0m, BudgetState.Over), WorkedExample.Status("web", 21_000m, 20_200m, 0m, BudgetState.Ok)], Token);
        Assert.Equal((165_000m, (decimal?)null), (total.Budget, total.Counted));
    }

    [Fact]
    public async Task TeamsAsync_SomeTeamsHaveNoBudget_GivesNoVerdictOnAllAndSaysHowMany()
    {
        (ReviewTotal total, IReadOnlyList<ReviewTeam> teams) = await Costs(172_235.71m).TeamsAsync([WorkedExample.PaymentsStatus], Token);
        Assert.Equal((null, null, "3 of 4 teams have no budget"), (total.Budget, total.Counted, total.Gap));
        Assert.Equal([48_000m, null, null, null, null], teams.Select(team => team.Budget));
    }

    // What nobody owns was planned to be nothing, so that the rows add up to what counts.
    [Fact]
    public async Task TeamsAsync_AllTeamsHaveABudget_RowsAddUpToWhatCounts()
    {
        BudgetStatus[] judged = [.. new[] { ("platform", 60_000m, 62_100m), ("payments", 48_000m, 52_135.71m), ("data", 36_000m, 33_500m), ("web", 21_000m, 20_200m) }
            .Select(each => WorkedExample.Status(each.Item1, each.Item2, each.Item3, 0m, BudgetState.Over))];
        (ReviewTotal total, IReadOnlyList<ReviewTeam> teams) = await Costs(172_235.71m).TeamsAsync(judged, Token);

        Assert.Equal(172_235.71m, teams.Sum(team => team.Counted));
        Assert.Equal((4_300m, true), (teams[^1].Counted, teams[^1].IsPlannedAsNothing));
        Assert.Equal(172_235.71m, total.Counted);
    }

    [Fact]
    public async Task TeamsAsync_TeamsDoNotAddUp_RefusesWithExitCodeSix()
    {
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => Costs(172_235.710000000000000001m).TeamsAsync([], Token));
        Assert.Equal((6, "CG2747"), (refused.ExitCode, refused.Problem.Code));
    }

    // 1 % of 3,000 is 30: rises of 30 and more are shown, and 29 is among the others.
    [Fact]
    public async Task MoversAsync_LessThanOnePercentOrHundred_IsAmongTheOthers()
    {
        ReviewMovers movers = (await Costs(0m).MoversAsync(ChangeWindow.Of(WorkedExample.November.Previous), ChangeWindow.Of(WorkedExample.November), Token)).Value!;

        Assert.Equal([("payments/RDS", 30m)], movers.Up.Select(each => (each.Key, each.Change)));
        Assert.Equal([("unallocated/no service", -60m)], movers.Down.Select(each => (each.Key, each.Change)));
        Assert.Equal((29m, 1), (movers.Rest, movers.RestCount));
        Assert.Equal((3_001m, 3_000m), (movers.Before, movers.After));
    }

    private static CostRow[] Teams => [Row(33_500m, "data"), Row(52_135.71m, "payments"), Row(62_100m, "platform"), Row(4_300m, "unallocated"), Row(20_200m, "web")];

    // The same as the finance mail and the workbook say: what nobody has a budget for counts without credits.
    [Fact]
    public async Task TeamsAsync_CreditWithoutABudget_DoesNotCount()
    {
        var queries = new WorkedExample.FakeQueries(query => query.By switch
        {
            [] => [Row(23_500m)],
            [{ Name: "team" }] => [Row(25_000m, "web"), Row(-1_500m, "central")],
            _ => [Row(25_000m, "web", "Usage"), Row(-1_500m, "central", "Credit")],
        });
        (ReviewTotal total, _) = await Of(queries).TeamsAsync([WorkedExample.Status("web", 21_000m, 25_000m, 0m, BudgetState.Over)], Token);

        Assert.Equal((23_500m, 25_000m), (total.Cost, total.Counted));
    }

    private static ReviewCosts Costs(decimal total)
    {
        var queries = new WorkedExample.FakeQueries(query => query.By switch
        {
            [] => [Row(total)],
            [{ Name: "team" }] => Teams,
            [{ Name: "team" }, { Name: "chargeCategory" }] => [.. Teams.Select(row => row with { Keys = [row.Keys[0], "Usage"] })],
            _ => query.Days.Start.Month == 11 ? [Row(1_030m, "payments", "RDS"), Row(1_029m, "web", "CDN"), Row(941m, null, null)] : [Row(1_000m, "payments", "RDS"), Row(1_000m, "web", "CDN"), Row(1_001m, null, null)],
        });
        return Of(queries);
    }

    private static ReviewCosts Of(WorkedExample.FakeQueries queries)
    {
        CostGuardConfiguration configuration = WorkedExample.Input().Configuration;
        var snapshot = new Snapshot(new SnapshotId("s"), [], "00", WorkedExample.November.LastDay);
        return new ReviewCosts(queries, null!, new ReviewInput(snapshot, configuration, WorkedExample.November, WorkedExample.Monday.AddDays(20), "0.1.0", null));
    }

    private static CostRow Row(decimal cost, params string?[] keys) => new(keys, Currency.Usd, new Costs(cost, cost, cost, cost), 10);
}
