using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Fleet;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class FleetScoreTableTests
{
    [Fact]
    public void Build_OneLost_SaysSoInTitleAndWarnings()
    {
        var result = new FleetResult(
            [new FleetScore("CG-W05", new FleetCount(3, 1, 0), new FleetCount(2, 2, 1), null), new FleetScore(null, new FleetCount(3, 1, 0), new FleetCount(2, 2, 1), default(FleetCount))],
            ["weekly batch, i-1"], 2, 0, [], ["weekly batch: CG-W05 is wrong (1)"]);

        ReportTable table = FleetScoreTable.Build(result, ReportMeta.NoMoney);

        Assert.Equal("3 of 3 planted savings found, 1 wrong; 1 in use would be removed", table.Title);
        Assert.Equal(["CG-W05", 3L, 4L, .75m, 1m, .5m, .666667m, null, null], table.Rows[0]);
        Assert.Equal(["In use, and would be removed: weekly batch, i-1.", "weekly batch: CG-W05 is wrong (1)."], table.Meta.Warnings);
    }
}
