using CostGuard.Core.Anomalies;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class AnomalyCauseTableTests
{
    [Fact]
    public void Build_Causes_AddUpToTheImpact()
    {
        CostPart[] parts = [new(["db-2"], 0m, 700.001m), new(["db-1"], 413m, 500m), new(["db-0"], 20m, 10m)];
        var causes = new AnomalyCauses([new Dimension("resourceName")], RootCauses.Rank(parts, SomeAnomalies.Rds.Impact, 8), 1210.001m);

        ReportTable table = AnomalyCauseTable.Build(SomeAnomalies.Rds, causes, SomeTables.Meta);

        Assert.Equal(["db-2", "db-1", "All other"], table.Column("resourceName"));
        Assert.Equal([700.001m, 87m, 129.999m], table.Column("impact"));
        Assert.Equal(["new", null, null], table.Column("change"));
        Assert.Equal((917m, 413m, 1330m), (table.Total("impact"), table.Total("baseline"), table.Total("actual")));
    }

    // ux 3.4: 131 a day; 8 to 14 November are over, 16 days are left: 2,096.
    [Fact]
    public void Build_OpenAnomaly_SaysWhatTheMonthEndAdds()
    {
        ReportTable table = AnomalyCauseTable.Build(SomeAnomalies.Rds, new AnomalyCauses([], [], 0m), SomeTables.Meta);

        Assert.StartsWith("RDS, prod-payments of payments: +131 USD a day since 8 Nov 2026, usually 59 USD, now 190 USD", table.Title, StringComparison.Ordinal);
        Assert.Contains("About +2.1k USD more by month end if it stays.", table.Footnote, StringComparison.Ordinal);
        Assert.Equal("2026-11-08..2026-11-14", table.Meta.Period);
    }

    [Fact]
    public void Build_Decided_SaysWhoAndUntilWhen()
    {
        Anomaly planned = SomeAnomalies.Rds with { State = AnomalyState.Expected, Note = SomeAnomalies.Note(AnomalyDecision.Expected, new DateOnly(2026, 12, 1)) };

        string footnote = AnomalyCauseTable.Build(planned, new AnomalyCauses([], [], 0m), SomeTables.Meta).Footnote!;

        Assert.Contains("ana, 2026-11-16: expected until 2026-12-01, load test.", footnote, StringComparison.Ordinal);
        Assert.DoesNotContain("month end", footnote, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Move_NamesTheOtherEnd()
    {
        Anomaly move = SomeAnomalies.Of("web", "EC2", "A", 100m, 180m) with { MovedFrom = SomeAnomalies.Of("data", "EC2", "A", 100m, 30m) };

        Assert.Contains(
            "The cost moved: -490 USD in EC2, A of data on the same days. Net +70 USD.",
            AnomalyCauseTable.Build(move, new AnomalyCauses([], [], 0m), SomeTables.Meta).Footnote, StringComparison.Ordinal);
    }
}
