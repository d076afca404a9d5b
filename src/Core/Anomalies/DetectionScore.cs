using CostGuard.Core.Benchmarks;

namespace CostGuard.Core.Anomalies;

/// <summary>How a detector did against known truth, by event (domain E.7).</summary>
/// <param name="Hits">Events with an alarm between their first day and the day after their last.</param>
/// <param name="FalseAlarms">Runs of alarms that touch no event; a gap of one day doesn't end a run.</param>
/// <param name="Misses">Events without an alarm.</param>
/// <param name="DelayDays">Σ days from the start of each hit to its first alarm.</param>
/// <param name="FeeDayAlarms">Alarms on days whose only news is a fee or a month end that comes every month.</param>
/// <param name="LevelSteps">False alarms that are a true, lasting step of the level, which the benchmark doesn't label.</param>
public readonly record struct DetectionScore(int Hits, int FalseAlarms, int Misses, int DelayDays, int FeeDayAlarms, int LevelSteps)
{
    /// <summary>Hits ÷ alarms; null without any alarm.</summary>
    public double? Precision => Hits + FalseAlarms == 0 ? null : (double)Hits / (Hits + FalseAlarms);

    /// <summary>Hits ÷ events; null without any event.</summary>
    public double? Recall => Hits + Misses == 0 ? null : (double)Hits / (Hits + Misses);

    /// <summary>Harmonic mean of the two.</summary>
    public double? F1 => Hits + FalseAlarms + Misses == 0 ? null : 2.0 * Hits / ((2 * Hits) + FalseAlarms + Misses);

    /// <summary>F1 if the true steps of the level are not counted as false.</summary>
    public double? F1WithoutSteps => Hits + FalseAlarms + Misses == 0 ? null : 2.0 * Hits / ((2 * Hits) + FalseAlarms - LevelSteps + Misses);

    /// <summary>Mean days to detection; null without a hit.</summary>
    public double? MeanDelay => Hits == 0 ? null : (double)DelayDays / Hits;

    /// <summary>Both together.</summary>
    public static DetectionScore operator +(DetectionScore left, DetectionScore right) => new(
        left.Hits + right.Hits, left.FalseAlarms + right.FalseAlarms, left.Misses + right.Misses, left.DelayDays + right.DelayDays,
        left.FeeDayAlarms + right.FeeDayAlarms, left.LevelSteps + right.LevelSteps);

    /// <summary>Scores the alarms of one series.</summary>
    /// <param name="spend">The series with its truth.</param>
    /// <param name="alarms">For each day, the index of the day on which it was known to be unusual; −1 for a usual day.</param>
    public static DetectionScore Of(SyntheticSpend spend, IReadOnlyList<int> alarms)
    {
        int hits = 0, delay = 0;
        foreach (SpendEvent each in spend.Events)
        {
            int? known = Enumerable.Range(each.Start, each.Days + 1).Where(day => day < alarms.Count && alarms[day] >= 0 && alarms[day] <= each.Start + each.Days)
                .Select(day => (int?)alarms[day]).Min();
            if (known is not { } found) continue;
            hits++;
            delay += found - each.Start;
        }

        (int Start, int End)[] wrong = [.. Runs(alarms).Where(run => !spend.Events.Any(each => run.Start <= each.Start + each.Days && run.End >= each.Start))];
        return new DetectionScore(
            hits, wrong.Length, spend.Events.Count - hits, delay,
            Enumerable.Range(0, alarms.Count).Count(day => alarms[day] >= 0 && IsFeeDay(spend, day)),
            wrong.Count(run => spend.StepDay is { } step && run.Start <= step + 1 && run.End >= step));
    }

    private static bool IsFeeDay(SyntheticSpend spend, int index)
    {
        DateOnly day = SyntheticSpend.FirstDay.AddDays(index);
        bool due = (spend.Profile.Fee != 0 && day.Day == 1) || (spend.Profile.MonthEnd != 1 && day.AddDays(2).Day <= 2);
        return due && !spend.Events.Any(each => index >= each.Start && index <= each.Start + each.Days);
    }

    private static List<(int Start, int End)> Runs(IReadOnlyList<int> alarms)
    {
        var runs = new List<(int Start, int End)>();
        for (int day = 0; day < alarms.Count; day++)
        {
            if (alarms[day] < 0) continue;
            if (runs.Count > 0 && day - runs[^1].End <= 2) runs[^1] = (runs[^1].Start, day);
            else runs.Add((day, day));
        }

        return runs;
    }
}
