using CostGuard.Core.Focus;
using CostGuard.Core.Reports;
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
        new("Month", new Look(CellKind.Month), 10),
        new("Team", Look.Text, 18),
        new("Cost centre", new Look(CellKind.Id), 11),
        new("Provider", Look.Text, 12),
        new("Account id", new Look(CellKind.Id), WidthOf(line => line.AccountId, 16)),
        new("Account name", Look.Text, WidthOf(line => line.AccountName, 20)),
        new("Service", Look.Text, WidthOf(line => line.Service, 30)),
        new("Region", Look.Text, 14),
        new("Charge category", Look.Text, 12),
        new("Resource / meter", new Look(CellKind.Id), WidthOf(line => Short(line.Resource), 24)),
        new("Currency", Look.Text, 11),
        .. figures.Metrics.Select(metric => new SheetColumn(Figures.Header(metric), new Look(CellKind.Money), 14)),
        .. !_isConverted ? Array.Empty<SheetColumn>() : [new(Rate, new Look(CellKind.Number), 12), new(InReportCurrency, new Look(CellKind.Money), 14)],
        new("Allocation rule", Look.Text, 22),
        new("Pool", Look.Text, 16),
        new("Invoice", new Look(CellKind.Id), 16),
        new("Source", Look.Text, 18),
        new("Lines", new Look(CellKind.Count), 9),
        new("Load", new Look(CellKind.Id), WidthOf(line => line.Load, 12)),
    ];

    // Ids longer than 255 letters are told apart by their ends more often than by their middles.
    private static string? Short(string? id) => id is { Length: > IdMax } ? string.Concat(id.AsSpan(0, 120), "…", id.AsSpan(id.Length - (IdMax - 121))) : id;


    private double WidthOf(Func<DataLine, string?> text, double least) => SheetColumn.WidthFor(_input.Lines.Select(text), least);

    private void WriteRow(RowWriter writer, int i)
    {
        DataLine line = _input.Lines[i];
        writer.Date(1, line.Month.FirstDay);
        writer.Text(2, line.Team);
        writer.Text(3, line.CostCentre);
        writer.Text(4, line.Provider);
        writer.Text(5, line.AccountId);
        writer.Text(6, line.AccountName);
        writer.Text(7, line.Service);
        writer.Text(8, line.Region);
        writer.Text(9, line.ChargeCategory);
        writer.Text(10, Short(line.Resource));
        writer.Text(11, line.Currency.Code);
        int decimals = line.Currency.MinorUnits;
        int column = 12;
        foreach (CostMetric metric in figures.Metrics)
        {
            writer.Units(column++, figures.Rounded.Units(i, metric), decimals, Sample(decimals));
        }

        if (_isConverted) WriteRate(writer, i, ref column);

        writer.Text(column++, line.Rule);
        writer.Text(column++, line.Pool);
        writer.Text(column++, line.Invoice);
        writer.Text(column++, line.Source);
        writer.Number(column++, line.Rows);
        writer.Text(column, line.Load);
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
