using CostGuard.Core.Focus;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>The lines: the Excel table that every formula reads. Streamed, so that its length costs time but no memory.</summary>
internal sealed class DataSheet(SheetCanvas canvas, Figures figures)
{
    /// <summary>More lines are rolled up further before they get here.</summary>
    public const int RowsMax = 200_000;

    // Sample rows: plain, quoted text, then money with 0, 3 and 4 decimals.
    private static readonly int[] SampleDecimals = [2, 2, 0, 3, 4];

    private const int IdMax = 255;
    /// <summary>Header of the amount in the report's currency and metric.</summary>
    public const string InReportCurrency = "Cost (reporting)";

    private const string Rate = "FX rate";

    private readonly WorkbookInput _input = figures.Input;

    // A company with one currency reads the same figure once, not twice.
    private readonly bool _isConverted = figures.Rounded.AreConverted;

    public void Write()
    {
        SheetFrame.Begin(canvas, $"Data, {SheetFrame.MonthName(_input.MonthsShown[0])} to {SheetFrame.MonthName(_input.Period)}", _input.DataNote + " Amounts are cents by largest remainder: lines foot to teams, teams to months."
            + (_isConverted ? $" {InReportCurrency}: {_input.Metric} cost at the rate of its month, converted exactly and rounded once a month; empty without a rate." : ""));
        SheetColumn[] columns = Columns();
        for (int c = 0; c < columns.Length; c++)
        {
            SheetTable.PutHeader(canvas, SheetFrame.HeaderRow, c + 1, columns[c]);
            for (int sample = 0; sample < SampleDecimals.Length; sample++)
            {
                var style = canvas.Sheet.Cell(SheetFrame.HeaderRow + 1 + sample, c + 1).Style;
                (columns[c].Look with { Decimals = SampleDecimals[sample], Size = 10 }).ApplyTo(style);
                if (sample == 1) style.IncludeQuotePrefix = true;
                if (c > 0 && !columns[c].Look.IsNumber) style.Alignment.Indent = 1;
            }
        }

        canvas.Tables.Add(new TableSpec("tblCost", SheetFrame.HeaderRow, 1, _input.Lines.Count, false, [.. columns.Select(column => new TableColumn(column.Header))]));
        canvas.IdRanges.Add(CellAddress.Range(SheetFrame.HeaderRow + 1, 1, SheetFrame.HeaderRow + _input.Lines.Count, columns.Length));
        canvas.Stream = new StreamedRows(SheetFrame.HeaderRow + 1, _input.Lines.Count, SampleDecimals.Length, WriteRow);
        // One link above a column of ids, not two hundred thousand in it.
        Lead(columns, "Allocation rule", SheetFrame.Allocation);
        Lead(columns, "Invoice", SheetFrame.Reconciliation);
        SheetFrame.End(canvas, _input, 0, columns.Length, SheetFrame.HeaderRow, 2);
    }

    private void Lead(SheetColumn[] columns, string header, string sheet)
    {
        if (_input.Team is not null && sheet == SheetFrame.Allocation) return;
        canvas.PutLink(SheetFrame.HeaderRow - 1, Array.FindIndex(columns, column => column.Header == header) + 1, "→ " + sheet, sheet, "A1");
    }

    private SheetColumn[] Columns() =>
    [
        .. DataColumns.Before.Select(Column),
        .. figures.Metrics.Select(metric => new SheetColumn(Figures.Header(metric), new Look(CellKind.Money), 14)),
        .. !_isConverted ? Array.Empty<SheetColumn>() : [new(Rate, new Look(CellKind.Number), 12), new(InReportCurrency, new Look(CellKind.Money), 14)],
        .. DataColumns.After.Select(Column),
    ];

    private SheetColumn Column(DataColumn column) => new(
        column.Title, column.Kind == CellKind.Text ? Look.Text : new Look(column.Kind),
        column.Fits ? SheetColumn.WidthFor(_input.Lines.Select(line => Short((string?)column.Of(line))), column.Width) : column.Width);

    // Ids longer than 255 letters are told apart by their ends more often than by their middles.
    private static string? Short(string? id) => id is { Length: > IdMax } ? string.Concat(id.AsSpan(0, 120), "…", id.AsSpan(id.Length - (IdMax - 121))) : id;

    private void WriteRow(RowWriter writer, int i)
    {
        DataLine line = _input.Lines[i];
        int column = 1;
        foreach (DataColumn each in DataColumns.Before) Write(writer, column++, each, line);
        int decimals = line.Currency.MinorUnits;
        foreach (CostMetric metric in figures.Metrics)
        {
            writer.Units(column++, figures.Rounded.Units(i, metric), decimals, Sample(decimals));
        }

        if (_isConverted) WriteRate(writer, i, ref column);
        foreach (DataColumn each in DataColumns.After) Write(writer, column++, each, line);
    }

    private static void Write(RowWriter writer, int column, DataColumn data, DataLine line)
    {
        switch (data.Of(line))
        {
            case BillingPeriod month: writer.Date(column, month.FirstDay); break;
            case long count: writer.Number(column, count); break;
            case var text: writer.Text(column, data.Kind == CellKind.Id ? Short((string?)text) : (string?)text); break;
        }
    }

    // Without a rate there is no answer, which is not zero.
    private void WriteRate(RowWriter writer, int i, ref int column)
    {
        DataLine line = _input.Lines[i];
        decimal? rate = line.Currency == _input.Currency ? 1m : figures.RateOf(line.Currency, line.Month)?.Rate;
        writer.Number(column++, rate ?? 0m, isEmpty: rate is null);
        int sample = Sample(figures.Decimals);
        if (figures.Rounded.Reporting(i) is { } units) writer.Units(column++, units, figures.Decimals, sample);
        else writer.Number(column++, 0m, sample, isEmpty: true);
    }

    private static int Sample(int decimals) => decimals switch { 0 => 2, 3 => 3, 4 => 4, _ => 0 };
}
