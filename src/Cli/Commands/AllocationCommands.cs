using System.CommandLine;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard allocation list|coverage.</summary>
public static class AllocationCommands
{
    public static Command Build(Verbs verbs)
    {
        Option<string> period = GlobalOptions.Period("mtd");
        var key = new Option<string[]>("--key") { Description = "Folded tag keys. Default: those every resource should carry (tags.required).", HelpName = "KEY" };
        return Verbs.Group("allocation", "Who pays for what.",
        [
            verbs.Ask("list", "List the rules in the order they are tried.", [], ListAsync),
            verbs.Ask("coverage", "Show how tags cover the cost and the resources.", [period, key], async (session, cancellationToken) =>
            {
                Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
                PeriodText months = session.Period(period);
                string[] keys = session.Arguments.GetValue(key) is { Length: > 0 } asked ? asked : [.. session.Configuration.Company.Tags.Required];
                IReadOnlyList<TagCoverage> coverage = await session.Room<ISnapshotStore>()
                    .CoverageAsync(snapshot, session.Configuration, keys, months.Days, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(CoverageTable.Build(coverage, CostCommands.Facts(session, snapshot, months, Core.Focus.CostMetric.Effective)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
        ]);
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<AllocationRule> rules = session.Configuration.Allocation.Rules;
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.allocation-list/1",
            Title = $"{rules.Count} rules; the first that matches wins, then team tags and matches, then account owners",
            Columns =
            [
                new ReportColumn("position", "#", CellKind.Count), new ReportColumn("rule", "Rule", CellKind.Id), new ReportColumn("when", "When", CellKind.Text),
                new ReportColumn("then", "Then", CellKind.Text), new ReportColumn("effectiveFrom", "From", CellKind.Date), new ReportColumn("effectiveTo", "Until", CellKind.Date),
                new ReportColumn("file", "File", CellKind.Text),
            ],
            Rows = [.. rules.Select((rule, i) => (object?[])[(long)i + 1, rule.Name, When(rule), Then(rule), rule.EffectiveFrom, rule.EffectiveTo, rule.File])],
            Meta = ReportMeta.NoMoney,
            Footnote = "See what a change would move: costguard plan --config DIR",
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static string When(AllocationRule rule) => string.Join(" and ", rule.When.Conditions.Select(condition => $"{condition.Key} = {string.Join(" | ", condition.Value)}"));

    private static string Then(AllocationRule rule) => rule switch
    {
        { Assign: { } team } => team.Value,
        { ByTag: { } tag } => $"team named by tag {tag}",
        { Split: { } split } => $"split by {split.By.ToString().ToLowerInvariant()}{(split.Metric is null ? "" : $" {split.Metric}")} among {(split.Among.Count == 0 ? "all" : string.Join(", ", split.Among))}",
        _ => "central",
    };
}
