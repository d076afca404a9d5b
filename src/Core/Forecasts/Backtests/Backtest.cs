using CostGuard.Core.Forecasts.Methods;

namespace CostGuard.Core.Forecasts.Backtests;

/// <summary>
/// What forecasts would have said at earlier days, against what happened (domain D.7): month ends from days 5, 10, 15, 20 and 25, and three months
/// from the first of a month. Each origin knows only the days before it; methods are fitted anew at every origin.
/// </summary>
public sealed class Backtest
{
    /// <summary>Days of the month from which its end is forecast.</summary>
    public static readonly IList<int> OriginDays = [5, 10, 15, 20, 25];

    /// <summary>CostGuard's own forecast, the first of <see cref="Methods"/>.</summary>
    public const string Own = "costguard";

    private const int QuarterMonths = 3;

    private static readonly IForecastMethod[] Compared =
        [new RunRate(), new RecentMean(28), new SeasonalNaive(), new WeekdayMean(), new HoltWinters(), new Theta()];

    private readonly SeriesForecaster _forecaster;
    private readonly BacktestTally[] _tallies = [.. Methods.Select(_ => new BacktestTally())];
    private readonly bool _compare;

    private Backtest(SeriesForecaster forecaster, bool compare) => (_forecaster, _compare) = (forecaster, compare);

    /// <summary>Keys of the methods, CostGuard's own first; the others see the series as it is and are shown for comparison.</summary>
    public static IReadOnlyList<string> Methods { get; } = [Own, .. Compared.Select(method => method.Key)];

    /// <summary>Tests all methods on a series.</summary>
    /// <param name="forecaster">The series.</param>
    /// <param name="historyDaysMin">A month is tested when so many days are known before it.</param>
    /// <param name="compare">False tests CostGuard's own forecast only; the other tallies stay empty then.</param>
    /// <returns>One tally a method, in the order of <see cref="Methods"/>.</returns>
    public static IReadOnlyList<BacktestTally> Run(SeriesForecaster forecaster, int historyDaysMin, bool compare = true)
    {
        var test = new Backtest(forecaster, compare);
        DailySeries series = forecaster.Series;
        DateOnly month = new DateOnly(series.First.Year, series.First.Month, 1);
        for (; series.IndexOf(month.AddMonths(1)) <= series.Days; month = month.AddMonths(1))
        {
            if (series.IndexOf(month) < historyDaysMin) continue;
            test.TryMonth(series.IndexOf(month), DateTime.DaysInMonth(month.Year, month.Month));
            if (series.IndexOf(month.AddMonths(QuarterMonths)) <= series.Days) test.TryQuarter(month);
        }

        return test._tallies;
    }

    private void TryMonth(int start, int length)
    {
        double actual = _forecaster.Series.Sum(start, start + length);
        for (int i = 0; i < OriginDays.Count; i++)
        {
            int known = start + OriginDays[i], left = length - OriginDays[i];
            double sofar = _forecaster.Series.Sum(start, known), rest = _forecaster.Expect(known, 0, left).Cost;
            _tallies[0].AddMonth(i, actual, sofar + rest);
            double width = Conformal.Width(_forecaster.PastErrors(known, 0, left, ForecastIntervals.Origins80), 0.8).Share * Math.Abs(rest);
            _tallies[0].AddInterval(Math.Abs(actual - sofar - rest) <= width);
            foreach ((int method, double[] path) in Paths(known, left)) _tallies[method].AddMonth(i, actual, sofar + path.Sum());
        }
    }

    private void TryQuarter(DateOnly first)
    {
        DailySeries series = _forecaster.Series;
        int known = series.IndexOf(first);
        (int Method, double[] Path)[] paths = [.. Paths(known, series.IndexOf(first.AddMonths(QuarterMonths)) - known)];
        for (int month = 0; month < QuarterMonths; month++)
        {
            int from = series.IndexOf(first.AddMonths(month)) - known, to = series.IndexOf(first.AddMonths(month + 1)) - known;
            double actual = series.Sum(known + from, known + to);
            _tallies[0].AddQuarterMonth(actual, _forecaster.Expect(known, from, to).Cost);
            foreach ((int method, double[] path) in paths) _tallies[method].AddQuarterMonth(actual, path[from..to].Sum());
        }
    }

    private IEnumerable<(int Method, double[] Path)> Paths(int known, int days)
    {
        for (int i = 0; i < Compared.Length && _compare; i++)
        {
            double[] path = new double[days];
            Compared[i].Continue(_forecaster.Series.Known(known), path);
            yield return (i + 1, path);
        }
    }
}
