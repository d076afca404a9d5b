using CostGuard.Core.Reports;
using CostGuard.Core.Savings;

namespace CostGuard.Report.Tables;

/// <summary>Everything about one resource: each finding with what it rests on, and what was left alone and why.</summary>
public static class RecommendShowTable
{
    /// <summary>The table.</summary>
    public static ReportTable Build(JudgedResource of, ReportMeta meta)
    {
        CloudResource resource = of.Case.Resource;
        return new ReportTable
        {
            Schema = "costguard.recommend-show/1",
            Title = of.Judgement.Findings.Count == 0 ? $"{resource.Id}: nothing to do" : $"{resource.Id}: {RecommendTable.Named(of.Judgement.Findings[0])}",
            Columns =
            [
                new("rule", "Rule", CellKind.Id), new("what", "What", CellKind.Text), new("value", "Value", CellKind.Text), new("limit", "Limit", CellKind.Text), new("saving", "Saves/month", CellKind.Money),
                new("best", "Best", CellKind.Text), new("command", "Command, to be read first", CellKind.Text),
            ],
            ShortColumns = ["rule", "what", "value", "limit", "saving", "best"],
            Rows =
            [
                .. of.Judgement.Findings.SelectMany(finding => Lines(of, finding)),
                .. of.Judgement.Left.Select(left => (object?[])[left.Rule, $"left alone: {left.Why}", null, null, null, null, null]),
            ],
            Meta = meta with { Currency = of.Currency?.Code ?? meta.Currency },
            Footnote = string.Join(' ', of.Judgement.Findings.Where(finding => finding.Command.Length > 0).Select(finding => $"{finding.Rule}: {finding.Command}.").Append("Findings of one resource are alternatives; 'best' marks what goes together.")),
        };
    }

    private static IEnumerable<object?[]> Lines(JudgedResource of, Finding finding)
    {
        bool best = of.Judgement.Best.Findings.Contains(finding);
        yield return [finding.Rule, RecommendTable.Named(finding), null, null, finding.Saving.Headline, best ? "✓ BEST" : null, finding.Command.Length == 0 ? null : finding.Command];
        foreach (Evidence evidence in finding.Evidence) yield return [finding.Rule, $"· {evidence.Name}", evidence.Value, evidence.Limit.Length == 0 ? null : evidence.Limit, null, null, null];
        if (finding.Saving.Full != finding.Saving.Headline) yield return [finding.Rule, "· once the commitment it sets free finds other work", null, null, finding.Saving.Full, null, null];
    }
}
