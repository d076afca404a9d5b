using System.Globalization;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Forecasts.Completeness;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>What months will cost: by team or service and in total, with intervals and the error that such forecasts had before.</summary>
public static class ForecastTable
{
    /// <summary>Columns that fit a screen of 110 characters.</summary>
    private static readonly string[] ShortColumns = ["scope", "actual", "forecast", "low80", "high80", "errorDay10", "errorDay15", "errorDay20", "inside80", "confidence"];

    /// <summary>The table of a forecast.</summary>
    /// <param name="by">What the parts are.</param>
    /// <param name="report">The forecast.</param>
    /// <param name="meta">Facts; its data-through is that of the forecast.</param>
    public static ReportTable Build(Dimension by, ForecastReport report, ReportMeta meta)
    {
        bool several = report.Total.Months.Count > 1;
        return new ReportTable
        {
            Schema = "costguard.forecast/1",
            Title = Title(report.Total, meta),
            Columns =
            [
                DimensionColumns.Of(by) with { Key = "scope" },
                new("month", "Month", CellKind.Month),
                new("actual", "Actual", CellKind.Money),
                new("forecast", "Forecast", CellKind.Money),
                new("low80", "80 % low", CellKind.Money),
                new("high80", "80 % high", CellKind.Money),
                new("low95", "95 % low", CellKind.Money),
                new("high95", "95 % high", CellKind.Money),
                new("errorDay10", "Err d10", CellKind.Percent),
                new("errorDay15", "d15", CellKind.Percent),
                new("errorDay20", "d20", CellKind.Percent),
                new("inside80", "In 80 %", CellKind.Percent),
                new("forecastsTested", "Tested", CellKind.Count),
                new("method", "Method", CellKind.Text),
                new("methodWeight", "Weight", CellKind.Percent),
                new("confidence", "Trust", CellKind.Text),
                new("claimed", "Levels claimed", CellKind.Text),
                new("historyDays", "Days", CellKind.Count),
                new("currency", "Currency", CellKind.Text),
                new("own", "By itself", CellKind.Money),
                new("incompleteKnown", "Incomplete days", CellKind.Money),
                new("incompleteNowcast", "Their nowcast", CellKind.Money),
            ],
            ShortColumns = several ? [ShortColumns[0], "month", .. ShortColumns[1..].Where(key => key is not ("errorDay15" or "errorDay20"))] : ShortColumns,
            Rows = [.. report.Parts.SelectMany(part => part.Months.Select(month => Row(part.Scope ?? "(none)", part, month, meta, Days(report, month, part))))],
            Totals = [.. report.Total.Months.Select(month => Row("Total", report.Total, month, meta, Days(report, month)))],
            Foots = true,
            Meta = meta with { DataThrough = report.Through },
            Footnote = Footnote(report, Currency.Parse(meta.Currency)),
        };
    }

    // The nowcasts of a part, or of all.
    private static NowcastDay[] Days(ForecastReport report, MonthForecast month, ScopeForecast? part = null) => [.. report.Nowcasts
        .Where(day => DayRange.Of(month.Month).Contains(day.Day) && (part is null || (part.Confidence != ForecastConfidence.Planned && day.Scope == part.Scope)))];

    private static IReadOnlyList<object?> Row(string scope, ScopeForecast forecast, MonthForecast month, ReportMeta meta, NowcastDay[] incomplete) =>
    [
        scope,
        month.Month,
        month.Actual,
        month.Forecast,
        month.Inner?.Low,
        month.Inner?.High,
        month.Outer?.Low,
        month.Outer?.High,
        Share(forecast.Past.Day10),
        Share(forecast.Past.Day15),
        Share(forecast.Past.Day20),
        Share(forecast.Past.Coverage),
        (long)forecast.Past.Forecasts,
        forecast.Method?.Key,
        Share(forecast.Method?.Weight),
        Trust(forecast.Confidence),
        month.Inner is null ? null : month.Outer!.IsCovered ? "80 %, 95 %" : month.Inner.IsCovered ? "80 %" : "none",
        (long)forecast.Days,
        meta.Currency,
        month.Own,
        incomplete.Length == 0 ? null : incomplete.Sum(day => day.Known),
        incomplete.Length == 0 ? null : incomplete.Sum(day => day.Estimate),
    ];

    private static string Title(ScopeForecast total, ReportMeta meta)
    {
        MonthForecast first = total.Months[0];
        var currency = Currency.Parse(meta.Currency);
        if (first.Forecast is not { } amount)
        {
            return total.Confidence == ForecastConfidence.None
                ? string.Create(CultureInfo.InvariantCulture, $"Not enough data for a forecast: {total.Days} complete days, {SeriesForecaster.DaysMin} needed")
                : $"{first.Month} is over: {HeadlineText.Amount(first.Actual, currency)}";
        }

        string range = first.Inner is { } inner ? $", 80 % between {HeadlineText.Amount(inner.Low, currency)} and {HeadlineText.Amount(inner.High, currency)}" : "";
        return $"{first.Month} is expected to cost {HeadlineText.Amount(amount, currency)}{range}";
    }

    private static string Footnote(ForecastReport report, Currency currency)
    {
        string claim = report.Total.Months[0].Inner is { IsCovered: false } ? " There are too few past forecasts to claim 80 %: the interval is a rule of thumb." : "";
        string claims = claim + Incomplete(report, currency) + EndsUnknown(report);
        return report.Total.Past.Forecasts == 0
            ? $"No month is over that forecasts could be tested on, so their error is unknown.{claims}"
            : $"Err d10, d15, d20: how far forecasts made on that day of earlier months were off; In 80 %: share of months inside.{claims} More: costguard forecast backtest";
    }

    private static string EndsUnknown(ForecastReport report) => report.EndsUnknown.Count == 0
        ? ""
        : $" Not in it: what {(report.EndsUnknown.Count == 1 ? $"commitment {report.EndsUnknown[0]}" : string.Create(CultureInfo.InvariantCulture, $"{report.EndsUnknown.Count} commitments"))} would cost more after the end, which the bill does not tell (--change; costguard commitment expiring).";

    private static string Incomplete(ForecastReport report, Currency currency)
    {
        DateOnly[] days = [.. report.Nowcasts.Select(day => day.Day).Distinct().Order()];
        if (days.Length == 0) return "";
        string which = FormattableString.Invariant($"{days[0]:yyyy-MM-dd}") + (days.Length == 1 ? "" : FormattableString.Invariant($" to {days[^1]:yyyy-MM-dd}"));
        string how = report.Nowcasts.All(day => day.IsModel) ? "by the forecast, since too little is known" : "by how much such days had at that age";
        string known = HeadlineText.Amount(report.Nowcasts.Sum(day => day.Known), currency), probably = HeadlineText.Amount(report.Nowcasts.Sum(day => day.Estimate), currency);
        return $" Not complete yet and not in actual: {which}, known {known}, probably {probably} ({how}).";
    }

    private static string Trust(ForecastConfidence confidence) => confidence switch
    {
        ForecastConfidence.None => "too new",
        ForecastConfidence.Low => "low",
        ForecastConfidence.Medium => "medium",
        ForecastConfidence.Planned => "planned",
        _ => "full",
    };

    private static decimal? Share(double? share) => share is { } value ? decimal.Round((decimal)value, 6) : null;
}
