using ClosedXML.Excel;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Formats;

/// <summary>One sheet with one Excel table. Text stays text (ids, "12E4", "=1+1"), numbers stay numbers with every digit, dates are dates.</summary>
public sealed class XlsxFormat : IReportFormat
{
    private const int HeaderRow = 5;
    private const int SheetRowsMax = 1_048_576;

    // Sample rows: plain, quoted text, then money with 0, 3 and 4 decimals, then the same five in bold for totals.
    private static readonly int[] SampleDecimals = [2, 2, 0, 3, 4];

    public string Key => "xlsx";

    public bool IsBinary => true;

    public async Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        if (HeaderRow + table.Rows.Count + table.Totals.Count > SheetRowsMax)
            throw new CostGuardException(2, ReportErrors.TooManyRows.At($"The table has {table.Rows.Count} rows; a worksheet ends at row {SheetRowsMax}."));

        using XLWorkbook book = WorkbookShell.Create(table.Title, CellText.MetaLine(table.Meta), $"snapshot:{table.Meta.Snapshot}", table.Meta.DataThrough);
        var canvas = new SheetCanvas(book.AddWorksheet("Report"));
        canvas.Put(1, 1, table.Title, new Look(CellKind.Text, Bold: true, Size: 14));
        canvas.Put(2, 1, CellText.MetaLine(table.Meta), Look.Note);
        canvas.Put(3, 1, string.Join("  ", [.. table.Meta.Warnings.Select(warning => "! " + warning), table.Footnote ?? ""]), Look.Note);
        Layout(canvas, table);
        await PackageWriter.WriteAsync(book, [canvas], output, keyword: null, cancellationToken).ConfigureAwait(false);
    }

    private static void Layout(SheetCanvas canvas, ReportTable table)
    {
        string[] headers = UniqueHeaders(table.Columns);
        for (int c = 0; c < table.Columns.Count; c++)
        {
            canvas.Put(HeaderRow, c + 1, headers[c], Look.Header);
            canvas.Width(c + 1, WidthOf(table, c, headers[c]));
            for (int sample = 0; sample < SampleDecimals.Length * 2; sample++)
            {
                int decimals = SampleDecimals[sample % SampleDecimals.Length];
                IXLStyle style = canvas.Sheet.Cell(HeaderRow + 1 + sample, c + 1).Style;
                new Look(table.Columns[c].Kind, decimals, Bold: sample >= SampleDecimals.Length).ApplyTo(style);
                if (sample % SampleDecimals.Length == 1) style.IncludeQuotePrefix = true;
            }
        }

        int currencyColumn = table.CurrencyColumn();
        canvas.Sheet.SheetView.FreezeRows(HeaderRow);
        if (table.Rows.Count > 0) canvas.IdRanges.Add(CellAddress.Range(HeaderRow + 1, 1, HeaderRow + table.Rows.Count, headers.Length));
        if (table.Rows.Count > 0) canvas.Tables.Add(new TableSpec("tblReport", HeaderRow, 1, table.Rows.Count, false, [.. headers.Select(header => new TableColumn(header))]));
        canvas.Stream = new StreamedRows(HeaderRow + 1, table.Rows.Count + table.Totals.Count, SampleDecimals.Length * 2, (writer, i) =>
        {
            bool isTotal = i >= table.Rows.Count;
            WriteRow(writer, table, isTotal ? table.Totals[i - table.Rows.Count] : table.Rows[i], currencyColumn, isTotal ? SampleDecimals.Length : 0);
        });
    }

    private static void WriteRow(RowWriter writer, ReportTable table, IReadOnlyList<object?> row, int currencyColumn, int firstSample)
    {
        int decimals = table.CurrencyOf(row, currencyColumn)?.MinorUnits ?? 2;
        int money = firstSample + decimals switch { 0 => 2, 3 => 3, 4 => 4, _ => 0 };
        for (int c = 0; c < row.Count; c++)
        {
            int sample = CellText.IsMoney(table.Columns[c].Kind) ? money : firstSample;
            switch (row[c])
            {
                case null: writer.Text(c + 1, null, sample); break;
                case decimal number: writer.Number(c + 1, number, sample); break;
                case long count: writer.Number(c + 1, count, sample); break;
                case int count: writer.Number(c + 1, count, sample); break;
                case DateOnly day: writer.Date(c + 1, day, sample); break;
                case BillingPeriod month: writer.Date(c + 1, month.FirstDay, sample); break;
                case DateTimeOffset instant: writer.Number(c + 1, (decimal)instant.UtcDateTime.ToOADate(), sample); break;
                default: writer.Text(c + 1, CellText.Exact(row[c]), sample); break;
            }
        }
    }

    // Excel refuses a table with two headers that differ in case only.
    private static string[] UniqueHeaders(IReadOnlyList<ReportColumn> columns)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select(column =>
        {
            string title = column.Title.Length == 0 ? column.Key : column.Title.ReplaceLineEndings(" ");
            return used.Add(title) || used.Add(title = $"{title} ({column.Key})") ? title : throw new ArgumentException($"Column key '{column.Key}' occurs twice.", nameof(columns));
        })];
    }

    private static double WidthOf(ReportTable table, int column, string header)
    {
        // The first rows are enough to judge by; a long text later is cut on the screen only.
        int longest = table.Rows.Take(200).Concat(table.Totals).Select(row => CellText.Shown(row[column], table.Columns[column].Kind, null).Length).DefaultIfEmpty(0).Max();
        return Math.Clamp(Math.Max(longest, header.Length) + 3, 9, 48);
    }
}
