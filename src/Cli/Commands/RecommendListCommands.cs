using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend list|show.</summary>
public static class RecommendListCommands
{
    public static IEnumerable<Command> All(Verbs verbs)
    {
        var team = new Option<string?>("--team") { Description = "Only resources whose cost goes to this team.", HelpName = "TEAM" };
        var rule = new Option<string?>("--rule") { Description = "Only findings of this rule.", HelpName = "RULE" };
        var all = new Option<bool>("--all") { Description = "Show what was rejected or snoozed, too." };
        Option<int> days = Days();
        var resource = new Argument<string>("RESOURCE") { Description = "Resource id, or short id or key of a recommendation." };
        yield return verbs.Ask("list", "What could be saved, by resource, at the price that is paid; the most worthwhile first.", [team, rule, all, days], async (session, cancellationToken) =>
        {
            string? named = session.Arguments.GetValue(team), only = session.Arguments.GetValue(rule);
            SavingsOverview overview = await OverviewAsync(session, days, cancellationToken).ConfigureAwait(false);
            FollowedResource[] shown = [.. overview.Resources.Where(each => named is null || each.Team.Value == named).Select(each => only is null ? each : Only(each, only)).Where(each => each.Findings.Count > 0)];
            Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
            await session.AnswerAsync(RecommendTable.Build(shown, overview.Judged ?? 0, session.Arguments.GetValue(all), Facts(session, data, days)), cancellationToken).ConfigureAwait(false);
            return 0;
        });
        yield return verbs.Ask("show", "Why something is recommended for a resource, what was decided, and what was left alone.", [resource, days], (session, cancellationToken) =>
            ShowAsync(session, session.Arguments.GetValue(resource)!, days, cancellationToken));
    }

    internal static Option<int> Days()
    {
        var days = new Option<int>("--days") { Description = "Days of metrics: 14, 32 or 93.", DefaultValueFactory = _ => 14 };
        days.AcceptOnlyFromAmong("14", "32", "93");
        return days;
    }

    /// <summary>What was found and decided; a home without inventory is refused (CG2800, exit code 5).</summary>
    internal static async Task<SavingsOverview> OverviewAsync(Session session, Option<int> days, CancellationToken cancellationToken)
    {
        Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        SavingsOverview overview = await session.Room<FollowUp>().ReadAsync(data, session.Configuration, Options(session, days), ActionFlags.Today(session), cancellationToken).ConfigureAwait(false);
        return overview.Judged is null ? throw new CostGuardException(5, SavingErrors.NoInventory.At("There is no usage/inventory.csv, or neither metrics nor billing data.")) : overview;
    }

    private static async Task<int> ShowAsync(Session session, string id, Option<int> days, CancellationToken cancellationToken)
    {
        string named = id.Split('|') is [_, { Length: > 0 } inner, ..] ? inner : id;
        Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        await foreach (JudgedResource each in session.Room<SavingService>().JudgeAsync(data, Options(session, days), cancellationToken).ConfigureAwait(false))
        {
            if (ResourceKey.Of(each.Case.Resource.Id) != ResourceKey.Of(named) && each.Judgement.Findings.All(finding => finding.Id != id)) continue;
            ActionBook book = await session.Room<IActionStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
            FollowedFinding[] followed = [.. each.Judgement.Findings.Select(finding => FollowedFinding.Of(finding, book, ActionFlags.Today(session)))];
            var history = new List<AuditEntry>();
            foreach (FollowedFinding finding in followed) history.AddRange(await session.Room<IActionStore>().HistoryAsync(finding.Finding.Key, cancellationToken).ConfigureAwait(false));
            await session.AnswerAsync(RecommendShowTable.Build(each, followed, history, Facts(session, data, days)), cancellationToken).ConfigureAwait(false);
            return 0;
        }

        throw new CostGuardException(8, SavingErrors.NoSuchResource.At($"There is no resource '{named}'."));
    }

    private static FollowedResource Only(FollowedResource of, string rule) => of with { Findings = [.. of.Findings.Where(each => string.Equals(each.Finding.Rule, rule, StringComparison.OrdinalIgnoreCase))] };

    private static SavingOptions Options(Session session, Option<int> days) => new() { LookBackDays = session.Arguments.GetValue(days) };

    private static ReportMeta Facts(Session session, Snapshot data, Option<int> days) => new(
        data.Id.Value, data.DataThrough, session.Configuration.Company.Currency.Code, "EffectiveCost", string.Create(CultureInfo.InvariantCulture, $"last {session.Arguments.GetValue(days)} days"), null,
        PeriodHint.Stale(data, session.AsOf, session.Configuration.Company.WarnAfter));
}
