using CostGuard.Core.Statistics;

namespace CostGuard.Core.Forecasts;

/// <summary>Hampel's filter: a day far from its neighbours counts as their median. No day is taken away, so the time axis stays as it is.</summary>
internal static class Outliers
{
    private const int Reach = 10;
    private const double Limit = 4;

    public static void Replace(Span<double> values)
    {
        double[] original = values.ToArray();
        Span<double> near = stackalloc double[(2 * Reach) + 1];
        for (int i = 0; i < original.Length; i++)
        {
            int from = Math.Max(0, i - Reach), to = Math.Min(original.Length, i + Reach + 1);
            Span<double> some = near[..(to - from)];
            original.AsSpan(from..to).CopyTo(some);
            double median = Medians.OfScratch(some);
            for (int k = 0; k < some.Length; k++) some[k] = Math.Abs(original[from + k] - median);
            double limit = Limit * Robust.MadToSigma * Medians.OfScratch(some);
            if (Math.Abs(original[i] - median) > limit) values[i] = median;
        }
    }
}
