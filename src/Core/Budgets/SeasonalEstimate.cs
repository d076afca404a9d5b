using CostGuard.Core.Statistics;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Learns weekday factors and calendar fees from the daily history (domain C.3, D.2.5, D.4).</summary>
public static class SeasonalEstimate
{
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
        CalendarFees<decimal> found = CalendarFees<decimal>.Detect(known.End.AddDays(-1), series);
        decimal FeeOn(DateOnly day) => purchases.TryGetValue(day, out decimal bought) && bought != 0m ? bought : found.On(day);

        var fees = new Dictionary<DateOnly, decimal>();
        foreach (DateOnly day in Days(period))
        {
            if (FeeOn(day) is var fee && fee != 0m) fees[day] = fee;
        }

        decimal[] core = [.. Days(known).Select((day, i) => series[i] - FeeOn(day))];
        return new SeasonalProfile(Factors(known.End.AddDays(-1), core), fees);
    }

    /// <summary>Seven weekday factors with mean 1, rounded to six decimals.</summary>
    public static IReadOnlyList<decimal> Factors(DateOnly last, IReadOnlyList<decimal> series) =>
        [.. WeekdayFactors.Of<decimal>(last, [.. series]).Select(factor => decimal.Round(factor, 6))];

    private static IEnumerable<DateOnly> Days(DayRange range)
    {
        for (DateOnly day = range.Start; day < range.End; day = day.AddDays(1)) yield return day;
    }
}
