using System.Numerics;

namespace CostGuard.Core.Statistics;

/// <summary>How much a weekday costs beside the mean day (domain D.2.5b).</summary>
internal static class WeekdayFactors
{
    private const int DaysMax = 56;
    private const int DaysMin = 21;
    private const double ZeroDaysShareMax = 0.2;

    /// <summary>
    /// Seven factors with mean 1, by <see cref="DayOfWeek"/>: the median ratio of a day to the centred mean of its week, over up to 56 days,
    /// within 0.05 and 5. All are 1 for under 21 days, or where over a fifth of the days are zero.
    /// </summary>
    public static T[] Of<T>(DateOnly last, ReadOnlySpan<T> series)
        where T : struct, INumber<T>
    {
        ReadOnlySpan<T> values = series[Math.Max(0, series.Length - DaysMax)..];
        if (values.Length < DaysMin || values.Count(T.Zero) > ZeroDaysShareMax * values.Length) return Even<T>();

        T[] medians = MedianRatios(values, (int)last.AddDays(1 - values.Length).DayOfWeek);
        T seven = T.CreateChecked(7);
        T sum = T.Zero;
        foreach (T median in medians) sum += median;
        T mean = sum / seven;
        if (mean <= T.Zero) return Even<T>();
        T min = T.CreateChecked(0.05m), max = T.CreateChecked(5);
        return [.. medians.Select(median => T.Clamp(median / mean, min, max))];
    }

    private static T[] Even<T>()
        where T : struct, INumber<T> => [T.One, T.One, T.One, T.One, T.One, T.One, T.One];

    // A weekday without a ratio (weeks that cost nothing) makes the sum 0 and so all factors even.
    private static T[] MedianRatios<T>(ReadOnlySpan<T> values, int firstWeekday)
        where T : struct, INumber<T>
    {
        var ratios = new T[7][];
        var counts = new int[7];
        for (int weekday = 0; weekday < 7; weekday++) ratios[weekday] = new T[(values.Length / 7) + 1];
        for (int i = 3; i < values.Length - 3; i++)
        {
            T sum = T.Zero;
            foreach (T value in values[(i - 3)..(i + 4)]) sum += value;
            T week = sum / T.CreateChecked(7);
            int weekday = (firstWeekday + i) % 7;
            if (week > T.Zero) ratios[weekday][counts[weekday]++] = values[i] / week;
        }

        var medians = new T[7];
        if (counts.Contains(0)) return medians;
        for (int weekday = 0; weekday < 7; weekday++) medians[weekday] = Medians.OfScratch(ratios[weekday].AsSpan(0, counts[weekday]));
        return medians;
    }
}
