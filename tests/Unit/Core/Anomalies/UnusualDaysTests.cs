using CostGuard.Core.Anomalies;
using CostGuard.Core.Forecasts;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

public sealed class UnusualDaysTests
{
    // 190.00 instead of 59.00 on seven days: 131.00 too much on each.
    [Theory]
    [InlineData(AnomalyState.New)]
    [InlineData(AnomalyState.Investigating)]
    [InlineData(AnomalyState.Ended)]
    [InlineData(AnomalyState.Resolved)]
    public void Of_NotAccepted_IsTheExcessOfEachDay(AnomalyState state)
    {
        IReadOnlyList<UnusualCost> costs = UnusualDays.Of([SomeAnomalies.Rds with { State = state }]);

        Assert.Equal(7, costs.Count);
        Assert.All(costs, cost => Assert.Equal(("payments", "RDS", 131m, false), (cost.Team, cost.Service, cost.Excess, cost.IsTeam)));
        Assert.Equal(Enumerable.Range(0, 7).Select(SomeAnomalies.Start.AddDays), costs.Select(cost => cost.Day));
    }

    [Theory]
    [InlineData(AnomalyState.Expected)]
    [InlineData(AnomalyState.NotUseful)]
    [InlineData(AnomalyState.NewLevel)]
    public void Of_HowItIsNow_Stays(AnomalyState state) => Assert.Empty(UnusualDays.Of([SomeAnomalies.Rds with { State = state }]));

    // A new service is cost to come, and what only moved is paid for elsewhere.
    [Fact]
    public void Of_NewServiceOrMove_Stays() => Assert.Empty(UnusualDays.Of([SomeAnomalies.Rds with { IsNewSpend = true }, SomeAnomalies.Rds with { MovedFrom = SomeAnomalies.Rds }]));
}
