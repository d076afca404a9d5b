using CostGuard.Core.Statistics;

namespace CostGuard.Core.Anomalies;

/// <summary>Noise of a series with large swings: the spread of what is new each day, and the share of yesterday that carries over (AR(1)).</summary>
internal static class LogNoise
{
    private const int PairsMin = 20;
    private const double CarryOverMax = 0.95;

    // Swings beyond this many deviations are taken for unusual and count as this much only.
    private const double Winsor = 2.5;

    /// <summary>The two figures, from fee-free costs on a mean weekday. Days at or below zero are left out.</summary>
    public static (double Noise, double CarryOver) Of(ReadOnlySpan<double> level, bool carries)
    {
        double[] ratios = Ratios(level);
        double carryOver = carries ? CarryOver(ratios) : 0;
        var news = new List<double>(ratios.Length);
        for (int i = 1; i < ratios.Length; i++)
        {
            if (!double.IsNaN(ratios[i])) news.Add(double.IsNaN(ratios[i - 1]) ? ratios[i] : ratios[i] - (carryOver * ratios[i - 1]));
        }

        return (SeriesModel.OfMad * Medians.AbsoluteDeviation<double>(news.ToArray()), carryOver);
    }

    /// <summary>Logarithms less the median of their own eight weeks, so that a changed level is no noise.</summary>
    private static double[] Ratios(ReadOnlySpan<double> level)
    {
        var ratios = new double[level.Length];
        for (int end = level.Length; end > 0; end -= SeriesModel.LongLevelDays)
        {
            int start = Math.Max(0, end - SeriesModel.LongLevelDays);
            var logs = new List<double>();
            for (int i = start; i < end; i++)
            {
                ratios[i] = level[i] > 0 ? Math.Log(level[i]) : double.NaN;
                if (level[i] > 0) logs.Add(ratios[i]);
            }

            double centre = Medians.Of<double>(logs.ToArray());
            for (int i = start; i < end; i++) ratios[i] -= centre;
        }

        return ratios;
    }

    private static double CarryOver(double[] ratios)
    {
        double limit = Winsor * SeriesModel.OfMad * Medians.AbsoluteDeviation<double>(ratios.Where(ratio => !double.IsNaN(ratio)).ToArray());
        double products = 0, squares = 0;
        int pairs = 0;
        for (int i = 1; i < ratios.Length; i++)
        {
            if (double.IsNaN(ratios[i]) || double.IsNaN(ratios[i - 1])) continue;
            double before = Math.Clamp(ratios[i - 1], -limit, limit);
            products += Math.Clamp(ratios[i], -limit, limit) * before;
            squares += before * before;
            pairs++;
        }

        return pairs > PairsMin && squares > 0 ? Math.Clamp(products / squares, 0, CarryOverMax) : 0;
    }
}
