using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class BudgetFilesTests : IDisposable
{
    private readonly HomeFixture _home = new HomeFixture().WithTeam("payments").WithTeam("web");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_EmptyCell_SaysHowManyMonthsThereAre()
    {
        string months = string.Join(',', Enumerable.Range(1, 12).Select(month => $"2026-{month:00}"));
        _home.With("budgets/2026.csv", $"team,currency,{months}\nweb,USD,1,1,1,1,1,1,1,1,1,1,1,1\npayments,USD,1,1,1,1,1,1,1,1,1,1,1,\n");
        Assert.Equal(["budgets/2026.csv:3:14 CG2203 budget \"payments-monthly\" has 11 months, 12 needed: column \"2026-12\" is empty."], _home.Lines());
    }

    [Theory]
    [InlineData("team;currency;2026-10\n", "budgets/b.csv:1:1 CG2201 The head line must begin with team,currency. The fields are separated by semicolons; use commas.")]
    [InlineData("team,currency,Oct\n", "budgets/b.csv:1:3 CG2201 The column \"Oct\" is not a month such as 2026-11, or is there twice.")]
    [InlineData("team,currency,2026-10\nweb,USD\n", "budgets/b.csv:2:1 CG2202 The line has 2 fields, 3 needed.")]
    [InlineData("team,currency,2026-10\nwebb,USD,1\n", "budgets/b.csv:2:1 CG2102 There is no team \"webb\". Did you mean \"web\"?")]
    [InlineData("team,currency,2026-10\n\"web\",USD,\"12,000 approx\"\n", "budgets/b.csv:2:3 CG2204 \"12,000 approx\" is not an amount such as 48000 or 48000.50.")]
    [InlineData("team,currency,2026-10\nweb,JPY,100.5\n", "budgets/b.csv:2:3 CG2204 100.5 has 1 decimals, JPY has 0.")]
    [InlineData("team,currency,2026-10\nweb,USD,-5\n", "budgets/b.csv:2:3 CG2204 \"-5\" is not an amount such as 48000 or 48000.50.")]
    [InlineData("team,currency,2026-10\nweb,dollars,5\n", "budgets/b.csv:2:2 CG2202 \"dollars\" is not a currency code such as USD.")]
    [InlineData("team,currency,2026-10\nweb,USD,5\nweb,USD,6\n", "budgets/b.csv:3:3 CG2208 web has an amount for 2026-10 already, in budgets/b.csv:2.")]
    [InlineData("team,currency,2026-10,2026-12\nweb,USD,5,6\n", "budgets/b.csv:2:4 CG2203 budget \"web-monthly\" has 2 months, 3 needed: 2026-11 is missing.")]
    [InlineData("team,currency,2026-10,2026-11\nweb,USD,5,50\n", "budgets/b.csv:2:4 CG2207 web Nov 2026 is 10 times Oct 2026 (50.00).")]
    public void Read_BadTable_NamesTheField(string text, string expected)
    {
        _home.With("budgets/b.csv", text);
        Assert.Equal([expected], _home.Lines());
    }

    [Theory]
    [InlineData("amounts: { 2026-11: 1.005 }", "budgets/web.yaml:6:23 CG2204 1.005 has 3 decimals, USD has 2.")]
    [InlineData("amounts: { 2026-11: '48000' }", "budgets/web.yaml:6:23 CG2010 \"2026-11\" must be a number from 0 to 9999999999, not text \"48000\".")]
    [InlineData("amounts: { 2026-11: 048000 }", "budgets/web.yaml:6:23 CG2010 \"2026-11\" must be a number from 0 to 9999999999, not text \"048000\".")]
    [InlineData("amounts: { 2026-13: 1 }", "budgets/web.yaml:6:14 CG2011 The key \"2026-13\" is not a month such as 2026-11.")]
    [InlineData("amountsFrom: budgets/none.csv", "budgets/web.yaml:6:16 CG2206 There is no table \"budgets/none.csv\" in budgets/.")]
    [InlineData("metric: unblended\n  amounts: { 2026-11: 1 }", "budgets/web.yaml:6:11 CG2011 \"metric\" must be effective or billed or list or contracted, not \"unblended\".")]
    [InlineData("period: quarter\n  amounts: { 2026-01: 1, 2026-05: 1 }", "budgets/web.yaml:7:35 CG2209 2026-05 is not the first month of a fiscal quarter; 2026-04 is.")]
    public void Read_BadBudget_NamesThePlace(string spec, string expected)
    {
        _home.With("Budget", "budgets/web.yaml", "team: web", spec);
        Assert.Contains(expected, _home.Lines());
    }

    [Fact]
    public void Read_TwoTables_AreOneBudget()
    {
        _home.With("budgets/2026.csv", "\uFEFFteam,currency,2026-12\r\npayments,USD,100.10\r\nall,EUR,5\r\n").With("budgets/2027.csv", "team,currency,2027-01\npayments,USD,200\n");
        IReadOnlyList<BudgetConfig> budgets = _home.Read().Budgets;
        Assert.Equal(["all-monthly", "payments-monthly"], budgets.Select(budget => budget.Name));
        Assert.Equal([100.10m, 200m], budgets[1].Amounts.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(Currency.Eur, budgets[0].Currency);
    }

    [Fact]
    public void Read_TableAndBudgetOfOneName_IsRefused()
    {
        _home.With("Budget", "budgets/web-monthly.yaml", "team: web", "amounts: { 2026-11: 1 }").With("budgets/2026.csv", "team,currency,2026-12\nweb,USD,1\n");
        Assert.Equal(["budgets/2026.csv:2:1 CG2210 The line makes the budget \"web-monthly\", which is there already."], _home.Lines());
    }

    [Fact]
    public void Read_PlanVersionsAndRollover_AreWrittenOut()
    {
        _home.With(
            "Budget", "budgets/web.yaml", "team: web", "plan: { from: 2027-01, amount: 10000, growth: 5%, periods: 6 }",
            "versions: [{ from: 2027-03-11, amount: 12000, reason: launch, author: ann@acme.test, approvedBy: cfo@acme.test }]",
            "rollover: { cap: 25%, deficit: true }", "changeInPeriod: step");

        BudgetConfig budget = Assert.Single(_home.Read().Budgets);

        Assert.Equal([10000.00m, 10500.00m, 11025.00m, 11576.25m, 12155.06m, 12762.82m], budget.Amounts.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal((new DateOnly(2027, 3, 11), 12000m, "launch", "cfo@acme.test"), (budget.Revisions[0].From, budget.Revisions[0].Amount, budget.Revisions[0].Reason, budget.Revisions[0].ApprovedBy));
        Assert.Equal(new BudgetRollover(0.25m, Deficit: true), budget.Rollover);
        Assert.True(budget.StepRevisions);
    }

    [Fact]
    public void Read_DaysOfItsOwn_AreABudgetThatExistsOnce()
    {
        _home.With("Budget", "budgets/web.yaml", "team: web", "days: { from: 2026-03-15, to: 2026-06, amount: 50000 }");

        BudgetConfig budget = Assert.Single(_home.Read().Budgets);

        Assert.Equal(new DayRange(new DateOnly(2026, 3, 15), new DateOnly(2026, 7, 1)), budget.Once);
        Assert.Equal(50000m, budget.Amounts[BillingPeriod.Month(2026, 3)]);
    }

    [Theory]
    [InlineData("days: { from: 2026-03-15, to: 2026-02, amount: 1 }", "budgets/web.yaml:6:33 CG2211 The budget ends on 2026-02, before it begins on 2026-03-15.")]
    [InlineData("days: { from: 2026-02-30, to: 2026-03, amount: 1 }", "budgets/web.yaml:6:17 CG2211 2026-02-30 is no day of the calendar.")]
    [InlineData("plan: { from: 2027-01, total: 10, periods: 3, weights: [1, 2] }", "budgets/web.yaml:6:58 CG2213 There are 2 weights for 3 periods.")]
    [InlineData("plan: { from: 2027-01 }", "budgets/web.yaml:6:9 CG2013 plan needs one of \"amount\", \"total\".")]
    public void Read_BadPlanOrDays_NamesThePlace(string spec, string expected)
    {
        _home.With("Budget", "budgets/web.yaml", "team: web", spec);
        Assert.Contains(expected, _home.Lines());
    }

    [Fact]
    public void Read_ChildrenAboveTheirParent_IsAWarningThatNamesBoth()
    {
        _home.WithTeam("shop", "parent: web")
            .With("budgets/2026.csv", "team,currency,2026-11,2026-12\nweb,USD,100,300\nshop,USD,120,250\n");
        Assert.Equal(
            ["budgets/2026.csv CG2214 2026-11: \"web-monthly\" has 100.00 USD, the budgets below it (shop-monthly) 120.00."], _home.Lines());
    }
}
