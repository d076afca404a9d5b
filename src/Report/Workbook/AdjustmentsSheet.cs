using System.Globalization;
using ClosedXML.Excel;
using CostGuard.Core.Close;
using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What did people change by hand? What they wrote about differences between invoices and data, with who, when and who signed for it.</summary>
internal sealed class AdjustmentsSheet(SheetCanvas canvas, Figures figures)
{
    public const string TableName = "tblAdj";

    private static readonly Look Input = new(CellKind.Text, Colour: "#0B5CAD", Fill: "#FFF4D6");

    private readonly WorkbookInput _input = figures.Input;

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Adjustments, {SheetFrame.MonthName(_input.Period)}",
            "Written by people with costguard invoice explain; Reconciliation adds them up. A change here shows there at once, but is only a trial: record it with the command.");
        SheetColumn[] columns =
        [
            new("Date", Input with { Kind = CellKind.Date }, 12),
            new("Who", Look.Text, 26),
            new("Reason", Input, 14),
            new("Column", Look.Text, 17),
            new("Amount", Input with { Kind = CellKind.Money }, 15),
            new("Currency", Look.Text, 11),
            new("Invoice", new Look(CellKind.Id), 24),
            new("Cost centre", new Look(CellKind.Id), 12),
            new("Why", Look.Text, SheetColumn.WidthFor(Explanations.Select(each => each.Text), 30)),
            new("Approval", Look.Text, 40),
            new("Explanation", new Look(CellKind.Count), 12),
            new("Line", new Look(CellKind.Count), 8),
        ];
        object?[][] rows = [.. Explanations.Select(Cells)];
        int last = SheetTable.Write(canvas, TableName, SheetFrame.HeaderRow, columns, rows);
        canvas.IdRanges.Add(CellAddress.Range(SheetFrame.HeaderRow + 1, 7, last, 7));
        if (rows.Length > 0) Validate(last);
        last = new RestatedBlock(canvas, figures).Write(last + 3);
        SheetFrame.End(canvas, _input, last, columns.Length, SheetFrame.HeaderRow, 1);
    }

    private IReadOnlyList<Explanation> Explanations => _input.Close?.Explanations ?? [];

    private object?[] Cells(Explanation each)
    {
        string reason = SheetTable.ThisRow(TableName, "Reason");
        string column = InvoiceRows.Columns.Take(InvoiceRows.Columns.Length - 1).Reverse()
            .Aggregate($"\"{InvoiceRows.Columns[^1].Column}\"", (rest, one) => $"IF({reason}=\"{one.Reasons[0].Word()}\",\"{one.Column}\",{rest})");
        return
        [
            DateOnly.FromDateTime(each.At.UtcDateTime),
            each.By,
            each.Reason.Word(),
            new Live(column, InvoiceRows.Columns.First(one => one.Reasons.Contains(each.Reason)).Column),
            new Styled(each.Amount, Input with { Kind = CellKind.Money, Decimals = each.Currency.MinorUnits }),
            each.Currency.Code,
            each.Invoice,
            null,
            each.Text,
            _input.Close?.Approval ?? "not yet",
            each.Id,
            figures.Invoices.Rows.FirstOrDefault(row => row.Statement.Number == each.Invoice && row.Statement.Currency == each.Currency) is { } row ? (long)row.Line : null,
        ];
    }

    private void Validate(int last)
    {
        IXLRange Column(int column) => canvas.Sheet.Range(SheetFrame.HeaderRow + 1, column, last, column);
        IXLDataValidation dates = Column(1).SetDataValidation();
        dates.AllowedValues = XLAllowedValues.Date;
        // Invoices are explained while they are looked at, which is in the months after their own.
        dates.Operator = XLOperator.Between;
        dates.MinValue = CellAddress.Serial(_input.Period).ToString(CultureInfo.InvariantCulture);
        dates.MaxValue = CellAddress.Serial(_input.Period.AddMonths(WorkbookInput.Months)).ToString(CultureInfo.InvariantCulture);
        Column(3).SetDataValidation().List($"\"{string.Join(',', ExplainedReasons.Words)}\"", true);
        IXLDataValidation amounts = Column(5).SetDataValidation();
        amounts.AllowedValues = XLAllowedValues.Decimal;
        amounts.Operator = XLOperator.Between;
        (amounts.MinValue, amounts.MaxValue) = ("-1000000000000", "1000000000000");
    }
}
