using CostGuard.Cli.Reports;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Composition;

/// <summary>Writes the finance workbook to data/out/reports/MONTH, and records its hash before it appears there.</summary>
public sealed class ReportRoom(WorkbookInputBuilder builder, TeamInputBuilder teams, ReportShelf shelf, ReportRecords records, TimeProvider clock) : IReportRoom
{
    public Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, CancellationToken cancellationToken) => WriteAsync(context, null, cancellationToken);

    /// <summary>Writes the workbook of a team and the teams below it; of the company without one.</summary>
    public async Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, TeamId? team, CancellationToken cancellationToken)
    {
        WorkbookInput input = await InputAsync(context, team, cancellationToken).ConfigureAwait(false);
        string folder = context.Period.ToString();
        return
        [
            await shelf.WriteAsync(
                folder,
                input.FileName,
                file => FinanceWorkbook.WriteAsync(input, file, cancellationToken),
                hash => records.AddAsync(
                    input.Identity.Report, new WrittenReport($"{folder}/{input.FileName}", hash, input.Snapshot, context.AsOf, clock.GetUtcNow()), cancellationToken),
                cancellationToken).ConfigureAwait(false),
        ];
    }

    /// <summary>The workbook's bytes, without writing or recording anything.</summary>
    public async Task RenderAsync(ReportContext context, TeamId? team, Stream output, CancellationToken cancellationToken) =>
        await FinanceWorkbook.WriteAsync(await InputAsync(context, team, cancellationToken).ConfigureAwait(false), output, cancellationToken).ConfigureAwait(false);

    private Task<WorkbookInput> InputAsync(ReportContext context, TeamId? team, CancellationToken cancellationToken) => team is { } own
        ? teams.BuildAsync(own, context, cancellationToken)
        : builder.BuildAsync(context.Snapshot, context.Configuration, context.Period, context.Budgets, context.AsOf, cancellationToken);
}
