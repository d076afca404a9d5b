namespace CostGuard.Core.Forecasts;

/// <summary>A series without season, outliers, jumps and growth: what is left wavers around one level.</summary>
internal sealed class FlatCourse
{
    private const int WindowDays = 182;
    private const int GrowthDaysMin = 42;
    private const double GrowthMax = 0.01;

    private FlatCourse(WeekdaySeason season, double[] values, double growth) => (Season, Values, Growth) = (season, values, growth);

    public WeekdaySeason Season { get; }

    /// <summary>The days at today's level.</summary>
    public double[] Values { get; }

    /// <summary>Growth a day, as a logarithm.</summary>
    public double Growth { get; }

    public static FlatCourse Of(DailyHistory history)
    {
        var season = WeekdaySeason.Of(history);
        double[] flat = season.Without(history.Newest(WindowDays));
        if (Robust.IsSparse(history)) return new FlatCourse(season, flat, 0);
        bool grows = flat.Length >= GrowthDaysMin && AllAboveZero(flat);

        // Jumps first: to a filter of outliers the first days after a jump are outliers.
        if (grows) LevelShift.Level(flat);
        Outliers.Replace(flat);
        if (!grows) return new FlatCourse(season, flat, 0);

        double growth = Math.Clamp(WeeklyGrowth(flat) / 7, -GrowthMax, GrowthMax);
        for (int i = 0; i < flat.Length; i++) flat[i] *= Math.Exp(growth * (flat.Length - 1 - i));
        return new FlatCourse(season, flat, growth);
    }

    /// <summary>
    /// Theil–Sen through the logarithms of weekly means, drawn towards zero by its own uncertainty: a slope of twice its standard error keeps
    /// half of itself, one below 1.4 standard errors nothing.
    /// </summary>
    private static double WeeklyGrowth(double[] flat)
    {
        int weeks = flat.Length / 7;
        double[] means = new double[weeks];
        for (int week = 0; week < weeks; week++) means[week] = Math.Log(Robust.Mean(flat.AsSpan(flat.Length - (7 * (weeks - week)), 7)));
        double slope = Robust.Slope(means);
        for (int week = 0; week < weeks; week++) means[week] -= slope * week;

        double centre = Robust.MedianOfFew(means), square = 0, cross = 0, before = 0;
        for (int week = 0; week < weeks; week++)
        {
            double rest = means[week] - centre;
            square += rest * rest;
            cross += week > 0 ? rest * before : 0;
            before = rest;
        }

        if (square <= 0) return slope;
        double kept = Math.Clamp(cross / square, 0, 0.8);
        double variance = 12 * square / (weeks - 2) / ((double)weeks * weeks * weeks) * (1 + kept) / (1 - kept);
        return slope * Math.Max(0, 1 - (2 * variance / Math.Max(slope * slope, double.Epsilon)));
    }

    private static bool AllAboveZero(double[] values) => Array.TrueForAll(values, value => value > 0);
}
