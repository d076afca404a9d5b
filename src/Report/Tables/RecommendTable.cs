using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;

namespace CostGuard.Report.Tables;

/// <summary>What could be saved, by resource: the best that can be done to each, never its alternatives added up.</summary>
public static class RecommendTable
{
    private static readonly string[] Short = ["resource", "title", "saving", "risk", "confidence", "priority"];

    /// <summary>The table.</summary>
    /// <param name="resources">Resources with findings.</param>
    /// <param name="judged">Resources that were looked at.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(IReadOnlyList<JudgedResource> resources, long judged, ReportMeta meta)
    {
        (JudgedResource Of, Finding Lead)[] rows = [.. resources.Where(each => each.Judgement.Best.Findings.Count > 0).Select(each => (each, each.Judgement.Best.Findings[0]))
            .OrderByDescending(row => row.Item2.Score).ThenByDescending(row => row.each.Judgement.Best.Saving).ThenBy(row => row.Item2.Key, StringComparer.Ordinal)];
        return new ReportTable
        {
            Schema = "costguard.recommend-list/1",
            ShortColumns = Short,
            Title = Title(rows),
            Columns =
            [
                new("resource", "Resource", CellKind.Id), new("title", "What", CellKind.Text), new("saving", "Saves/month", CellKind.Money), new("risk", "Risk", CellKind.Text),
                new("confidence", "Sure", CellKind.Text), new("effort", "Effort", CellKind.Text), new("priority", "P", CellKind.Count), new("rules", "Rules", CellKind.Text), new("team", "Team", CellKind.Text),
                new("account", "Account", CellKind.Id), new("region", "Region", CellKind.Text), new("immediate", "At once", CellKind.Money), new("full", "In the end", CellKind.Money),
                new("list", "At list price", CellKind.Money), new("cost", "Costs/month", CellKind.Money), new("currency", "Currency", CellKind.Text), new("key", "Key", CellKind.Id),
            ],
            Rows = [.. rows.Select(row => Row(row.Of, row.Lead))],
            Meta = meta,
            Footnote = Footnote(rows.Length, judged),
        };
    }

    /// <summary>The sentence with the resource's own name instead of its long id.</summary>
    internal static string Named(Finding finding)
    {
        string id = finding.Resource.Id, name = id[(id.LastIndexOfAny([':', '/']) + 1)..];
        return name.Length == 0 ? finding.Title : finding.Title.Replace(id, name, StringComparison.Ordinal);
    }

    private static object?[] Row(JudgedResource of, Finding lead)
    {
        IReadOnlyList<Finding> plan = of.Judgement.Best.Findings;
        return
        [
            lead.Resource.Id, string.Join("; ", plan.Select(Named)), of.Judgement.Best.Saving, lead.Risk.ToString().ToLowerInvariant(), lead.Confidence.ToString().ToLowerInvariant(),
            lead.Effort.ToString().ToLowerInvariant(), (long)lead.Priority(0m), string.Join(", ", plan.Select(finding => finding.Rule)), lead.Resource.Tags.GetValueOrDefault("team"), lead.Resource.Account, lead.Resource.Region,
            plan.Count == 1 ? lead.Saving.Immediate : null, plan.Count == 1 ? lead.Saving.Full : null, plan.Count == 1 ? lead.Saving.List : null, of.Case.Bill?.Monthly, of.Currency?.Code, lead.Key,
        ];
    }

    private static string Title((JudgedResource Of, Finding Lead)[] rows)
    {
        if (rows.Length == 0) return "Nothing was found that could be saved";
        string[] sums = [.. rows.Where(row => row.Of.Currency is not null).GroupBy(row => row.Of.Currency!.Value).OrderBy(group => group.Key)
            .Select(group => HeadlineText.Amount(group.Sum(row => row.Of.Judgement.Best.Saving), group.Key))];
        string what = rows.Length == 1 ? "1 resource" : string.Create(CultureInfo.InvariantCulture, $"{rows.Length} resources");
        return sums.Length == 0 ? $"{what} to look at" : $"{what} could save {string.Join(" and ", sums)} a month";
    }

    private static string Footnote(int found, long judged)
    {
        string looked = string.Create(CultureInfo.InvariantCulture, $"{judged} resources looked at.");
        return found == 0 ? looked : $"{looked} Savings are at the price that is paid; hours that a commitment pays for save nothing at once. Alternatives are not added. See why: costguard recommend show RESOURCE";
    }
}
