using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Core.Alerts;

/// <summary>Domain E.3: told at open, when it matters more, at twice the impact, and once when it is over.</summary>
public sealed class AnomalyAlertsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly JudgedFrom = new(2026, 10, 16);

    [Fact]
    public void Evaluate_DayByDay_TellsOpenDoublingAndEndOnceEach()
    {
        // 131 a day over usual: 131, 262 (doubled), 393, 524 (doubled again), then three usual days.
        Assert.Equal(
            [AlertNoticeKind.AnomalyOpened, AlertNoticeKind.AnomalyGrew, null, AlertNoticeKind.AnomalyGrew, null, AlertNoticeKind.AnomalyOver, null],
            Replay(Rds(1), Rds(2), Rds(3), Rds(4), Rds(4), Rds(4, AnomalyState.Ended), Rds(4, AnomalyState.Ended)));
    }

    [Fact]
    public void Evaluate_SameDataAgain_TellsNothing() => Assert.Equal([AlertNoticeKind.AnomalyOpened, null, null], Replay(Rds(3), Rds(3), Rds(3)));

    [Fact]
    public void Evaluate_LowerThanTheFloorOrOverBeforehand_IsNeverTold()
    {
        // 20 a day is low; medium begins at 100 a day and 20 %.
        Assert.Equal([null], Replay(SomeAnomalies.Of("payments", "S3", "a", 40m, 60m)));
        Assert.Equal([null], Replay(Rds(4, AnomalyState.Ended)));
        Assert.Equal([null], Replay(SomeAnomalies.Of("payments", "S3", "a", 1_000m, 100m)));
    }

    [Fact]
    public void Evaluate_SeverityRises_IsToldEvenToThoseWhoLookAtIt()
    {
        // 131 a day is medium; 1,941 a day is high.
        Anomaly seen = Rds(3, AnomalyState.Investigating), high = SomeAnomalies.Of("payments", "RDS", "prod-payments", 59m, 2_000m, AnomalyState.Investigating, 4);
        Assert.Equal([AlertNoticeKind.AnomalyOpened, null, AlertNoticeKind.AnomalyGrew, null], Replay(Rds(2), seen, high, high));
    }

    [Fact]
    public void Evaluate_ClosedByAPerson_EndsWithoutAWord() => Assert.Equal([AlertNoticeKind.AnomalyOpened, null, null], Replay(Rds(2), Rds(3, AnomalyState.Expected), Rds(3, AnomalyState.Ended)));

    [Fact]
    public void Evaluate_RestatedAway_IsOver() => Assert.Equal([AlertNoticeKind.AnomalyOpened, AlertNoticeKind.AnomalyOver, null], Replay(Rds(2), null, null));

    /// <summary>Planned until a day, and it goes on after it: news again, though not within the same day.</summary>
    [Fact]
    public void Evaluate_StillThereAfterItWasExpected_OpensAgainADayLater()
    {
        Assert.Equal([AlertNoticeKind.AnomalyOpened, null, AlertNoticeKind.AnomalyOpened, null], Replay(24, Rds(2), Rds(3, AnomalyState.Expected), Rds(5), Rds(5)));
        Assert.Equal([AlertNoticeKind.AnomalyOpened, null, null], Replay(1, Rds(2), Rds(3, AnomalyState.Expected), Rds(5)));
    }

    /// <summary>A team's cost that is seen to be one service's goes on under another name: nobody is told that it is over.</summary>
    [Fact]
    public void Evaluate_ExplainedByAService_IsNotOver()
    {
        Anomaly team = Rds(2) with { Scope = new AnomalyScope("payments", null, null, CostGuard.Core.Values.Currency.Usd, IsTeam: true) };
        Assert.Equal([AlertNoticeKind.AnomalyOpened, AlertNoticeKind.AnomalyOpened, null], Replay(team, Rds(3), Rds(3)));
    }

    [Fact]
    public void Evaluate_StartMovedByADay_IsTheSameAnomaly()
    {
        Anomaly moved = Rds(3);
        moved = moved with { Event = new EventDays([.. moved.Event.Days.Skip(1)]) };
        Assert.Equal([AlertNoticeKind.AnomalyOpened, null], Replay(Rds(3), moved));
    }

    [Fact]
    public void Evaluate_LookedAtBeforeTheFirstMail_IsNotTold() => Assert.Equal([null, null], Replay(Rds(2, AnomalyState.Investigating), Rds(3, AnomalyState.Ended)));

    [Fact]
    public void TeamOf_Name_IsTheScopesTeam() => Assert.Equal("payments", AnomalyAlerts.TeamOf($"anomaly|{SomeAnomalies.Rds.Scope.Key}"));

    private static Anomaly Rds(int days, AnomalyState state = AnomalyState.New) => SomeAnomalies.Of("payments", "RDS", "prod-payments", 59m, 190m, state, days);

    /// <summary>What each look tells; null for nothing. An anomaly of null is none.</summary>
    private static AlertNoticeKind?[] Replay(params Anomaly?[] looks) => Replay(24, looks);

    private static AlertNoticeKind?[] Replay(int hours, params Anomaly?[] looks)
    {
        DateTimeOffset at = Monday;
        var alerts = new Dictionary<(string, DateOnly), ThresholdAlert>();
        var told = new List<AlertNoticeKind?>();
        foreach (Anomaly? look in looks)
        {
            AnomalyRound round = AnomalyAlerts.Evaluate(look is null ? [] : [look], [.. alerts.Values], AnomalySeverity.Medium, JudgedFrom, at);
            at = at.AddHours(hours);
            foreach (ThresholdAlert alert in round.Alerts) alerts[(alert.Budget, alert.Period)] = alert with { Revision = alert.Revision + 1 };
            told.Add(round.Notices.Count == 0 ? null : Assert.Single(round.Notices).Kind);
        }

        return [.. told];
    }
}
