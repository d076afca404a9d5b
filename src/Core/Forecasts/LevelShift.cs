using CostGuard.Core.Statistics;

namespace CostGuard.Core.Forecasts;

/// <summary>
/// Finds days on which the level of a series jumped and stayed (a migration, a big customer), and lifts what came before to the newest level,
/// so that a jump is neither taken for a slope nor forgotten over weeks.
/// </summary>
internal static class LevelShift
{
    private const int Side = 14;

    // Fewer days after a jump may be a spike.
    private const int AfterMin = 3;
    private const int ShiftsMax = 3;
    private const double ChangeMin = 0.12;
    private const double SigmasMin = 5;
    private const double NoiseMin = 0.005;

    /// <summary>The same days as if the newest level had always held. Values must be above zero and without their season.</summary>
    public static void Level(Span<double> values)
    {
        double[] logs = new double[values.Length];
        for (int i = 0; i < logs.Length; i++) logs[i] = Math.Log(values[i]);
        for (int round = 0; round < ShiftsMax && Strongest(logs) is var found and >= 0; round++)
        {
            int at = Place(logs, found);
            int after = Math.Min(Side, logs.Length - at), before = Math.Min(Side, at);
            double change = Robust.MedianOfFew(logs.AsSpan(at, after)) - Robust.MedianOfFew(logs.AsSpan(at - before, before));
            for (int i = 0; i < at; i++) logs[i] += change;
        }

        for (int i = 0; i < logs.Length; i++) values[i] = Math.Exp(logs[i]);
    }

    /// <summary>The split whose two sides differ most, in standard errors; −1 when none is far enough.</summary>
    private static int Strongest(double[] logs)
    {
        double noise = Noise(logs);
        int best = -1;
        double bestScore = SigmasMin;
        for (int split = Side; split <= logs.Length - AfterMin; split++)
        {
            int after = Math.Min(Side, logs.Length - split);
            double change = Math.Abs(Robust.MedianOfFew(logs.AsSpan(split, after)) - Robust.MedianOfFew(logs.AsSpan(split - Side, Side)));
            if (change < ChangeMin) continue;
            double score = change / (noise * Math.Sqrt((1.0 / Side) + (1.0 / after)));
            if (score >= bestScore) (best, bestScore) = (split, score);
        }

        return best;
    }

    /// <summary>
    /// Standard error of one day's share in a median. Days that follow each other resemble each other, which makes means of them less sure:
    /// the changes over one day and over seven tell how much.
    /// </summary>
    private static double Noise(double[] logs)
    {
        double overDay = Spread(logs, 1), overWeek = Spread(logs, 7);
        double kept = overWeek > 0 ? Math.Clamp(1 - (overDay * overDay / (overWeek * overWeek)), 0, 0.9) : 0;
        // A median is 1.25 times as unsure as a mean.
        return 1.25 * Math.Max(NoiseMin, Math.Max(overDay, overWeek)) * Math.Sqrt((1 + kept) / (1 - kept));
    }

    private static double Spread(double[] logs, int lag)
    {
        double[] changes = new double[logs.Length - lag];
        for (int i = 0; i < changes.Length; i++) changes[i] = logs[i + lag] - logs[i];
        return Robust.MadToSigma * Medians.AbsoluteDeviation<double>(changes) / Math.Sqrt(2);
    }

    /// <summary>The medians say that there is a jump; the means of a week say best on which day.</summary>
    private static int Place(double[] logs, int near)
    {
        int best = near;
        double bestJump = double.NegativeInfinity;
        for (int split = Math.Max(AfterMin, near - 6); split <= Math.Min(logs.Length - AfterMin, near + 6); split++)
        {
            int after = Math.Min(7, logs.Length - split), before = Math.Min(7, split);
            double jump = Math.Abs(Robust.Mean(logs.AsSpan(split, after)) - Robust.Mean(logs.AsSpan(split - before, before))) * Math.Sqrt(after);
            if (jump > bestJump) (best, bestJump) = (split, jump);
        }

        return best;
    }
}
