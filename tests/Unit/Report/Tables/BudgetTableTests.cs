using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class BudgetTableTests
{
    [Fact]
    public void Build_WorkedExampleOfNovember_SaysWhatItSays()
    {
        // ux 0.2: 14 of 30 days; Platform and Payments are ahead of the even pace, Data and Web are not.
        ReportTable table = BudgetTable.Build(
            [Status("platform", 60000m, 28900m), Status("payments", 48000m, 23610m), Status("data", 36000m, 15400m), Status("web", 21000m, 9310m)],
            SomeTables.Meta);

        Assert.Equal(["payments", "platform", "data", "web"], table.Column("team"));
        Assert.Equal(["! AT RISK", "! AT RISK", "✓ OK", "✓ OK"], table.Column("state"));
        Assert.Equal(["48.2 %", "46.7 %"], new[] { table.Column("used")[1], table.Column("elapsed")[1] }.Select(share => HeadlineText.Percent((decimal?)share)));
        Assert.Equal(23610m - 48000m, table.Column("overUnder")[0]);
        Assert.Equal("Of 4 budgets: 2 at risk", table.Title);
        Assert.Equal("EffectiveCost", table.Meta.Metric);
    }

    [Fact]
    public void Build_OverAndUnknown_ComeFirstAndAreWords()
    {
        BudgetStatus unknown = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-11", 10m, 14) with { Through = null });
        ReportTable table = BudgetTable.Build([Status("web", 21000m, 9310m), unknown, Status("data", 0m, 12m)], SomeTables.Meta);

        Assert.Equal(["▲ OVER", "? UNKNOWN", "✓ OK"], table.Column("state"));
        Assert.Equal([null, null], table.Column("used")[..2]);
        Assert.Null(table.Column("actual")[1]);
    }

    [Fact]
    public void Build_NoBudgets_SaysSo() => Assert.Equal("There are no budgets", BudgetTable.Build([], SomeTables.Meta).Title);

    [Fact]
    public void ShortColumns_AllOfThem_AreColumns() =>
        Assert.Empty(BudgetTable.ShortColumns.Except(BudgetTable.Build([], SomeTables.Meta).Columns.Select(column => column.Key)));

    private static BudgetStatus Status(string team, decimal amount, decimal actual)
    {
        BudgetEvidence evidence = SomeBudgets.Evidence("2026-11", amount, 14, (2, actual));
        return BudgetEvaluator.Evaluate(evidence with { Budget = evidence.Budget with { Team = new TeamId(team), Name = $"{team}-monthly" } });
    }
}
