using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Reports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>costguard report list|run|verify.</summary>
public static class ReportCommands
{
    public static Command Build(Verbs verbs)
    {
        Option<string> period = GlobalOptions.Period("mtd");
        var name = new Argument<string>("NAME") { Description = "A definition of reports/, or finance (the default): the finance workbook.", DefaultValueFactory = _ => ReportKind.Finance };
        var team = new Option<string?>("--team") { Description = "The workbook of this team and the teams below it: nothing of others is in it.", HelpName = "TEAM" };
        var file = new Argument<string>("FILE") { Description = "A workbook that CostGuard wrote, under whatever name." };
        return Verbs.Group("report", "Finished reports.",
        [
            verbs.Make("list", "List the definitions of reports/, and the reports that were written.", [], ListAsync),
            verbs.Make("run", "Write a report: the finance workbook of a month, or what a definition says (a table, or a workbook of each team).", [name, period, team], (session, cancellationToken) =>
            {
                string report = session.Arguments.GetValue(name)!;
                if (report != ReportKind.Finance && session.Arguments.GetValue(team) is not null)
                    throw new CostGuardException(2, CommandErrors.BadArgument.At("--team goes with the finance workbook; a definition names its team in its options."));
                return report == ReportKind.Finance
                    ? FinanceAsync(session, session.Period(period), session.Arguments.GetValue(team), cancellationToken)
                    : DefinedAsync(session, report, session.Arguments.GetResult(period) is { Implicit: false } ? session.Arguments.GetValue(period) : null, cancellationToken);
            }),
            verbs.Make("verify", "Hold a workbook against what was written: exit code 0 genuine, 6 changed (cells are listed), 9 older than the current one or a version of a month that was opened again since, 8 not known.", [file], async (session, cancellationToken) =>
            {
                string path = Path.GetFullPath(session.Arguments.GetValue(file)!, session.Surroundings.WorkingFolder);
                (int code, ReportTable answer) = await session.Room<WorkbookVerifier>().VerifyAsync(path, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(answer, cancellationToken).ConfigureAwait(false);
                return code;
            }),
        ]);
    }

    private static async Task<int> FinanceAsync(Session session, PeriodText months, string? team, CancellationToken cancellationToken)
    {
        if (months.IsAll || months.First != months.Last)
            throw new CostGuardException(2, CommandErrors.BadArgument.At("The workbook is about one month: name it with --period 2026-11."));
        ReportContext context = await session.Room<ReportContexts>().CurrentAsync(months.First, session.AsOf, cancellationToken).ConfigureAwait(false);
        TeamId? own = team is null ? null : session.Configuration.Teams.FirstOrDefault(each => each.Id.Value == team)?.Id
            ?? throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no team '{team}'.{Suggestion.For(team, session.Configuration.Teams.Select(each => each.Id.Value))}"));
        foreach (FinishedReport file in await session.Room<ReportRoom>().WriteAsync(context, own, cancellationToken).ConfigureAwait(false))
            session.Screen.Line(file.Path);
        return 0;
    }

    private static async Task<int> DefinedAsync(Session session, string name, string? period, CancellationToken cancellationToken)
    {
        string[] known = [ReportKind.Finance, .. session.Configuration.Reports.Select(report => report.Name)];
        DefinedReports reports = session.Room<DefinedReports>();
        ReportDefinition definition = reports.Find(name) ?? throw new CostGuardException(8, CommandErrors.BadArgument.At(
            $"There is no report '{name}'.{Suggestion.For(name, known)} There are: {string.Join(", ", known)}."));
        if (definition.Workbook is not null) return await WorkbooksAsync(session, definition, period, cancellationToken).ConfigureAwait(false);
        (FinishedReport file, ReportTable table) = await reports.WriteAsync(definition, period, session.AsOf, cancellationToken).ConfigureAwait(false);
        session.Screen.Line(file.Path);
        if (!session.Quiet) session.Screen.Note($"{table.Rows.Count} rows · {table.Meta.Period} · snapshot {table.Meta.Snapshot}");
        foreach (string warning in table.Meta.Warnings) session.Screen.Note($"! {warning}");
        return 0;
    }

    private static async Task<int> WorkbooksAsync(Session session, ReportDefinition definition, string? period, CancellationToken cancellationToken)
    {
        (IReadOnlyList<FinishedReport> files, IReadOnlyList<string> leftOut) = await session.Room<DefinedWorkbooks>().WriteAsync(definition, period, session.AsOf, cancellationToken).ConfigureAwait(false);
        foreach (FinishedReport file in files) session.Screen.Line(file.Path);
        foreach (string why in leftOut) session.Screen.Note(why);
        return 0;
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReportDefinition> definitions = session.Configuration.Reports;
        IReadOnlyList<FileInfo> files = session.Room<ReportShelf>().Files();
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.report-list/1",
            Title = $"{definitions.Count} definitions, {files.Count} reports",
            Columns =
            [
                new ReportColumn("file", "File", CellKind.Text), new ReportColumn("writtenAt", "Written", CellKind.Instant), new ReportColumn("bytes", "Bytes", CellKind.Count),
                new ReportColumn("report", "Report", CellKind.Text), new ReportColumn("table", "Table", CellKind.Text), new ReportColumn("format", "Format", CellKind.Text),
            ],
            Rows =
            [
                .. definitions.Select(report => (object?[])[report.File, null, null, report.Name, report.Workbook is null ? report.Table : null, report.Format]),
                .. files.Select(file => (object?[])[
                    Path.GetRelativePath(session.Home.Path, file.FullName), new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), file.Length,
                    definitions.FirstOrDefault(report => report.Name == file.Directory!.Name)?.Name, null, file.Extension.TrimStart('.')]),
            ],
            Meta = ReportMeta.NoMoney,
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
