using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>How an anomaly was found: each unusual day beside what would not have been noticed.</summary>
public static class AnomalyDayTable
{
    private static readonly ReportColumn[] Columns =
    [
        new("day", "Day", CellKind.Date),
        new("actual", "Actual", CellKind.Money),
        new("expected", "Expected", CellKind.Money),
        new("fee", "Of it fee", CellKind.Money),
        new("low", "Usual from", CellKind.Money),
        new("high", "Usual to", CellKind.Money),
        new("impact", "Impact", CellKind.Change),
        new("score", "Score", CellKind.Text),
        new("limit", "Limit", CellKind.Text),
        new("knownOn", "Known on", CellKind.Date),
    ];

    /// <summary>The table.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(Anomaly anomaly, ReportMeta meta) => new()
    {
        Schema = "costguard.anomaly-explain/1",
        Title = AnomalyCauseTable.Title(anomaly),
        Columns = Columns,
        Rows = [.. anomaly.Event.Days.Select(day => Row(day, anomaly.Scope.Currency))],
        Meta = meta with { Currency = anomaly.Scope.Currency.Code, Period = new DayRange(anomaly.Event.Start, anomaly.Event.Last.AddDays(1)).ToString() },
        Footnote = Method(anomaly),
    };

    private static object?[] Row(JudgedDay day, Currency currency) =>
    [
        day.Day, Amount(day.Actual, currency), Amount(day.Expected, currency), Amount(day.Fee, currency), Amount(day.Low, currency), Amount(day.High, currency),
        Amount(day.Impact, currency), Score(day.Score), Score(day.Limit), day.KnownOn,
    ];

    private static string Method(Anomaly anomaly)
    {
        if (anomaly.IsNewSpend) return "New spend: no cost in the 30 days before, and at least 25 units and 1 % of the team's mean day now.";
        string how = anomaly.Event.Days[0].Kind switch
        {
            SeriesKind.Noisy => "This series swings by more than 15 %: runs of one to five days are judged by their ratio to the usual level, less what carries over from the day before.",
            SeriesKind.Sparse => "Over a fifth of the days cost nothing: the days with cost are judged among each other.",
            SeriesKind.BelowZero => "The usual cost is not above zero: the distance is judged in amounts.",
            _ => "Expected is the median of the last 14 days, times the weekday's factor, plus the calendar fee.",
        };
        return $"{how} The score is the distance in robust standard deviations. A day is unusual when its score is past the limit and the impact is at least 10 units and 10 %. "
            + "Unusual days are kept out of the history, until seven in a row are the new level.";
    }

    private static decimal Amount(double value, Currency currency) => decimal.Round((decimal)value, currency.MinorUnits, MidpointRounding.ToEven);

    private static string Score(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
