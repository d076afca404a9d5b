using System.Text;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Formats;

/// <summary>
/// RFC 4180 with CRLF: every value quoted, no value left empty without quotes, exact amounts with a dot, no total rows, no comment lines.
/// Text that a spreadsheet would run gets a leading apostrophe (OWASP); numbers never do, or their sums would break.
/// </summary>
public sealed class CsvFormat : IReportFormat
{
    public string Key => "csv";

    public bool IsBinary => false;

    /// <summary>True begins with a byte order mark, without which Excel reads UTF-8 as the machine's old code page.</summary>
    public bool WithByteOrderMark { get; init; }

    /// <summary>True writes text as it is, for machines that never open it in a spreadsheet.</summary>
    public bool Raw { get; init; }

    public async Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        var text = new TextOutput(output);
        if (WithByteOrderMark) text.Text.Append('\uFEFF');
        // A file travels alone, so its amounts name their currency even when the whole table has one.
        bool addCurrency = table.CurrencyColumn() < 0 && table.Columns.Any(column => CellText.IsMoney(column.Kind));
        string[] header = [.. table.Columns.Select(column => column.Key), .. addCurrency ? ["currency"] : Array.Empty<string>()];
        text.Text.AppendJoin(',', header.Select(key => $"\"{key.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            for (int c = 0; c < table.Columns.Count; c++)
            {
                if (c > 0) text.Text.Append(',');
                AppendField(text.Text, row[c]);
            }

            if (addCurrency) AppendField(text.Text.Append(','), table.Meta.Currency);
            text.Text.Append("\r\n");
            await text.FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
        }

        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void AppendField(StringBuilder text, object? value)
    {
        if (CellText.Exact(value) is not { } field) return;
        text.Append('"');
        if (!Raw && value is string && CellText.LooksLikeFormula(field)) text.Append('\'');
        text.Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
