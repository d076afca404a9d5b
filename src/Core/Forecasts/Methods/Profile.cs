using CostGuard.Core.Statistics;

namespace CostGuard.Core.Forecasts.Methods;

/// <summary>Weekday factors, a level and a robust damped slope, learnt from days that are cleaned of outliers (domain D.2.5).</summary>
/// <param name="slopes">False leaves the slope out, for short histories.</param>
public sealed class Profile(bool slopes = true) : IForecastMethod
{
    private const int WindowDays = 182;
    private const int SlopeDays = 56;
    private const double Damping = 0.98;

    /// <inheritdoc/>
    public string Key => "profile";

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path)
    {
        var season = WeekdaySeason.Of(history);
        double[] flat = season.Without(history.Newest(WindowDays));
        Outliers.Replace(flat);
        double level = Smoothing.Best(flat).Level;
        double slope = slopes ? Slope(flat) : 0;
        var damped = new DampedSum(Damping);
        for (int h = 0; h < path.Length; h++)
        {
            path[h] = level + (slope * damped.Next());
        }

        season.PutInto(history.Last, path);
    }

    /// <summary>Half of the slope of eight weeks; none when it is within the noise.</summary>
    private static double Slope(double[] flat)
    {
        ReadOnlySpan<double> near = flat.AsSpan(Math.Max(0, flat.Length - SlopeDays));
        double slope = Robust.Slope(near);
        return Math.Abs(slope) * near.Length < Robust.MadToSigma * Medians.AbsoluteDeviation(near) ? 0 : slope / 2;
    }
}
