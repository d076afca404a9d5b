using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;

namespace CostGuard.Report.Tables;

/// <summary>What could be saved, by resource, and what people decided: the best that can be done to each, never its alternatives added up.</summary>
public static class RecommendTable
{
    private static readonly string[] Short = ["id", "resource", "title", "saving", "risk", "confidence", "priority", "state"];

    private sealed record Line(FollowedResource Of, FollowedFinding Lead, SavingPlan Plan);

    /// <summary>The table.</summary>
    /// <param name="resources">Resources with findings.</param>
    /// <param name="judged">Resources that were looked at.</param>
    /// <param name="withHidden">True to show what was rejected or snoozed, too.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(IReadOnlyList<FollowedResource> resources, long judged, bool withHidden, ReportMeta meta)
    {
        IEnumerable<Line> lines = resources.Where(each => each.Lead is not null).Select(each => new Line(each, each.Lead!, each.Plan));
        if (withHidden) lines = lines.Concat(resources.SelectMany(of => of.Findings.Where(each => each.IsHidden).Select(each => new Line(of, each, SavingPlan.Best([each.Finding], of.Of.Case.Bill?.Monthly)))));
        Line[] rows = [.. lines.OrderBy(line => line.Lead.IsHidden).ThenByDescending(line => line.Lead.Finding.Score).ThenByDescending(line => line.Plan.Saving).ThenBy(line => line.Lead.Finding.Key, StringComparer.Ordinal)];
        return new ReportTable
        {
            Schema = "costguard.recommend-list/1",
            ShortColumns = Short,
            Title = Title([.. rows.Where(line => !line.Lead.IsHidden && line.Lead.State is not (FindingState.Done or FindingState.Verified))]),
            Columns =
            [
                new("id", "Id", CellKind.Id), new("resource", "Resource", CellKind.Id), new("title", "What", CellKind.Text), new("saving", "Saves/month", CellKind.Money), new("risk", "Risk", CellKind.Text),
                new("confidence", "Sure", CellKind.Text), new("effort", "Effort", CellKind.Text), new("priority", "P", CellKind.Count), new("state", "State", CellKind.State), new("rules", "Rules", CellKind.Text),
                new("team", "Team", CellKind.Text), new("account", "Account", CellKind.Id), new("region", "Region", CellKind.Text), new("immediate", "At once", CellKind.Money), new("full", "In the end", CellKind.Money),
                new("list", "At list price", CellKind.Money), new("cost", "Costs/month", CellKind.Money), new("currency", "Currency", CellKind.Text), new("key", "Key", CellKind.Id),
                new("action", "Action", CellKind.Id), new("owner", "Owner", CellKind.Text), new("due", "Due", CellKind.Date), new("promised", "Promised/month", CellKind.Money), new("verified", "Verified", CellKind.Money),
                new("reason", "Reason", CellKind.Text), new("until", "Until", CellKind.Date),
            ],
            Rows = [.. rows.Select(Row)],
            Meta = meta,
            Footnote = Footnote(resources, rows.Length, judged, withHidden),
        };
    }

    /// <summary>The sentence with the resource's own name instead of its long id.</summary>
    internal static string Named(Finding finding) => finding.ShortTitle;

    private static object?[] Row(Line line)
    {
        (FollowedResource of, FollowedFinding lead, SavingPlan plan) = line;
        Finding finding = lead.Finding;
        bool single = plan.Findings.Count == 1;
        return
        [
            finding.Id, finding.Resource.Id, string.Join("; ", plan.Findings.Select(each => each.ShortTitle)), plan.Saving, Word(finding.Risk), Word(finding.Confidence), Word(finding.Effort), (long)finding.Priority(0m),
            SavingWords.Of(lead.State), string.Join(", ", plan.Findings.Select(each => each.Rule)), of.Team.Value, finding.Resource.Account, finding.Resource.Region,
            single ? finding.Saving.Immediate : null, single ? finding.Saving.Full : null, single ? finding.Saving.List : null, of.Of.Case.Bill?.Monthly, of.Of.Currency?.Code, finding.Key,
            lead.Action?.Id.ToString(), lead.Action?.Owner, lead.Action?.Due, lead.Action?.Expected?.Amount, lead.Action?.Proof?.PerMonth, lead.Decision?.Reason, lead.Decision?.Until,
        ];
    }

    private static string Word(Grade grade) => grade.ToString().ToLowerInvariant();

    private static string Title(Line[] rows)
    {
        if (rows.Length == 0) return "Nothing was found that could be saved";
        string[] sums = [.. rows.Where(row => row.Of.Of.Currency is not null).GroupBy(row => row.Of.Of.Currency!.Value).OrderBy(group => group.Key)
            .Select(group => HeadlineText.Amount(group.Sum(row => row.Plan.Saving), group.Key))];
        string what = rows.Length == 1 ? "1 resource" : string.Create(CultureInfo.InvariantCulture, $"{rows.Length} resources");
        return sums.Length == 0 ? $"{what} to look at" : $"{what} could save {string.Join(" and ", sums)} a month";
    }

    private static string Footnote(IReadOnlyList<FollowedResource> resources, int found, long judged, bool withHidden)
    {
        string looked = string.Create(CultureInfo.InvariantCulture, $"{judged} resources looked at.");
        int hidden = resources.Sum(each => each.HiddenCount);
        if (hidden > 0 && !withHidden)
        {
            IEnumerable<string> sums = resources.Where(each => each.Of.Currency is not null && each.HiddenCount > 0).GroupBy(each => each.Of.Currency!.Value).OrderBy(group => group.Key)
                .Select(group => HeadlineText.Amount(group.Sum(each => each.Hidden), group.Key));
            looked += string.Create(CultureInfo.InvariantCulture, $" {hidden} {(hidden == 1 ? "is" : "are")} rejected or snoozed and not shown, {string.Join(" and ", sums)} a month more: --all.");
        }

        return found == 0 ? looked : $"{looked} Savings are at the price that is paid; hours that a commitment pays for save nothing at once. Alternatives are not added. See why: costguard recommend show ID. Decide: costguard recommend accept|reject|snooze ID";
    }
}
