using CostGuard.Core.Anomalies;
using CostGuard.Core.Benchmarks;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

public sealed class AnomalyBacktestTests
{
    // Domain E.7: the acceptance at medium sensitivity, on the seeds that were looked at and on those that were not.
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(11, 12, 13)]
    public void Run_MediumSensitivity_IsAboveTheAcceptanceAndTheSimpleRules(params int[] seeds)
    {
        IReadOnlyList<BacktestLine> lines = AnomalyBacktest.Run(seeds, AnomalyOptions.Medium);

        DetectionScore own = lines.Single(line => line is { Detector: AnomalyBacktest.Detector, Profile: null }).Score;
        Assert.Equal(180, own.Hits + own.Misses);
        Assert.True(own.Precision >= 0.78, $"Precision is {own.Precision:0.000}.");
        Assert.True(own.Recall >= 0.80, $"Recall is {own.Recall:0.000}.");
        Assert.True(own.F1 >= 0.86, $"F1 is {own.F1:0.000}.");
        Assert.True(own.MeanDelay <= 0.5, $"The delay is {own.MeanDelay:0.00} days.");
        Assert.Equal(0, own.FeeDayAlarms);
        Assert.All(lines.Where(line => line.Detector != AnomalyBacktest.Detector), rule => Assert.True(rule.Score.F1 < own.F1 - 0.2));
    }

    // The table of domain E.7 gives mean ± 3σ 105 hits and 177 false alarms: another program, the same rule.
    [Fact]
    public void Run_MeanAndDeviation_IsAsPublished()
    {
        DetectionScore sum = default;
        foreach (SyntheticSpend spend in SpendProfile.All.SelectMany(profile => new[] { 1, 2, 3 }.Select(seed => SyntheticSpend.Of(profile, seed, labels: true))))
            sum += DetectionScore.Of(spend, [.. SimpleRules.MeanAndDeviation(spend.Values, 60).Select((flag, day) => flag ? day : -1)]);

        Assert.Equal((105, 177, 75), (sum.Hits, sum.FalseAlarms, sum.Misses));
    }

    // Planted at 100 for 2 days: an alarm on the first day, none, and one on the day after the last still count; two days after is too late.
    [Theory]
    [InlineData(100, 1, 0)]
    [InlineData(102, 1, 0)]
    [InlineData(103, 0, 1)]
    public void Score_AlarmNearAnEvent(int alarm, int hits, int falseAlarms)
    {
        SyntheticSpend spend = SyntheticSpend.Of(SpendProfile.All[7], 1, labels: true) with { Events = [new SpendEvent("drop", 100, 2, 0.4)] };
        int[] alarms = [.. Enumerable.Range(0, spend.Values.Count).Select(day => day == alarm ? day : -1)];

        DetectionScore score = DetectionScore.Of(spend, alarms);

        Assert.Equal((hits, falseAlarms, alarm - 100), (score.Hits, score.FalseAlarms, hits == 0 ? alarm - 100 : score.DelayDays));
    }
}
