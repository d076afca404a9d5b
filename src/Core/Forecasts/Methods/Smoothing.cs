namespace CostGuard.Core.Forecasts.Methods;

/// <summary>Simple exponential smoothing.</summary>
public static class Smoothing
{
    private static readonly double[] Alphas = [.05, .1, .2, .3, .5, .7];

    /// <summary>The level after the last value, and the mean absolute one-step error on the way.</summary>
    public static (double Level, double Error) Run(ReadOnlySpan<double> values, double alpha, double initial)
    {
        double level = initial, error = 0;
        foreach (double value in values)
        {
            double miss = value - level;
            error += Math.Abs(miss);
            level += alpha * miss;
        }

        return (level, values.Length == 0 ? 0 : error / values.Length);
    }

    /// <summary>The level with the factor of the grid that misses the next day least; it starts at the mean of the first seven values.</summary>
    public static (double Level, double Alpha) Best(ReadOnlySpan<double> values)
    {
        double initial = Robust.Mean(values[..Math.Min(7, values.Length)]);
        (double Level, double Alpha, double Error) best = (initial, Alphas[0], double.PositiveInfinity);
        foreach (double alpha in Alphas)
        {
            (double level, double error) = Run(values, alpha, initial);
            if (error < best.Error) best = (level, alpha, error);
        }

        return (best.Level, best.Alpha);
    }
}
