using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Unit.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Core.Alerts;

public sealed class BudgetAlertsTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 15, 1, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, BudgetOutlook> NoOutlook = [];

    [Fact]
    public void Evaluate_SeveralThresholdsAtOnce_AreOneMessageUnderTheHighest()
    {
        AlertRound round = BudgetAlerts.Evaluate([Status(900m)], NoOutlook, [], AsOf);

        BudgetNotice notice = Assert.Single(round.Notices);
        Assert.Equal((0.8m, AlertNoticeKind.Crossed), (notice.Lead.At, notice.Kind));
        Assert.Equal([0.5m, 0.8m], notice.All.Select(threshold => threshold.At));
    }

    [Fact]
    public void Evaluate_Again_TellsNothingAndKeepsTheKey()
    {
        AlertRound first = BudgetAlerts.Evaluate([Status(900m)], NoOutlook, [], AsOf);
        AlertRound second = BudgetAlerts.Evaluate([Status(900m)], NoOutlook, first.Alerts, AsOf.AddHours(1));
        AlertRound third = BudgetAlerts.Evaluate([Status(1010m)], NoOutlook, second.Alerts, AsOf.AddDays(1));

        Assert.Empty(second.Notices);
        Assert.Equal("payments-monthly|2026-11-01|actual 0.8|Crossed|1", first.Notices[0].Key);
        Assert.Equal([1.0m], third.Notices[0].All.Select(threshold => threshold.At));
    }

    [Fact]
    public void Evaluate_StateUnknown_MovesNothing()
    {
        BudgetStatus stale = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-11", 1000m, 14, (1, 900m)) with { AsOf = AsOf.AddDays(9) });

        AlertRound round = BudgetAlerts.Evaluate([stale], NoOutlook, [], AsOf.AddDays(9));

        Assert.Equal(BudgetState.Unknown, stale.State);
        Assert.Empty(round.Alerts);
        Assert.Empty(round.Notices);
    }

    [Fact]
    public void Evaluate_SureForecast_IsToldBesideActual()
    {
        var outlook = new Dictionary<string, BudgetOutlook> { ["payments-monthly"] = new(1150m, 1120m, 1180m, 100) };

        AlertRound round = BudgetAlerts.Evaluate([Status(100m)], outlook, [], AsOf);

        Assert.Equal([1.0m, 1.1m], Assert.Single(round.Notices).All.Select(threshold => threshold.At));
        Assert.Equal("forecast", round.Notices[0].Lead.Of);
    }

    [Fact]
    public void Evaluate_AbsoluteThreshold_IsAnAmount()
    {
        BudgetEvidence evidence = SomeBudgets.Evidence("2026-11", 1000m, 14, (1, 420m));
        BudgetConfig budget = evidence.Budget with { Thresholds = [new BudgetThreshold(0m, Absolute: 400m)] };

        AlertRound round = BudgetAlerts.Evaluate([BudgetEvaluator.Evaluate(evidence with { Budget = budget })], NoOutlook, [], AsOf);

        Assert.Equal("actual 400 absolute", Assert.Single(round.Notices).Lead.Id);
    }

    private static BudgetStatus Status(decimal cost) => BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-11", 1000m, 14, (1, cost)));
}
