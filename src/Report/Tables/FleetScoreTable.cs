using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Fleet;

namespace CostGuard.Report.Tables;

/// <summary>Precision and recall of each rule on made fleets, beside the published thresholds of two clouds on the same fleets.</summary>
public static class FleetScoreTable
{
    /// <summary>A row a rule; all rules are the total.</summary>
    public static ReportTable Build(FleetResult result, ReportMeta meta) => new()
    {
        Schema = "costguard.recommend-backtest/1",
        Title = Title(result),
        Columns =
        [
            new("rule", "Rule", CellKind.Text),
            new("planted", "Planted", CellKind.Count),
            new("named", "Named", CellKind.Count),
            new("precision", "Precision", CellKind.Percent),
            new("recall", "Recall", CellKind.Percent),
            new("trustedAdvisorPrecision", "TA prec.", CellKind.Percent),
            new("trustedAdvisorRecall", "TA recall", CellKind.Percent),
            new("azureAdvisorPrecision", "AA prec.", CellKind.Percent),
            new("azureAdvisorRecall", "AA recall", CellKind.Percent),
        ],
        Rows = [.. result.Scores.Where(score => score.Rule is not null).Select(Row)],
        Totals = [.. result.Scores.Where(score => score.Rule is null).Select(Row)],
        Meta = meta with { Warnings = [.. meta.Warnings, .. Faults(result)] },
        Footnote = string.Create(
            CultureInfo.InvariantCulture,
            $"TA: thresholds of AWS Trusted Advisor (2022-10); AA: of Azure Advisor (2023-11-08); empty where they have no such check. On resources in use, TA speaks {result.LostByTrustedAdvisor} times of idleness, AA {result.LostByAzureAdvisor} times of shutting down."),
    };

    private static IEnumerable<string> Faults(FleetResult result) =>
        result.Lost.Select(lost => $"In use, and would be removed: {lost}.").Concat(result.Cash.Select(id => $"Cash is claimed that a commitment would swallow: {id}.")).Concat(result.Misses.Select(miss => miss + "."));

    private static string Title(FleetResult result)
    {
        FleetCount all = result.Scores[^1].Own;
        string removed = result.Lost.Count == 0 ? "nothing in use would be removed" : string.Create(CultureInfo.InvariantCulture, $"{result.Lost.Count} in use would be removed");
        return string.Create(CultureInfo.InvariantCulture, $"{all.Right} of {all.Right + all.Missed} planted savings found, {all.Wrong} wrong; {removed}");
    }

    private static IReadOnlyList<object?> Row(FleetScore score) =>
    [
        score.Rule ?? "Total", (long)(score.Own.Right + score.Own.Missed), (long)(score.Own.Right + score.Own.Wrong),
        Share(score.Own.Precision), Share(score.Own.Recall), Share(score.TrustedAdvisor?.Precision), Share(score.TrustedAdvisor?.Recall), Share(score.AzureAdvisor?.Precision), Share(score.AzureAdvisor?.Recall),
    ];

    private static decimal? Share(decimal? share) => share is { } known ? decimal.Round(known, 6) : null;
}
