using CostGuard.Core.Statistics;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>
/// How calendar months differ from the year around them (domain D.2): cost of a day of the month ÷ the twelve months centred on it, the median over
/// the years. All 1 with less than 24 whole months.
/// </summary>
internal sealed class YearSeason
{
    private const int Months = 12;
    private const int MonthsMin = 24;

    // A season that more than halves or doubles a month is one event, and no season.
    private const double IndexMin = 0.5;
    private const double IndexMax = 2;

    private readonly double[]? _indices;

    private YearSeason(double[]? indices) => _indices = indices;

    /// <summary>No season: too little is known.</summary>
    public static YearSeason None { get; } = new(null);

    /// <summary>The index of a month, 1 on the mean.</summary>
    public double On(BillingPeriod month) => _indices?[month.FirstDay.Month - 1] ?? 1;

    /// <summary>The season of a series' whole months.</summary>
    public static YearSeason Of(DailySeries series)
    {
        BillingPeriod first = BillingPeriod.Of(series.First), end = BillingPeriod.Of(series.DayOf(series.Days));
        if (series.IndexOf(first.FirstDay) < 0) first = first.Next;
        var perDay = new List<double>();
        for (BillingPeriod month = first; month.CompareTo(end) < 0; month = month.Next)
        {
            int from = series.IndexOf(month.FirstDay), to = series.IndexOf(month.Next.FirstDay);
            perDay.Add(series.UsualSum(from, to) / (to - from));
        }

        return new YearSeason(perDay.Count < MonthsMin ? null : Indices(perDay, first.FirstDay.Month - 1));
    }

    private static double[]? Indices(List<double> perDay, int firstMonth)
    {
        var ratios = new List<double>[Months];
        for (int i = 0; i < Months; i++) ratios[i] = [];
        for (int i = Months / 2; i < perDay.Count - (Months / 2); i++)
        {
            double around = Around(perDay, i);
            if (around <= 0) return null;
            ratios[(firstMonth + i) % Months].Add(perDay[i] / around);
        }

        double[] indices = [.. ratios.Select(each => Math.Clamp(Medians.Of<double>([.. each]), IndexMin, IndexMax))];
        double mean = indices.Average();
        return [.. indices.Select(index => index / mean)];
    }

    // Twelve months centred on one: half of the months six away on both sides.
    private static double Around(List<double> perDay, int at)
    {
        const int Half = Months / 2;
        double sum = (perDay[at - Half] + perDay[at + Half]) / 2;
        for (int i = at - Half + 1; i < at + Half; i++) sum += perDay[i];
        return sum / Months;
    }
}
