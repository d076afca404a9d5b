namespace CostGuard.Core.Forecasts.Methods;

/// <summary>
/// One level and steady growth in percent, learnt from days without season, outliers and jumps. The level follows the series as fast as has
/// foretold the next two weeks best; a steady one is the mean of about a hundred days. Growth fades slowly, since nothing grows for ever.
/// </summary>
public sealed class LevelGrowth : IForecastMethod
{
    private const double Damping = 0.99;
    private const int AheadDays = 14;
    private const int LearnDays = 28;

    private static readonly double[] AlphasFollowing = [.02, .05, .1, .2, .3, .5, .7];
    private static readonly double[] AlphasSteady = [.01];

    private readonly double[] _alphas;

    private LevelGrowth(string key, double[] alphas) => (Key, _alphas) = (key, alphas);

    /// <summary>The level follows the series.</summary>
    public static LevelGrowth Following { get; } = new("level-growth", AlphasFollowing);

    /// <summary>The level is a long mean.</summary>
    public static LevelGrowth Steady { get; } = new("steady-growth", AlphasSteady);

    /// <inheritdoc/>
    public string Key { get; }

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path) => Continue(FlatCourse.Of(history), history.Last, path);

    internal void Continue(FlatCourse course, DateOnly last, Span<double> path)
    {
        double level = Level(course.Values);
        var grown = new DampedSum(Damping);
        for (int h = 0; h < path.Length; h++)
        {
            path[h] = level * Math.Exp(course.Growth * grown.Next());
        }

        course.Season.PutInto(last, path);
    }

    private double Level(double[] values)
    {
        double[] sums = new double[values.Length + 1];
        for (int i = 0; i < values.Length; i++) sums[i + 1] = sums[i] + values[i];
        (double Level, double Error) best = (Robust.Mean(values), double.PositiveInfinity);
        foreach (double alpha in _alphas)
        {
            (double level, double error) = Follow(values, sums, alpha);
            if (error < best.Error) best = (level, error);
        }

        return best.Level;
    }

    /// <summary>The first days count alike, so that no first value lingers; errors are those of the next two weeks' mean.</summary>
    private static (double Level, double Error) Follow(double[] values, double[] sums, double alpha)
    {
        double level = 0, error = 0;
        int judged = 0;
        for (int i = 0; i < values.Length; i++)
        {
            level += Math.Max(alpha, 1.0 / (i + 1)) * (values[i] - level);
            if (i < LearnDays || i + AheadDays >= values.Length) continue;
            error += Math.Abs(((sums[i + 1 + AheadDays] - sums[i + 1]) / AheadDays) - level);
            judged++;
        }

        return (level, judged == 0 ? alpha : error / judged);
    }
}
