using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;

namespace CostGuard.Cli.Commands;

/// <summary>costguard report list|run.</summary>
public static class ReportCommands
{
    public static Command Build(Verbs verbs)
    {
        Option<string> period = GlobalOptions.Period("mtd");
        return Verbs.Group("report", "Finished reports.",
        [
            verbs.Make("list", "List the reports that were written.", [], ListAsync),
            verbs.Make("run", "Write the finance workbook of a month.", [period], async (session, cancellationToken) =>
            {
                PeriodText months = session.Period(period);
                if (months.IsAll || months.First != months.Last)
                    throw new CostGuardException(2, CommandErrors.BadArgument.At("The workbook is about one month: name it with --period 2026-11."));
                ReportContext context = await session.Room<ReportContexts>().CurrentAsync(months.First, session.AsOf, cancellationToken).ConfigureAwait(false);
                foreach (FinishedReport file in await session.Room<IReportRoom>().WriteAsync(context, cancellationToken).ConfigureAwait(false))
                    session.Screen.Line(file.Path);
                return 0;
            }),
        ]);
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        _ = session.Configuration;
        string folder = Path.Combine(session.Home.Out, "reports");
        FileInfo[] files = Directory.Exists(folder) ? [.. new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories).OrderByDescending(file => file.LastWriteTimeUtc)] : [];
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.report-list/1",
            Title = $"{files.Length} reports",
            Columns = [new ReportColumn("file", "File", CellKind.Text), new ReportColumn("writtenAt", "Written", CellKind.Instant), new ReportColumn("bytes", "Bytes", CellKind.Count)],
            Rows = [.. files.Select(file => (object?[])[Path.GetRelativePath(session.Home.Path, file.FullName), new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), file.Length])],
            Meta = ReportMeta.NoMoney,
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
