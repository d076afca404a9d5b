using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Composition;

/// <summary>Writes the finance workbook to data/out/reports/MONTH; the file appears complete or not at all.</summary>
public sealed class ReportRoom(WorkbookInputBuilder builder) : IReportRoom
{
    public async Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, CancellationToken cancellationToken)
    {
        WorkbookInput input = await builder.BuildAsync(
            context.Snapshot, context.Configuration, context.Period, context.Budgets, context.AsOf, cancellationToken).ConfigureAwait(false);
        string folder = Path.Combine(context.Configuration.Home.Out, "reports", context.Period.ToString());
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, input.FileName);
        string half = $"{path}.{Environment.ProcessId}.part";
        await using (FileStream file = File.Create(half))
        {
            await FinanceWorkbook.WriteAsync(input, file, cancellationToken).ConfigureAwait(false);
        }

        File.Move(half, path, overwrite: true);
        return [new FinishedReport(input.FileName, path)];
    }
}
