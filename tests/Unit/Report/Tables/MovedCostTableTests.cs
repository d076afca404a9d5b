using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class MovedCostTableTests
{
    [Fact]
    public void Build_Moves_AddUpInEachCurrency()
    {
        ReportTable table = MovedCostTable.Build(
            [Moved("2026-10", "USD", 1000m), Moved("2026-11", "USD", 350m), Moved("2026-11", "EUR", 7m)], SomeTables.Meta);

        Assert.Equal((7m, 1350m), (table.Total("effectiveCost", 0), table.Total("effectiveCost", 1)));
        Assert.Equal("EffectiveCost of 7 EUR and 1.35k USD moves between teams in 2 months", table.Title);
    }

    [Fact]
    public void Build_NoMoves_SaysSo() => Assert.Equal("No cost moves between teams", MovedCostTable.Build([], SomeTables.Meta).Title);

    private static MovedCost Moved(string month, string currency, decimal amount) =>
        new(BillingPeriod.Parse(month), TeamId.Unallocated, new TeamId("web"), "direct-team-tag", Currency.Parse(currency), amount, amount);
}
