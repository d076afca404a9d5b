using CostGuard.Core.Forecasts.Backtests;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>A scope between statistics and money: exact cost so far, and what is still expected in plain numbers.</summary>
internal sealed class ScopeOutlook
{
    // Whole months by which the past error is told.
    private const int PastHistoryMin = 90;
    private const int PastMonthsMax = 6;

    private readonly string? _scope;
    private readonly decimal[] _actuals;
    private readonly MonthRest[] _rests;
    private readonly DailySeries? _series;
    private readonly (string Key, double Weight)? _method;
    private readonly PastAccuracy _past;

    private ScopeOutlook(
        string? scope, decimal[] actuals, MonthRest[] rests, DailySeries? series, (string Key, double Weight)? method, PastAccuracy past) =>
        (_scope, _actuals, _rests, _series, _method, _past) = (scope, actuals, rests, series, method, past);

    public string? Scope => _scope;

    private SeriesForecaster? Forecaster { get; init; }

    private int Days => _series?.Days ?? 0;

    private ForecastConfidence Confidence => Days < SeriesForecaster.DaysMin ? ForecastConfidence.None
        : Days < 28 ? ForecastConfidence.Low : Days < 42 ? ForecastConfidence.Medium : ForecastConfidence.Full;

    public static ScopeOutlook Of(string? scope, ScopeHistory history, ForecastScopes scopes, IReadOnlyList<BillingPeriod> months)
    {
        DailySeries? series = scopes.SeriesOf(history);
        decimal[] actuals = [.. months.Select(month => history.Actual(DayRange.Of(month).Intersect(scopes.Known)))];
        if (series is null || series.Days < SeriesForecaster.DaysMin)
        {
            return new ScopeOutlook(scope, actuals, [.. months.Select(month => Mean(series, DayRange.Of(month), scopes.Known.End))], series, null, PastAccuracy.Unknown);
        }

        var forecaster = new SeriesForecaster(series);
        int left = Math.Clamp(series.IndexOf(months[0].Next.FirstDay) - series.Days, 1, SeriesForecaster.DaysAhead);
        IReadOnlyList<double> weights = forecaster.Expect(series.Days, 0, left).Weights;
        int best = Enumerable.Range(0, weights.Count).MaxBy(i => weights[i]);
        string key = series.Days < 14 ? "mean" : SeriesForecaster.Methods[best];
        return new ScopeOutlook(scope, actuals, new MonthExpectations(forecaster, scopes.SeasonOf(history)).Of(months), series, (key, weights[best]), PastOf(forecaster)) { Forecaster = forecaster };
    }

    /// <summary>What the scope's own history expects of one of the next days, in plain numbers.</summary>
    public double Expected(DateOnly day)
    {
        if (_series is null) return 0;
        int ahead = _series.IndexOf(day) - _series.Days;
        return Forecaster is null || ahead is < 0 or >= SeriesForecaster.DaysAhead
            ? Mean(_series, new DayRange(day, day.AddDays(1)), day).Rest
            : Forecaster.ExpectDays(_series.Days, ahead, ahead + 1)[0];
    }

    /// <summary>The total by its own forecast, and parts that add up to it.</summary>
    public static (ScopeForecast Total, IReadOnlyList<ScopeForecast> Parts) Coherent(
        ScopeOutlook total, IReadOnlyList<ScopeOutlook> parts, IReadOnlyList<BillingPeriod> months, Currency currency)
    {
        var whole = new List<MonthForecast>();
        List<MonthForecast>[] each = [.. parts.Select(_ => new List<MonthForecast>())];
        for (int i = 0; i < months.Count; i++)
        {
            bool known = total.Confidence != ForecastConfidence.None && total.Ends(months[i]);
            decimal forecast = decimal.Round(total._actuals[i] + Rest(total, i), currency.MinorUnits, MidpointRounding.ToEven);
            whole.Add(total.Month(months[i], i, known ? forecast : null, currency));
            int month = i;
            IReadOnlyList<decimal> amounts = known
                ? Reconciliation.Parts(forecast, [.. parts.Select(part => part._actuals[month])], [.. parts.Select(part => Rest(part, month))], currency.MinorUnits)
                : [];
            for (int p = 0; p < each.Length; p++) each[p].Add(parts[p].Month(months[i], i, known ? amounts[p] : null, currency));
        }

        return (total.Forecast(whole), [.. parts.Select((part, p) => part.Forecast(each[p])).OrderByDescending(part => part.Months[0].Forecast ?? part.Months[0].Actual)]);
    }

    /// <summary>A month whose last day is known is over: it has no forecast, only what it cost.</summary>
    private bool Ends(BillingPeriod month) => _series!.IndexOf(month.Next.FirstDay) > _series.Days;

    private static decimal Rest(ScopeOutlook scope, int month) => (decimal)scope._rests[month].Rest;

    private MonthForecast Month(BillingPeriod month, int i, decimal? forecast, Currency currency)
    {
        decimal? own = forecast is null ? null : decimal.Round(_actuals[i] + Rest(this, i), currency.MinorUnits, MidpointRounding.ToEven);
        if (forecast is not { } amount || _rests[i].Widths is not { } widths) return new MonthForecast(month, _actuals[i], forecast, null, null) { Own = own };
        decimal rest = amount - _actuals[i];
        return new MonthForecast(month, _actuals[i], amount, Around(amount, rest, widths.Inner, currency), Around(amount, rest, widths.Outer, currency)) { Own = own };
    }

    private static ForecastInterval Around(decimal forecast, decimal rest, IntervalWidth width, Currency currency)
    {
        decimal half = Math.Abs(rest) * (decimal)width.Share;
        decimal Rounded(decimal amount) => decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven);
        return new ForecastInterval(Rounded(forecast - half), Rounded(forecast + half), width.IsCovered);
    }

    private ScopeForecast Forecast(IReadOnlyList<MonthForecast> months) => new()
    {
        Scope = _scope,
        Months = months,
        Past = _past,
        Method = _method,
        Confidence = Confidence,
        Days = Days,
    };

    private static PastAccuracy PastOf(SeriesForecaster forecaster)
    {
        DailySeries series = forecaster.Series;
        BillingPeriod running = BillingPeriod.Of(series.DayOf(series.Days));
        int from = Math.Max(PastHistoryMin, series.IndexOf(running.AddMonths(-PastMonthsMax).FirstDay));
        BacktestTally tally = Backtest.Run(forecaster, from, compare: false)[0];
        return tally.Forecasts == 0 ? PastAccuracy.Unknown : new PastAccuracy(tally.Wape(10), tally.Wape(15), tally.Wape(20), tally.Coverage, tally.Forecasts);
    }

    /// <summary>A scope of some days only: their mean, so that it has its share in the total.</summary>
    private static MonthRest Mean(DailySeries? series, DayRange month, DateOnly next)
    {
        if (series is null) return MonthRest.Nothing;
        int left = new DayRange(next, next > month.End ? next : month.End).Intersect(month).Days;
        double usual = 0;
        for (int i = 0; i < series.Days; i++) usual += series.UsualSum(i, i + 1) - series.OneOff(i);
        return new MonthRest(usual / series.Days * left, null);
    }
}
