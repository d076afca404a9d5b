using System.CommandLine;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard team list|show.</summary>
public static class TeamCommands
{
    public static Command Build(Verbs verbs)
    {
        var name = new Argument<string>("TEAM") { Description = "Team id." };
        Option<string> period = GlobalOptions.Period("mtd");
        return Verbs.Group("team", "Who spends.",
        [
            verbs.Ask("list", "List teams.", [], async (session, cancellationToken) =>
            {
                await session.AnswerAsync(TeamTable.Build(session.Configuration.Teams, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("show", "Show a team and what it spends on.", [name, period], async (session, cancellationToken) =>
            {
                TeamConfig team = session.Configuration.Teams.FirstOrDefault(team => team.Id.Value == session.Arguments.GetValue(name))
                    ?? throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no team '{session.Arguments.GetValue(name)}'. There are: {string.Join(", ", session.Configuration.Teams.Select(team => team.Id.Value))}."));
                if (session.OutputFormat == "table")
                    session.Screen.Line($"{team.Title} · owner {team.Owner}{(team.CostCentre is null ? "" : $" · cost centre {team.CostCentre}")}{(team.File is null ? "" : $" · {team.File}")}\n");
                Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
                PeriodText months = session.Period(period);
                Dimension[] by = [new("service"), new("rule")];
                IReadOnlyList<CostRow> rows = await session.Room<ICostQueries>()
                    .QueryAsync(snapshot, new CostQuery(months.Days, by, [new CostFilter(new Dimension("team"), [team.Id.Value])]), cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(CostTable.Build(by, rows, [session.Configuration.Company.Metric], CostCommands.Facts(session, snapshot, months, session.Configuration.Company.Metric)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
        ]);
    }
}
