using CostGuard.Core.Budgets;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class CompanyBudgetTests
{
    private static readonly BillingPeriod November = BillingPeriod.Month(2026, 11);
    private static readonly BudgetMonth Month = new(Currency.Usd, CostMetric.Effective, DayRange.Of(November));

    // 100 and 50 of two teams; 7 that nobody owns and 5 that is kept central count, too.
    [Fact]
    public void Of_EveryTeamHasABudget_IsTheirSumAndAllCostCounts()
    {
        CompanyBudget all = Of([("web", null), ("data", null)], [Status("web", 100m, 90m), Status("data", 50m, 60m)], ("web", 90m), ("data", 60m), ("unallocated", 7m), ("central", 5m));

        Assert.Equal((150m, 162m, null), (all.Amount, Counted(all, ("web", 90m), ("data", 60m), ("unallocated", 7m), ("central", 5m)), all.Gap));
        Assert.Equal((true, true, false), (all.IsPlannedAsNothing("unallocated"), all.IsPlannedAsNothing("central"), all.IsPlannedAsNothing("web")));
    }

    // All teams' cost against the budgets of some would be called over by what the others spend.
    [Fact]
    public void Of_ATeamWithCostHasNoBudget_GivesNoVerdictAndSaysHowMany()
    {
        CompanyBudget all = Of([("web", null), ("data", null), ("ops", null)], [Status("web", 100m, 90m)], ("web", 90m), ("data", 60m));

        Assert.Equal((null, null, "2 of 3 teams have no budget"), (all.Amount, Counted(all, ("web", 90m), ("data", 60m)), all.Gap));
    }

    [Fact]
    public void Of_TheTeamWithoutABudgetCostsNothing_IsTheSum()
    {
        CompanyBudget all = Of([("web", null), ("data", null)], [Status("web", 100m, 90m)], ("web", 90m), ("data", 0m));
        Assert.Equal((100m, 90m, null), (all.Amount, Counted(all, ("web", 90m)), all.Gap));
    }

    [Fact]
    public void Of_ATeamThatIsConfiguredNoLongerHasCost_GivesNoVerdict()
    {
        CompanyBudget all = Of([("web", null)], [Status("web", 100m, 90m)], ("web", 90m), ("old", 1m));
        Assert.Equal((null, "1 of 2 teams has no budget"), (all.Amount, all.Gap));
    }

    // The parent's 30 holds both children: their 40 is not added, nor what they cost.
    [Fact]
    public void Of_AParentHasABudget_CountsItOnce()
    {
        CompanyBudget all = Of([("top", null), ("one", "top"), ("two", "top")], [Status("top", 30m, 33m), Status("one", 40m, 12m)], ("top", 1m), ("one", 12m), ("two", 20m), ("unallocated", 2m));

        Assert.Equal((30m, 35m, null), (all.Amount, Counted(all, ("top", 1m), ("one", 12m), ("two", 20m), ("unallocated", 2m)), all.Gap));
        Assert.Equal((false, true, true), (all.IsWithin("top"), all.IsWithin("one"), all.IsWithin("two")));
    }

    // The parent's own cost of 1 counts against what its children have.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_BudgetsOfTeamsBelow_CoverTheParentOnlyWhereAllHaveOne(bool both)
    {
        BudgetStatus[] judged = both ? [Status("one", 40m, 12m), Status("two", 10m, 20m)] : [Status("one", 40m, 12m)];
        CompanyBudget all = Of([("top", null), ("one", "top"), ("two", "top")], judged, ("top", 1m), ("one", 12m), ("two", 0m));

        Assert.Equal(both ? 50m : null, all.Amount);
        Assert.Equal(both ? 33m : null, Counted(all, ("top", 1m), ("one", 12m)));
        Assert.Equal(both ? null : "2 of 3 teams have no budget", all.Gap);
    }

    [Fact]
    public void Of_OwnBudgetOfAll_GoesFirst()
    {
        CompanyBudget all = Of([("web", null), ("data", null)], [Status("web", 100m, 90m), Status("all", 500m, 400m)], ("web", 90m), ("data", 310m));
        Assert.Equal((500m, 400m, null), (all.Amount, Counted(all, ("web", 90m), ("data", 310m)), all.Gap));
    }

    [Fact]
    public void Of_ATeamsOwnBudget_IsThatOfTheTeamsBelowIt()
    {
        IReadOnlyDictionary<string, string?> own = new Dictionary<string, string?> { ["top"] = null, ["one"] = "top" };
        var team = CompanyBudget.Of(own, [Status("top", 30m, 33m), Status("one", 40m, 12m)], Month, new Dictionary<string, decimal> { ["one"] = 12m }, "top");
        Assert.Equal(30m, team.Amount);
    }

    [Fact]
    public void Of_ABudgetWithoutAnAmount_GivesNoVerdictAndIsNamed()
    {
        CompanyBudget all = Of([("web", null), ("data", null)], [Status("web", 100m, 90m), Status("data", 0m, 60m) with { HasAmount = false }], ("web", 90m), ("data", 60m));
        Assert.Equal((null, null, "data"), (all.Amount, all.Gap, Assert.Single(all.Lacking).Budget.Team.Value));
    }

    [Fact]
    public void Of_ABudgetsCostIsNotKnown_NeitherIsWhatCounts()
    {
        CompanyBudget all = Of([("web", null)], [Status("web", 100m, 0m) with { Actual = null }], ("web", 90m));
        Assert.Equal((100m, null), (all.Amount, Counted(all, ("web", 90m))));
    }

    [Fact]
    public void Of_OtherMonthsCurrenciesAndMetrics_ArePassedOver()
    {
        BudgetStatus other = Status("web", 100m, 90m);
        CompanyBudget all = Of([("web", null)], [other with { Days = DayRange.Of(November.Previous) }, other with { Budget = other.Budget with { Currency = Currency.Eur } }, other with { Budget = other.Budget with { Metric = CostMetric.Billed } }], ("web", 90m));
        Assert.Equal((null, null), (all.Amount, all.Gap));
    }

    private static CompanyBudget Of((string Team, string? Parent)[] teams, BudgetStatus[] judged, params (string Team, decimal Cost)[] costs) =>
        CompanyBudget.Of(teams.ToDictionary(team => team.Team, team => team.Parent), judged, Month, costs.ToDictionary(each => each.Team, each => each.Cost));

    private static decimal? Counted(CompanyBudget budget, params (string Team, decimal Cost)[] counts) => budget.Counted(counts.ToDictionary(each => each.Team, each => each.Cost));

    private static BudgetStatus Status(string team, decimal amount, decimal actual) =>
        BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-11", amount, 14)) with { Budget = SomeBudgets.Of(("2026-11", amount)) with { Team = new TeamId(team) }, Actual = actual };
}
