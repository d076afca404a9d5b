using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>How the anomaly detector does on the labelled benchmark, by profile and beside simple rules.</summary>
public static class AnomalyBacktestTable
{
    private static readonly ReportColumn[] Columns =
    [
        new("detector", "Detector", CellKind.Text),
        new("profile", "Profile", CellKind.Text),
        new("events", "Events", CellKind.Count),
        new("found", "Found", CellKind.Count),
        new("falseAlarms", "False", CellKind.Count),
        new("levelSteps", "Of these steps", CellKind.Count),
        new("precision", "Precision", CellKind.Percent),
        new("recall", "Recall", CellKind.Percent),
        new("f1", "F1", CellKind.Percent),
        new("meanDelayDays", "Delay days", CellKind.Text),
        new("feeDayAlarms", "Fee days", CellKind.Count),
    ];

    /// <summary>The table.</summary>
    /// <param name="lines">Lines of the back-test; those without a profile are the totals.</param>
    /// <param name="benchmark">Name of the benchmark.</param>
    /// <param name="seeds">Which series were used.</param>
    /// <param name="sensitivity">"high", "medium" or "low".</param>
    public static ReportTable Build(IReadOnlyList<BacktestLine> lines, string benchmark, IReadOnlyList<int> seeds, string sensitivity)
    {
        DetectionScore own = lines.Single(line => line is { Detector: AnomalyBacktest.Detector, Profile: null }).Score;
        return new ReportTable
        {
            Schema = "costguard.anomaly-backtest/1",
            Title = $"{benchmark}, seeds {string.Join(", ", seeds)}, {sensitivity} sensitivity: precision {Share(own.Precision)}, recall {Share(own.Recall)}, F1 {Share(own.F1)}",
            Columns = Columns,
            Rows = [.. lines.Where(line => line.Profile is not null).Select(Row)],
            Totals = [.. lines.Where(line => line.Profile is null).Select(Row)],
            Meta = ReportMeta.NoMoney,
            Footnote = $"Steps are lasting changes of the level that the benchmark doesn't label; without them F1 is {Share(own.F1WithoutSteps)}. "
                + "Synthetic spend compares methods; it says nothing about your bill.",
        };
    }

    private static IReadOnlyList<object?> Row(BacktestLine line) =>
    [
        line.Detector, line.Profile ?? "all", (long)(line.Score.Hits + line.Score.Misses), (long)line.Score.Hits, (long)line.Score.FalseAlarms, (long)line.Score.LevelSteps,
        Rounded(line.Score.Precision), Rounded(line.Score.Recall), Rounded(line.Score.F1),
        line.Score.MeanDelay?.ToString("0.00", CultureInfo.InvariantCulture), (long)line.Score.FeeDayAlarms,
    ];

    private static decimal? Rounded(double? share) => share is { } value ? decimal.Round((decimal)value, 4) : null;

    private static string Share(double? share) => share is { } value ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}
