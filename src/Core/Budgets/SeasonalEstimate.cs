using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Learns weekday factors and calendar fees from the daily history (domain C.3, D.2.5, D.4).</summary>
public static class SeasonalEstimate
{
    private const int FactorDaysMax = 56;
    private const int FactorDaysMin = 21;
    private const decimal ZeroDaysShareMax = 0.2m;
    private const decimal FactorMin = 0.05m;
    private const decimal FactorMax = 5m;

    /// <summary>
    /// The profile of a period. Fees are the purchases that are already known, and what came back on the same day in earlier months.
    /// </summary>
    /// <param name="daily">Cost by day, one currency and metric.</param>
    /// <param name="purchases">The part of it in rows of charge category Purchase.</param>
    /// <param name="known">Days that have complete data: a day in it without cost is a real zero.</param>
    /// <param name="period">The days to be profiled.</param>
    public static SeasonalProfile From(
        IReadOnlyDictionary<DateOnly, decimal> daily, IReadOnlyDictionary<DateOnly, decimal> purchases, DayRange known, DayRange period)
    {
        if (known.Days == 0) return SeasonalProfile.Even;
        decimal[] series = [.. Days(known).Select(day => daily.GetValueOrDefault(day))];
        CalendarFees found = CalendarFees.Detect(known.End.AddDays(-1), series);
        decimal FeeOn(DateOnly day) => purchases.TryGetValue(day, out decimal bought) && bought != 0m ? bought : found.On(day);

        var fees = new Dictionary<DateOnly, decimal>();
        foreach (DateOnly day in Days(period))
        {
            if (FeeOn(day) is var fee && fee != 0m) fees[day] = fee;
        }

        decimal[] core = [.. Days(known).Select((day, i) => series[i] - FeeOn(day))];
        return new SeasonalProfile(Factors(known.End.AddDays(-1), core), fees);
    }

    /// <summary>Seven weekday factors with mean 1: the median ratio of a day to the centred mean of its week, over up to 56 days.</summary>
    public static IReadOnlyList<decimal> Factors(DateOnly last, IReadOnlyList<decimal> series)
    {
        decimal[] values = [.. series.Skip(Math.Max(0, series.Count - FactorDaysMax))];
        if (values.Length < FactorDaysMin || values.Count(value => value == 0m) > ZeroDaysShareMax * values.Length) return SeasonalProfile.Even.Weekdays;

        DateOnly first = last.AddDays(1 - values.Length);
        var ratios = new List<decimal>[7];
        for (int weekday = 0; weekday < 7; weekday++) ratios[weekday] = [];
        for (int i = 3; i < values.Length - 3; i++)
        {
            decimal week = values[(i - 3)..(i + 4)].Sum() / 7m;
            if (week > 0m) ratios[(int)first.AddDays(i).DayOfWeek].Add(values[i] / week);
        }

        if (ratios.Any(ratio => ratio.Count == 0)) return SeasonalProfile.Even.Weekdays;
        decimal[] medians = [.. ratios.Select(ratio => Medians.Of([.. ratio]))];
        decimal mean = medians.Sum() / 7m;
        return mean <= 0m ? SeasonalProfile.Even.Weekdays : [.. medians.Select(median => decimal.Round(Math.Clamp(median / mean, FactorMin, FactorMax), 6))];
    }

    private static IEnumerable<DateOnly> Days(DayRange range)
    {
        for (DateOnly day = range.Start; day < range.End; day = day.AddDays(1)) yield return day;
    }
}
