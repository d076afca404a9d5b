using CostGuard.Cli.Reports;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Composition;

/// <summary>Writes the finance workbook to data/out/reports/MONTH.</summary>
public sealed class ReportRoom(WorkbookInputBuilder builder, ReportShelf shelf) : IReportRoom
{
    public async Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, CancellationToken cancellationToken)
    {
        WorkbookInput input = await builder.BuildAsync(
            context.Snapshot, context.Configuration, context.Period, context.Budgets, context.AsOf, cancellationToken).ConfigureAwait(false);
        return [await shelf.WriteAsync(context.Period.ToString(), input.FileName, file => FinanceWorkbook.WriteAsync(input, file, cancellationToken), cancellationToken).ConfigureAwait(false)];
    }
}
