using System.Text.Encodings.Web;
using System.Text.Json;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Formats;

/// <summary>One object with the facts of the report, its items and totals. Money is exact decimal text in plain notation.</summary>
public sealed class JsonFormat : IReportFormat
{
    private const int RowsPerFlush = 256;

    public string Key => "json";

    public bool IsBinary => false;

    // The relaxed encoder keeps "✓" and "é" readable; the output is a file or an API answer, never a script block.
    internal static JsonWriterOptions Options(bool indented) =>
        new() { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(output, Options(indented: true));
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            WriteMeta(json, table);
            await WriteRowsAsync(json, "items", table, table.Rows, cancellationToken).ConfigureAwait(false);
            await WriteRowsAsync(json, "totals", table, table.Totals, cancellationToken).ConfigureAwait(false);
            json.WriteStartArray("warnings");
            foreach (string warning in table.Meta.Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await output.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    internal static void WriteValue(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case long count: json.WriteNumber(key, count); break;
            case int count: json.WriteNumber(key, count); break;
            case bool flag: json.WriteBoolean(key, flag); break;
            default: json.WriteString(key, CellText.Exact(value)); break;
        }
    }

    private static void WriteMeta(Utf8JsonWriter json, ReportTable table)
    {
        json.WriteString("schema", table.Schema);
        json.WriteString("snapshot", table.Meta.Snapshot);
        json.WriteString("dataThrough", CellText.Exact(table.Meta.DataThrough));
        json.WriteString("currency", table.Meta.Currency);
        json.WriteString("metric", table.Meta.Metric);
        json.WriteString("period", table.Meta.Period);
        json.WriteString("periodStatus", table.Meta.PeriodStatus);
    }

    private static async Task WriteRowsAsync(
        Utf8JsonWriter json, string name, ReportTable table, IReadOnlyList<IReadOnlyList<object?>> rows, CancellationToken cancellationToken)
    {
        json.WriteStartArray(name);
        for (int r = 0; r < rows.Count; r++)
        {
            json.WriteStartObject();
            for (int c = 0; c < table.Columns.Count; c++)
            {
                WriteValue(json, table.Columns[c].Key, rows[r][c]);
            }

            json.WriteEndObject();
            if (r % RowsPerFlush == RowsPerFlush - 1) await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
    }
}
