using CostGuard.Core.Reports;

namespace CostGuard.Report.Formats;

/// <summary>Tab-separated, one line a row (LF), for cut, awk and paste. Tabs, line ends and backslashes in text are written \t, \n, \r, \\.</summary>
public sealed class TsvFormat : IReportFormat
{
    public string Key => "tsv";

    public bool IsBinary => false;

    public async Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        var text = new TextOutput(output);
        text.Text.AppendJoin('\t', table.Columns.Select(column => column.Key)).Append('\n');
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            text.Text.AppendJoin('\t', row.Select(Field)).Append('\n');
            await text.FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
        }

        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Field(object? value)
    {
        string field = CellText.Exact(value) ?? "";
        if (value is not string) return field;
        string guarded = CellText.LooksLikeFormula(field) ? "'" + field : field;
        return guarded
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);
    }
}
