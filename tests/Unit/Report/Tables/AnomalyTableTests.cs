using CostGuard.Core.Anomalies;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class AnomalyTableTests
{
    // ux 3.4: usually 59, now 190 a day; 131 × 7 days = 917.
    [Fact]
    public void Build_WorkedExample_SaysUsualNowAndImpact()
    {
        ReportTable table = AnomalyTable.Build([SomeAnomalies.Rds], 2, SomeTables.Meta);

        Assert.Equal((59m, 190m, 917m), (table.Column("expectedPerDay")[0], table.Column("actualPerDay")[0], table.Column("impact")[0]));
        Assert.Equal(("▲ NEW", "MEDIUM", 131m / 59m), (table.Column("state")[0], table.Column("severity")[0], table.Column("impactShare")[0]));
        Assert.Equal("1 anomaly waits for an owner, +917 USD so far", table.Title);
        Assert.Equal($"2 more are over, low or closed: --all. See why: costguard anomaly show {SomeAnomalies.Rds.Id}", table.Footnote);
    }

    [Fact]
    public void Build_Move_IsOneRowWithBothEndsAndTheNet()
    {
        Anomaly move = SomeAnomalies.Of("web", "EC2", "A", 100m, 180m) with { MovedFrom = SomeAnomalies.Of("web", "EC2", "B", 100m, 30m) };

        ReportTable table = AnomalyTable.Build([move], 0, SomeTables.Meta);

        Assert.Equal(("EC2, A, from B", "⇄ MOVED", 70m, 490m), (table.Column("what")[0], table.Column("state")[0], table.Column("impact")[0], table.Column("movedAmount")[0]));
        Assert.Equal("No anomaly waits for anybody", table.Title);
    }

    [Fact]
    public void Build_Order_IsOpenThenSeverityThenImpact()
    {
        Anomaly[] anomalies =
        [
            SomeAnomalies.Of("closed", "S3", "A", 100m, 9000m, AnomalyState.Resolved), SomeAnomalies.Of("small", "S3", "A", 100m, 150m),
            SomeAnomalies.Of("large", "S3", "A", 1000m, 2500m), SomeAnomalies.Of("low", "S3", "A", 1000m, 100m),
        ];

        Assert.Equal(["large", "small", "closed", "low"], AnomalyTable.Build(anomalies, 0, SomeTables.Meta).Column("team"));
    }

    [Fact]
    public void Build_NewLevelThatNobodySaw_IsInTheTitle() => Assert.Equal(
        "No anomaly is open, but 1 rise became the new level unseen",
        AnomalyTable.Build([SomeAnomalies.Of("web", "EC2", "A", 100m, 180m, AnomalyState.NewLevel)], 0, SomeTables.Meta).Title);

    [Fact]
    public void Build_NoValue_IsSaid() =>
        Assert.Equal("no service, no account", AnomalyTable.Build([SomeAnomalies.Of("web", null, null, 10m, 50m)], 0, SomeTables.Meta).Column("what")[0]);

    [Fact]
    public void Build_Nothing_SaysSo()
    {
        ReportTable table = AnomalyTable.Build([], 0, SomeTables.Meta);

        Assert.Equal(("No anomaly waits for anybody", null), (table.Title, table.Footnote));
        Assert.Equal("USD", table.Meta.Currency);
    }
}
