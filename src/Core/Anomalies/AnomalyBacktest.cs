using CostGuard.Core.Benchmarks;

namespace CostGuard.Core.Anomalies;

/// <summary>One line of a back-test.</summary>
/// <param name="Detector">The detector or rule.</param>
/// <param name="Profile">Profile of the series; null for all of them.</param>
/// <param name="Score">How it did.</param>
public sealed record BacktestLine(string Detector, string? Profile, DetectionScore Score);

/// <summary>Runs the detector and two simple rules over the labelled series of CG-SYN-1 (domain E.7).</summary>
public static class AnomalyBacktest
{
    /// <summary>Name of the detector in the answer.</summary>
    public const string Detector = "CG-MAD";

    private const int WarmUpDays = 60;

    /// <summary>The detector by profile, then all profiles of the detector and of each rule.</summary>
    /// <param name="seeds">Which series of each profile.</param>
    /// <param name="options">Sensitivity of the detector.</param>
    public static IReadOnlyList<BacktestLine> Run(IReadOnlyList<int> seeds, AnomalyOptions options)
    {
        SyntheticSpend[] all = [.. SpendProfile.All.SelectMany(profile => seeds.Select(seed => SyntheticSpend.Of(profile, seed, labels: true)))];
        var detector = new AnomalyDetector(options);
        BacktestLine[] byProfile = [.. all.GroupBy(spend => spend.Profile.Name).Select(group =>
            new BacktestLine(Detector, group.Key, Sum(group.Select(spend => DetectionScore.Of(spend, Alarms(detector, spend))))))];
        return
        [
            .. byProfile,
            new(Detector, null, Sum(byProfile.Select(line => line.Score))),
            new("mean ± 3σ", null, Sum(all.Select(spend => DetectionScore.Of(spend, Known(SimpleRules.MeanAndDeviation(spend.Values, WarmUpDays)))))),
            new("±50 % of 7 days", null, Sum(all.Select(spend => DetectionScore.Of(spend, Known(SimpleRules.PercentChange(spend.Values, WarmUpDays)))))),
        ];
    }

    private static int[] Alarms(AnomalyDetector detector, SyntheticSpend spend)
    {
        int[] alarms = [.. Enumerable.Repeat(-1, spend.Values.Count)];
        foreach (JudgedDay day in detector.Judge(SyntheticSpend.FirstDay, spend.Values, WarmUpDays, ScopeRules.None).Where(day => day.Sign != 0))
            alarms[day.Day.DayNumber - SyntheticSpend.FirstDay.DayNumber] = day.KnownOn.DayNumber - SyntheticSpend.FirstDay.DayNumber;
        return alarms;
    }

    private static int[] Known(bool[] flags) => [.. flags.Select((flag, day) => flag ? day : -1)];

    private static DetectionScore Sum(IEnumerable<DetectionScore> scores) => scores.Aggregate(default(DetectionScore), (sum, score) => sum + score);
}
