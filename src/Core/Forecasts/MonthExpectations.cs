using CostGuard.Core.Statistics;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>What is still expected of a month, in plain numbers.</summary>
/// <param name="Rest">Expected cost of its days that are not known yet.</param>
/// <param name="Widths">Intervals around it; null for a scope without a forecast of its own.</param>
internal sealed record MonthRest(double Rest, ForecastIntervals? Widths)
{
    public static MonthRest Nothing { get; } = new(0, null);
}

/// <summary>Month by month: daily methods for three months, then the level of the last of them with fading growth (domain D.2).</summary>
internal sealed class MonthExpectations(SeriesForecaster forecaster, YearSeason season)
{
    private const int GrowthMonths = 6;
    private const double GrowthMax = 0.05;
    private const double GrowthFading = 0.9;
    private const int PastErrorsMin = 4;

    private readonly DailySeries _series = forecaster.Series;

    /// <summary>The months in order, without a gap. Days that are known already are not expected again.</summary>
    public MonthRest[] Of(IReadOnlyList<BillingPeriod> months)
    {
        var rests = new MonthRest[months.Count];
        int known = _series.Days;
        (double PerDay, int Month, ForecastIntervals? First) reached = (0, 0, null);
        for (int i = 0; i < rests.Length; i++)
        {
            int from = Math.Max(0, _series.IndexOf(months[i].FirstDay) - known), to = _series.IndexOf(months[i].Next.FirstDay) - known;
            if (to <= 0) rests[i] = MonthRest.Nothing;
            else if (to <= SeriesForecaster.DaysAhead)
            {
                double rest = forecaster.Expect(known, from, to).Cost;
                rests[i] = new MonthRest(rest, Widths(known, from, to, i + 1, reached.First));
                reached = ((rest - forecaster.ExpectedFees(known, from, to)) / (to - from), i, reached.First ?? rests[i].Widths);
            }
            else
            {
                double perDay = reached.PerDay * Grown(i - reached.Month) * season.On(months[i]) / season.On(months[reached.Month]);
                rests[i] = new MonthRest((perDay * (to - from)) + forecaster.ExpectedFees(known, from, to), reached.First?.Months(i + 1));
            }
        }

        return rests;
    }

    private ForecastIntervals Widths(int known, int from, int to, int ahead, ForecastIntervals? first) =>
        first is not null && forecaster.PastErrors(known, from, to, PastErrorsMin).Length < PastErrorsMin
            ? first.Months(ahead)
            : ForecastIntervals.Of(forecaster, known, from, to);

    /// <summary>The median growth of the last six months, at most 5 % a month, fading by a tenth with each month.</summary>
    private double Grown(int months)
    {
        double growth = MonthlyGrowth(), factor = 1;
        for (int k = 1; k <= months; k++) factor *= 1 + (growth * Math.Pow(GrowthFading, k));
        return factor;
    }

    private double MonthlyGrowth()
    {
        // The last whole month is the newest whose end is known.
        BillingPeriod next = BillingPeriod.Of(_series.DayOf(_series.Days));
        var perDay = new List<double>();
        for (BillingPeriod month = next.Previous; perDay.Count <= GrowthMonths && _series.IndexOf(month.FirstDay) >= 0; month = month.Previous)
        {
            int from = _series.IndexOf(month.FirstDay), to = _series.IndexOf(month.Next.FirstDay);
            perDay.Add(_series.UsualSum(from, to) / (to - from) / season.On(month));
        }

        double[] growths = [.. Enumerable.Range(0, Math.Max(0, perDay.Count - 1)).Where(i => perDay[i + 1] > 0).Select(i => (perDay[i] / perDay[i + 1]) - 1)];
        return Math.Clamp(Medians.Of<double>(growths), -GrowthMax, GrowthMax);
    }
}
