namespace CostGuard.Core.Forecasts.Methods;

/// <summary>Additive Holt–Winters with a damped trend and a season of seven days (domain D.2.3); factors from a grid by one-step squared error.</summary>
public sealed class HoltWinters : IForecastMethod
{
    private const int WindowDays = 182;
    private const int SeasonDays = 7;
    private const double Damping = 0.95;

    private static readonly double[] Alphas = [.05, .2, .5];
    private static readonly double[] Betas = [0, .05];
    private static readonly double[] Gammas = [.05, .2];

    /// <inheritdoc/>
    public string Key => "holt-winters";

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path)
    {
        ReadOnlySpan<double> values = history.Newest(WindowDays).Values;
        Span<double> season = stackalloc double[SeasonDays];
        (double Alpha, double Beta, double Gamma, double Error) best = (0, 0, 0, double.PositiveInfinity);
        foreach (double alpha in Alphas)
        {
            foreach (double beta in Betas)
            {
                foreach (double gamma in Gammas)
                {
                    double error = Run(values, alpha, beta, gamma, season).Error;
                    if (error < best.Error) best = (alpha, beta, gamma, error);
                }
            }
        }

        (double level, double trend, _) = Run(values, best.Alpha, best.Beta, best.Gamma, season);
        var damped = new DampedSum(Damping);
        for (int h = 0; h < path.Length; h++)
        {
            path[h] = level + (trend * damped.Next()) + season[(values.Length + h) % SeasonDays];
        }
    }

    private static (double Level, double Trend, double Error) Run(ReadOnlySpan<double> values, double alpha, double beta, double gamma, Span<double> season)
    {
        double level = Robust.Mean(values[..Math.Min(14, values.Length)]), trend = 0, error = 0;
        for (int s = 0; s < SeasonDays; s++)
        {
            double first = values[s % values.Length];
            season[s] = (values.Length >= s + 8 ? (first + values[s + 7]) / 2 : first) - level;
        }

        for (int t = 0; t < values.Length; t++)
        {
            int s = t % SeasonDays;
            double miss = values[t] - (level + (Damping * trend) + season[s]);
            error += miss * miss;
            level += (Damping * trend) + (alpha * miss);
            trend = (Damping * trend) + (beta * miss);
            season[s] += gamma * miss;
        }

        return (level, trend, error);
    }
}
