using System.Text.Json;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Formats;

/// <summary>One object a line and row, each naming its snapshot; no totals, so that a sum over the lines is right.</summary>
public sealed class JsonLinesFormat : IReportFormat
{
    private const int RowsPerFlush = 256;

    public string Key => "jsonl";

    public bool IsBinary => false;

    public async Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var json = new Utf8JsonWriter(buffer, JsonFormat.Options(indented: false));
        await using (json.ConfigureAwait(false))
        {
            bool namesCurrency = table.CurrencyColumn() >= 0;
            for (int r = 0; r < table.Rows.Count; r++)
            {
                WriteRow(json, table, table.Rows[r], namesCurrency);
                json.Flush();
                json.Reset();
                buffer.WriteByte((byte)'\n');
                if (r % RowsPerFlush == RowsPerFlush - 1) await DrainAsync(buffer, output, cancellationToken).ConfigureAwait(false);
            }

            await DrainAsync(buffer, output, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void WriteRow(Utf8JsonWriter json, ReportTable table, IReadOnlyList<object?> row, bool namesCurrency)
    {
        json.WriteStartObject();
        json.WriteString("snapshot", table.Meta.Snapshot);
        json.WriteString("dataThrough", CellText.Exact(table.Meta.DataThrough));
        if (!namesCurrency) json.WriteString("currency", table.Meta.Currency);
        json.WriteString("metric", table.Meta.Metric);
        for (int c = 0; c < table.Columns.Count; c++)
        {
            JsonFormat.WriteValue(json, table.Columns[c].Key, row[c]);
        }

        json.WriteEndObject();
    }

    private static async Task DrainAsync(MemoryStream buffer, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
        buffer.SetLength(0);
    }
}
