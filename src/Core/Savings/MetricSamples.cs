namespace CostGuard.Core.Savings;

/// <summary>Sums up the hourly samples of one metric, as the ledger does for files.</summary>
public static class MetricSamples
{
    private const int HoursOfDay = 24, HoursOfWeek = 168;
    private const double IdleBelow = 3;

    /// <summary>A metric over the last days of its samples. Days on which nothing was reported (NaN) are not there.</summary>
    /// <param name="first">Day of the first sample, UTC.</param>
    /// <param name="hours">A sample an hour, whole days; NaN where nothing was reported.</param>
    /// <param name="lookBack">Days to look back from the last one.</param>
    /// <param name="isCpu">True to count the hours of the week without work, percent of CPU.</param>
    public static MetricUse Use(DateOnly first, IReadOnlyList<double> hours, int lookBack, bool isCpu)
    {
        ArgumentNullException.ThrowIfNull(hours);
        int all = hours.Count / HoursOfDay, skip = Math.Max(0, all - lookBack);
        var days = new List<MetricDay>();
        var kept = new List<double>();
        var week = new double[HoursOfWeek];
        Array.Fill(week, double.NaN);
        for (int day = skip; day < all; day++)
        {
            double[] samples = [.. hours.Skip(day * HoursOfDay).Take(HoursOfDay)];
            DateOnly date = first.AddDays(day);
            for (int hour = 0; hour < HoursOfDay; hour++)
            {
                ref double cell = ref week[((int)date.DayOfWeek * HoursOfDay) + hour];
                if (!double.IsNaN(samples[hour])) cell = double.IsNaN(cell) ? samples[hour] : Math.Max(cell, samples[hour]);
            }

            double[] there = [.. samples.Where(sample => !double.IsNaN(sample))];
            if (there.Length == 0) continue;
            days.Add(new MetricDay(date, there.Average(), there.Max(), there.Sum()));
            kept.AddRange(there);
        }

        kept.Sort();
        bool knowsWeek = isCpu && !week.Any(double.IsNaN);
        return new MetricUse(days, Quantile(kept, .5), Quantile(kept, .95), Quantile(kept, .995), kept.Count == 0 ? double.NaN : kept[^1], (double)kept.Count / (lookBack * HoursOfDay))
        {
            InactiveShare = knowsWeek ? (double)week.Count(cell => cell < IdleBelow) / HoursOfWeek : null,
        };
    }

    // Between two samples by share, as quantile_cont does.
    private static double Quantile(List<double> sorted, double share)
    {
        if (sorted.Count == 0) return double.NaN;
        double at = share * (sorted.Count - 1);
        int low = (int)Math.Floor(at), high = (int)Math.Ceiling(at);
        return sorted[low] + ((sorted[high] - sorted[low]) * (at - low));
    }
}
