using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;

namespace CostGuard.Report.Tables;

/// <summary>Verified savings on synthetic bills with known effect, beside before/after on the same bills.</summary>
public static class VerificationScoreTable
{
    /// <summary>The table of the scores by scenario; the score of all is its total.</summary>
    public static ReportTable Build(IReadOnlyList<VerificationScore> scores, ReportMeta meta) => new()
    {
        Schema = "costguard.verification-backtest/1",
        Title = Title(scores[^1]),
        Columns =
        [
            new("scenario", "Beside the action", CellKind.Text),
            new("actions", "Actions", CellKind.Count),
            new("error", "Error", CellKind.PercentFine),
            new("errorBeforeAfter", "Before/after", CellKind.PercentFine),
            new("inside80", "In 80 %", CellKind.Percent),
            new("bias", "Bias", CellKind.PercentChange),
        ],
        Rows = [.. scores.Where(score => score.Scenario is not null).Select(Row)],
        Totals = [.. scores.Where(score => score.Scenario is null).Select(Row)],
        Meta = meta,
        Footnote = "Errors are Σ|measured − true| ÷ Σ true saving. Generated bills: they compare methods and say nothing about how exact a saving on your bill is; for that, each has its own interval.",
    };

    private static IReadOnlyList<object?> Row(VerificationScore score) =>
    [
        Name(score.Scenario), (long)score.Actions, decimal.Round(score.Error, 6), decimal.Round(score.PlainError, 6), decimal.Round(score.Inside, 6), decimal.Round(score.Bias, 6),
    ];

    private static string Title(VerificationScore all) => string.Create(
        CultureInfo.InvariantCulture, $"Verified savings are off by {all.Error * 100m:0.0} %, before/after by {all.PlainError * 100m:0.0} %; {all.Inside * 100m:0.0} % are inside the 80 % interval");

    private static string Name(VerificationScenario? scenario) => scenario switch
    {
        null => "Total",
        VerificationScenario.Growth => "growth",
        VerificationScenario.Season => "season",
        VerificationScenario.PriceChange => "price change",
        VerificationScenario.Rebound => "rebound",
        _ => "migration",
    };
}
