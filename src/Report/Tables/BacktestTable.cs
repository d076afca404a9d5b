using System.Globalization;
using CostGuard.Core.Forecasts.Backtests;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>How far CostGuard's forecast and six simpler methods would have been off, by the day of the month on which they are asked.</summary>
public static class BacktestTable
{
    /// <summary>The table of a back-test, the own method first in each scope.</summary>
    /// <param name="scopes">All scopes, that over all first.</param>
    /// <param name="meta">Facts.</param>
    /// <param name="footnote">What the reader must know about the data; null for none.</param>
    public static ReportTable Build(IReadOnlyList<BacktestScope> scopes, ReportMeta meta, string? footnote) => new()
    {
        Schema = "costguard.forecast-backtest/1",
        Title = Title(scopes[0].Tallies[0]),
        Columns =
        [
            new("scope", "Scope", CellKind.Text),
            new("method", "Method", CellKind.Text),
            .. Backtest.OriginDays.Select(day => new ReportColumn(
                string.Create(CultureInfo.InvariantCulture, $"wapeDay{day}"), string.Create(CultureInfo.InvariantCulture, $"Day {day}"), CellKind.PercentFine)),
            new("wapeMonthEnd", "Month end", CellKind.PercentFine),
            new("wapeThreeMonths", "3 months", CellKind.PercentFine),
            new("inside80", "In 80 %", CellKind.Percent),
            new("forecasts", "Tested", CellKind.Count),
        ],
        Rows = [.. scopes.SelectMany(scope => scope.Tallies.Select((tally, i) => Row(scope.Scope, Backtest.Methods[i], tally)))],
        Meta = meta,
        Footnote = footnote,
    };

    private static IReadOnlyList<object?> Row(string scope, string method, BacktestTally tally) =>
    [
        scope,
        method,
        .. Backtest.OriginDays.Select(day => (object?)Share(tally.Wape(day))),
        Share(tally.WapeOfMonths),
        Share(tally.WapeOfQuarters),
        Share(tally.Coverage),
        (long)tally.Forecasts,
    ];

    private static string Title(BacktestTally own)
    {
        string quarters = own.WapeOfQuarters is { } quarter ? $", three months by {Percent(quarter)}" : "";
        string inside = own.Coverage is { } share ? $"; {Percent(share)} inside of the 80 % interval" : "";
        return own.WapeOfMonths is { } months
            ? $"Month ends were missed by {Percent(months)}{quarters}{inside}"
            : "No month could be tested";
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.00} %");

    private static decimal? Share(double? share) => share is { } value ? decimal.Round((decimal)value, 6) : null;
}
