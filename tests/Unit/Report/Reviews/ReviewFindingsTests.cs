using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Report.Mails;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

/// <summary>7 days of 80 more in Payments' RDS of account A, which left Data's RDS of account B: 560, of which 490 left elsewhere.</summary>
public sealed class ReviewFindingsTests
{
    private static readonly HashSet<string?> Own = ["A"];
    private static readonly Anomaly Moved = SomeAnomalies.Of("payments", "RDS", "A", 100m, 180m) with { MovedFrom = SomeAnomalies.Of("data", "RDS", "B", 100m, 30m) };

    [Fact]
    public void One_Company_SeesWhereItCameFromAndTheNet()
    {
        ReviewAnomaly one = ReviewFindings.One(Moved, Input(null), null);

        Assert.Equal(("RDS, A, from team data, B", 70m, "⇄ MOVED"), (one.What, one.Impact, one.State));
    }

    // As its workbook and its mails: in AnomaliesSheetTests and AnomalyMailTests.
    [Fact]
    public void One_Team_SeesNeitherWhereItCameFromNorWhatLeftThere()
    {
        ReviewAnomaly one = ReviewFindings.One(Moved, Input("payments"), Own);

        Assert.Equal(("RDS, A, from elsewhere", 560m), (one.What, one.Impact));
        Assert.Equal("S3, (shared)", ReviewFindings.One(SomeAnomalies.Of("payments", "S3", "hub", 1m, 20m), Input("payments"), Own).What);
    }

    [Fact]
    public void One_TeamMovedWithinItsOwn_IsTold()
    {
        Anomaly within = Moved with { MovedFrom = SomeAnomalies.Of("payments", "RDS", "B", 100m, 30m) };

        Assert.Equal(("RDS, A, from B", 70m), (ReviewFindings.One(within, Input("payments"), new HashSet<string?>(["A", "B"])).What, ReviewFindings.One(within, Input("payments"), new HashSet<string?>(["A", "B"])).Impact));
    }

    private static ReviewInput Input(string? team)
    {
        CostGuardConfiguration configuration = WorkedExample.Input().Configuration;
        var snapshot = new Snapshot(new SnapshotId("s"), [], "00", null);
        return new ReviewInput(snapshot, configuration, BillingPeriod.Parse("2026-11"), DateTimeOffset.UnixEpoch, "1", null)
        {
            Scope = team is null ? null : ReviewScope.Of(configuration.Teams.Single(each => each.Id.Value == team), configuration.Teams),
        };
    }
}
