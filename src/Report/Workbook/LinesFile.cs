using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Workbook;

/// <summary>The file beside a workbook whose Data sheet was rolled up: every line, exact, month by month, with the same rights.</summary>
public sealed class LinesFile(ICostQueries queries, LineDetail detail)
{
    /// <summary>Writes the lines as CSV.</summary>
    /// <param name="input">The workbook.</param>
    /// <param name="context">Its data.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteAsync(WorkbookInput input, ReportContext context, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var reader = new WorkbookLines(queries, context.Configuration, WorkbookLines.Finest);
        TeamConfig[] own = input.Team is { } team ? TeamInputBuilder.Below(new TeamId(team.Id), context.Configuration) : [];
        CostFilter[] filters = own.Length == 0 ? [] : [TeamInputBuilder.Only(own)];
        var lines = new List<IReadOnlyList<object?>>();
        foreach (BillingPeriod month in input.MonthsShown.Where(month => context.Snapshot.Loads.Any(load => load.Period == month)))
        {
            IReadOnlyList<DataLine> read = await reader.ReadAsync(context.Snapshot, month, filters, cancellationToken).ConfigureAwait(false);
            if (month == input.Period)
                (read, _) = await detail.AddAsync(read, context.Snapshot, context.Configuration, month, input.Homes, int.MaxValue, cancellationToken).ConfigureAwait(false);
            lines.AddRange(read.Select(line => Cells(input.Team is null ? line : TeamInputBuilder.Private(line))));
        }

        await new CsvFormat { WithByteOrderMark = true }.WriteAsync(Table(input, lines), output, cancellationToken).ConfigureAwait(false);
    }

    private static object?[] Cells(DataLine line) =>
        [.. DataColumns.Before.Select(column => column.Of(line)), line.Costs[CostMetric.Billed], line.Costs[CostMetric.Effective], .. DataColumns.After.Select(column => column.Of(line))];

    private static ReportTable Table(WorkbookInput input, IReadOnlyList<IReadOnlyList<object?>> lines) => new()
    {
        Schema = "costguard.workbook-lines/1",
        Title = "Lines",
        Columns =
        [
            .. DataColumns.Before.Select(Column), new("billedCost", "Billed cost", CellKind.Money), new("effectiveCost", "Effective cost", CellKind.Money), .. DataColumns.After.Select(Column),
        ],
        Rows = lines,
        Meta = new ReportMeta(input.Snapshot, input.DataThrough, "mixed", null, input.Period.ToString(), input.PeriodStatus, []),
    };

    private static ReportColumn Column(DataColumn column) => new(column.Key, column.Title, column.Kind);
}
