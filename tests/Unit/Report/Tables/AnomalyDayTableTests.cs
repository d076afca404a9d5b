using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class AnomalyDayTableTests
{
    // ux 3.4: "Expected 48 to 71 a day, now 190".
    [Fact]
    public void Build_Days_HaveTheBandAndTheScore()
    {
        ReportTable table = AnomalyDayTable.Build(SomeAnomalies.Rds, SomeTables.Meta);

        Assert.Equal(7, table.Rows.Count);
        Assert.Equal((48m, 71m, 190m, 131m), (table.Column("low")[0], table.Column("high")[0], table.Column("actual")[0], table.Column("impact")[0]));
        Assert.Equal(("55.3", "5.0", SomeAnomalies.Start), (table.Column("score")[0], table.Column("limit")[0], table.Column("day")[0]));
        Assert.StartsWith("Expected is the median of the last 14 days", table.Footnote, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_NewSpend_SaysItsOwnRule() =>
        Assert.StartsWith("New spend", AnomalyDayTable.Build(SomeAnomalies.Rds with { IsNewSpend = true }, SomeTables.Meta).Footnote, StringComparison.Ordinal);
}
