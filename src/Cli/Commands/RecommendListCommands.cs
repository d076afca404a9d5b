using System.CommandLine;
using System.Globalization;
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
        var team = new Option<string?>("--team") { Description = "Only resources whose tag team is this.", HelpName = "TEAM" };
        var rule = new Option<string?>("--rule") { Description = "Only findings of this rule.", HelpName = "RULE" };
        var days = new Option<int>("--days") { Description = "Days of metrics: 14, 32 or 93.", DefaultValueFactory = _ => 14 };
        days.AcceptOnlyFromAmong("14", "32", "93");
        var resource = new Argument<string>("RESOURCE") { Description = "Resource id, or the key of a recommendation." };
        yield return verbs.Ask("list", "What could be saved, by resource, at the price that is paid; the most worthwhile first.", [team, rule, days], async (session, cancellationToken) =>
        {
            string? named = session.Arguments.GetValue(team), only = session.Arguments.GetValue(rule);
            Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
            var found = new List<JudgedResource>();
            long judged = 0;
            await foreach (JudgedResource each in session.Room<SavingService>().JudgeAsync(data, Options(session, days), cancellationToken).ConfigureAwait(false))
            {
                judged++;
                if (named is not null && each.Case.Resource.Tags.GetValueOrDefault("team") != named) continue;
                JudgedResource shown = only is null ? each : Only(each, only);
                if (shown.Judgement.Findings.Count > 0) found.Add(shown with { Case = shown.Case with { Usage = new Dictionary<string, MetricUse>() } });
            }

            await session.AnswerAsync(RecommendTable.Build(found, judged, Facts(session, data, days)), cancellationToken).ConfigureAwait(false);
            return 0;
        });
        yield return verbs.Ask("show", "Why something is recommended for a resource, and what was left alone.", [resource, days], async (session, cancellationToken) =>
        {
            string id = session.Arguments.GetValue(resource)!;
            if (id.Split('|') is [_, { Length: > 0 } inner, ..]) id = inner;
            Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
            await foreach (JudgedResource each in session.Room<SavingService>().JudgeAsync(data, Options(session, days), cancellationToken).ConfigureAwait(false))
            {
                if (ResourceKey.Of(each.Case.Resource.Id) != ResourceKey.Of(id)) continue;
                await session.AnswerAsync(RecommendShowTable.Build(each, Facts(session, data, days)), cancellationToken).ConfigureAwait(false);
                return 0;
            }

            throw new CostGuardException(8, SavingErrors.NoSuchResource.At($"There is no resource '{id}'."));
        });
    }

    private static JudgedResource Only(JudgedResource of, string rule)
    {
        Finding[] own = [.. of.Judgement.Findings.Where(finding => string.Equals(finding.Rule, rule, StringComparison.OrdinalIgnoreCase))];
        return of with { Judgement = of.Judgement with { Findings = own, Best = SavingPlan.Best(own, of.Case.Bill?.Monthly) } };
    }

    private static SavingOptions Options(Session session, Option<int> days) => new() { LookBackDays = session.Arguments.GetValue(days) };

    private static ReportMeta Facts(Session session, Snapshot data, Option<int> days) => new(
        data.Id.Value, data.DataThrough, session.Configuration.Company.Currency.Code, "EffectiveCost", string.Create(CultureInfo.InvariantCulture, $"last {session.Arguments.GetValue(days)} days"), null,
        PeriodHint.Stale(data, session.AsOf, session.Configuration.Company.WarnAfter));
}
