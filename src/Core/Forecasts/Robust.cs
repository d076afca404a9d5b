using CostGuard.Core.Statistics;

namespace CostGuard.Core.Forecasts;

/// <summary>Statistics that a few wild days do not move.</summary>
public static class Robust
{
    /// <summary>The median distance from the median times this estimates a standard deviation.</summary>
    public const double MadToSigma = 1.4826;

    /// <summary>The mean; 0 for nothing.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return values.Length == 0 ? 0 : sum / values.Length;
    }

    /// <summary>Theil–Sen: the median of the slopes through all pairs; 0 for fewer than two values.</summary>
    public static double Slope(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (n < 2) return 0;
        double[] slopes = new double[n * (n - 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++) slopes[at++] = (values[j] - values[i]) / (j - i);
        }

        return Medians.OfScratch<double>(slopes);
    }

    /// <summary>The median of a few values, without memory of its own.</summary>
    internal static double MedianOfFew(ReadOnlySpan<double> values)
    {
        Span<double> copy = stackalloc double[values.Length];
        values.CopyTo(copy);
        return Medians.OfScratch(copy);
    }

    /// <summary>True when more than a fifth of the last 56 days cost nothing: there is no level to follow then, only a mean.</summary>
    internal static bool IsSparse(DailyHistory history)
    {
        ReadOnlySpan<double> near = history.Newest(56).Values;
        return near.Count(0.0) > 0.2 * near.Length;
    }
}
