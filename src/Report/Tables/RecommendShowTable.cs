using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;

namespace CostGuard.Report.Tables;

/// <summary>Everything about one resource: each finding with what it rests on and what people decided, and what was left alone and why.</summary>
public static class RecommendShowTable
{
    /// <summary>The table.</summary>
    /// <param name="of">The resource.</param>
    /// <param name="followed">Its findings with their decisions.</param>
    /// <param name="history">Lines of the audit log about the findings, the oldest first.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(JudgedResource of, IReadOnlyList<FollowedFinding> followed, IReadOnlyList<AuditEntry> history, ReportMeta meta)
    {
        CloudResource resource = of.Case.Resource;
        return new ReportTable
        {
            Schema = "costguard.recommend-show/1",
            Title = of.Judgement.Findings.Count == 0 ? $"{resource.Id}: nothing to do" : $"{resource.Id}: {of.Judgement.Findings[0].ShortTitle}",
            Columns =
            [
                new("rule", "Rule", CellKind.Id), new("what", "What", CellKind.Text), new("value", "Value", CellKind.Text), new("limit", "Limit", CellKind.Text), new("saving", "Saves/month", CellKind.Money),
                new("best", "Best", CellKind.Text), new("command", "Command, to be read first", CellKind.Text),
            ],
            ShortColumns = ["rule", "what", "value", "limit", "saving", "best"],
            Rows =
            [
                .. followed.SelectMany(each => Lines(of, each, history)),
                .. of.Judgement.Left.Select(left => (object?[])[left.Rule, $"left alone: {left.Why}", null, null, null, null, null]),
            ],
            Meta = meta with { Currency = of.Currency?.Code ?? meta.Currency },
            Footnote = string.Join(' ', of.Judgement.Findings.Where(finding => finding.Command.Length > 0).Select(finding => $"{finding.Rule}: {finding.Command}.").Append("Findings of one resource are alternatives; 'best' marks what goes together.")),
        };
    }

    private static IEnumerable<object?[]> Lines(JudgedResource of, FollowedFinding followed, IReadOnlyList<AuditEntry> history)
    {
        Finding finding = followed.Finding;
        bool best = of.Judgement.Best.Findings.Any(each => each.Key == finding.Key);
        yield return [finding.Rule, finding.ShortTitle, null, null, finding.Saving.Headline, best ? "✓ BEST" : null, finding.Command.Length == 0 ? null : finding.Command];
        foreach (Evidence evidence in finding.Evidence) yield return [finding.Rule, $"· {evidence.Name}", evidence.Value, evidence.Limit.Length == 0 ? null : evidence.Limit, null, null, null];
        if (finding.Saving.Full != finding.Saving.Headline) yield return [finding.Rule, "· once the commitment it sets free finds other work", null, null, finding.Saving.Full, null, null];
        yield return [finding.Rule, "· id", finding.Id, null, null, null, null];
        yield return [finding.Rule, "· state", State(followed), followed.Action is { } action ? string.Create(CultureInfo.InvariantCulture, $"{action.Owner}, due {action.Due:yyyy-MM-dd}") : null, followed.Action?.Expected?.Amount, null, null];
        foreach (AuditEntry entry in history.Where(entry => entry.Subject == finding.Key))
            yield return [finding.Rule, string.Create(CultureInfo.InvariantCulture, $"· {entry.At.UtcDateTime:yyyy-MM-dd} {entry.By}"), entry.After, null, null, null, null];
    }

    private static string State(FollowedFinding followed)
    {
        string told = SavingWords.Of(followed.State);
        if (followed.IsTaken) return $"{told} {followed.Action!.Id}{(followed.Action.Proof is { } proof ? $", {SavingWords.Of(proof.State)}" : "")}";
        return followed is { IsHidden: true, Decision.Until: { } until } ? string.Create(CultureInfo.InvariantCulture, $"{told} until {until:yyyy-MM-dd}") : told;
    }
}
