using CostGuard.Cli.Reports;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Composition;

/// <summary>Writes the finance workbook to data/out/reports/MONTH, and records its hash before it appears there.</summary>
public sealed class ReportRoom(
    WorkbookInputBuilder builder, TeamInputBuilder teams, LinesFile lines, EarlierVersions earlier, ReportShelf shelf, ReportRecords records, TimeProvider clock) : IReportRoom
{
    // The lines beside a workbook are too many for a mail.
    public async Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, CancellationToken cancellationToken) =>
        [(await WriteAsync(context, null, cancellationToken).ConfigureAwait(false))[0]];

    /// <summary>Writes the workbook of a team and the teams below it, of the company without one; after it the file of all lines, where Data was rolled up.</summary>
    public async Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, TeamId? team, CancellationToken cancellationToken)
    {
        WorkbookInput input = await InputAsync(context, team, cancellationToken).ConfigureAwait(false);
        return await WriteAsync(input, context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a workbook of each team, and says which were left out because they have no cost.</summary>
    public async Task<(IReadOnlyList<FinishedReport> Files, IReadOnlyList<string> LeftOut)> WriteTeamsAsync(ReportContext context, IReadOnlyList<TeamId> own, CancellationToken cancellationToken)
    {
        // Asked once: what differs between teams is cut from it.
        WorkbookInput whole = await WholeAsync(context, cancellationToken).ConfigureAwait(false);
        var files = new List<FinishedReport>();
        var leftOut = new List<string>();
        foreach (TeamId team in own)
        {
            try
            {
                WorkbookInput input = await WithEarlierAsync(await teams.BuildAsync(team, whole, context, cancellationToken).ConfigureAwait(false), context, cancellationToken).ConfigureAwait(false);
                files.AddRange(await WriteAsync(input, context, cancellationToken).ConfigureAwait(false));
            }
            catch (CostGuardException nothing) when (nothing.Problem.Code == ReportErrors.NothingToReport.Code)
            {
                leftOut.Add(nothing.Problem.Message);
            }
        }

        return (files, leftOut);
    }

    private async Task<IReadOnlyList<FinishedReport>> WriteAsync(WorkbookInput input, ReportContext context, CancellationToken cancellationToken)
    {
        string folder = context.Period.ToString();
        FinishedReport[] beside = !input.IsRolledUp ? []
            : [await shelf.WriteAsync(folder, input.LinesFileName, file => lines.WriteAsync(input, context, file, cancellationToken), _ => Task.CompletedTask, cancellationToken).ConfigureAwait(false)];
        string mark = "";
        return
        [
            await shelf.WriteAsync(
                folder,
                input.FileName,
                async file => mark = await FinanceWorkbook.WriteAsync(input, file, cancellationToken).ConfigureAwait(false),
                async hash =>
                {
                    await shelf.KeepReplacedAsync(folder, input.FileName, hash, cancellationToken).ConfigureAwait(false);
                    await records.AddAsync(
                        input.Identity.Report,
                        new WrittenReport($"{folder}/{input.FileName}", hash, input.Snapshot, context.AsOf, clock.GetUtcNow()) { Content = mark },
                        cancellationToken).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false),
            .. beside,
        ];
    }

    /// <summary>The workbook's bytes, without writing or recording anything.</summary>
    public async Task RenderAsync(ReportContext context, TeamId? team, Stream output, CancellationToken cancellationToken) =>
        await FinanceWorkbook.WriteAsync(await InputAsync(context, team, cancellationToken).ConfigureAwait(false), output, cancellationToken).ConfigureAwait(false);

    private async Task<WorkbookInput> InputAsync(ReportContext context, TeamId? team, CancellationToken cancellationToken)
    {
        WorkbookInput whole = await WholeAsync(context, cancellationToken).ConfigureAwait(false);
        WorkbookInput input = team is { } own ? await teams.BuildAsync(own, whole, context, cancellationToken).ConfigureAwait(false) : whole;
        return await WithEarlierAsync(input, context, cancellationToken).ConfigureAwait(false);
    }

    private Task<WorkbookInput> WholeAsync(ReportContext context, CancellationToken cancellationToken) =>
        builder.BuildAsync(context.Snapshot, context.Configuration, context.Period, context.Budgets, context.AsOf, cancellationToken);

    private async Task<WorkbookInput> WithEarlierAsync(WorkbookInput input, ReportContext context, CancellationToken cancellationToken) =>
        input with { Earlier = await earlier.OfAsync(input, context, cancellationToken).ConfigureAwait(false) };
}
