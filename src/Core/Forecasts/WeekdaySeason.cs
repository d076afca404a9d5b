using CostGuard.Core.Statistics;

namespace CostGuard.Core.Forecasts;

/// <summary>The weekday factors of a series: taken out before a level is learnt, put back into what is expected.</summary>
internal sealed class WeekdaySeason
{
    private readonly double[] _factors;

    private WeekdaySeason(double[] factors) => _factors = factors;

    public static WeekdaySeason Of(DailyHistory history) => new(WeekdayFactors.Of(history.Last, history.Values));

    /// <summary>The days without their season.</summary>
    public double[] Without(DailyHistory history)
    {
        double[] flat = new double[history.Days];
        int weekday = (int)history.DayOf(0).DayOfWeek;
        for (int i = 0; i < flat.Length; i++, weekday = (weekday + 1) % 7) flat[i] = history.Values[i] / _factors[weekday];
        return flat;
    }

    /// <summary>Puts the season into the days after the last one.</summary>
    public void PutInto(DateOnly last, Span<double> path)
    {
        int weekday = ((int)last.DayOfWeek + 1) % 7;
        for (int h = 0; h < path.Length; h++, weekday = (weekday + 1) % 7) path[h] *= _factors[weekday];
    }
}
