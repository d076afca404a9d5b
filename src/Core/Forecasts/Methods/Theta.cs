namespace CostGuard.Core.Forecasts.Methods;

/// <summary>Theta on the series without its weekday season: smoothed level plus half of the straight line's drift (domain D.2.4).</summary>
public sealed class Theta : IForecastMethod
{
    private const int WindowDays = 182;

    /// <inheritdoc/>
    public string Key => "theta";

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path)
    {
        var season = WeekdaySeason.Of(history);
        double[] flat = season.Without(history.Newest(WindowDays));
        (double level, double alpha) = Smoothing.Best(flat);
        Extend(flat.Length, level, LineSlope(flat), alpha, path);
        season.PutInto(history.Last, path);
    }

    /// <summary>level + slope/2 · (h − 1 + (1 − (1 − α)^n)/α) for h = 1, 2, ….</summary>
    public static void Extend(int days, double level, double slope, double alpha, Span<double> path)
    {
        double offset = (1 - Math.Pow(1 - alpha, days)) / alpha;
        for (int h = 0; h < path.Length; h++) path[h] = level + (slope / 2 * (h + offset));
    }

    /// <summary>Slope of the least-squares line; 0 for fewer than two values.</summary>
    public static double LineSlope(ReadOnlySpan<double> values)
    {
        double middle = (values.Length - 1) / 2.0, mean = Robust.Mean(values), cross = 0, square = 0;
        for (int i = 0; i < values.Length; i++)
        {
            cross += (i - middle) * (values[i] - mean);
            square += (i - middle) * (i - middle);
        }

        return square == 0 ? 0 : cross / square;
    }
}
