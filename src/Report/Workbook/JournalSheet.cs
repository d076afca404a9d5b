using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What do I post? The lines of period journal, in the columns of reports/journal.yaml, and per currency: debit = credit, and posted = billed.</summary>
internal sealed class JournalSheet(SheetCanvas canvas, Figures figures)
{
    public const string TableName = "tblJrnl";

    /// <summary>Totals by currency.</summary>
    public const string Totals = "tblJrnlTotal";

    private readonly WorkbookInput _input = figures.Input;
    private readonly IReadOnlyList<JournalLine> _lines = figures.Input.Close!.JournalLines;
    private readonly JournalConfig _journal = figures.Input.Close!.Journal!;

    /// <summary>True when the columns show what checks need.</summary>
    public static bool HasTotals(WorkbookInput input) => input.Close is { Journal: { } journal, JournalLines: { Count: > 0 } lines }
        && journal.Columns.Contains("debit") && journal.Columns.Contains("credit")
        && (journal.Columns.Contains("currency") || lines.Select(line => line.Currency).Distinct().Count() == 1);

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Journal, {SheetFrame.MonthName(_input.Period)}",
            $"As costguard period journal {_input.Period} prints it, in the columns of reports/journal.yaml: billed cost by cost centre against the account of invoices.{(JournalTable.Note(_input.Period, _input.Close!.Posted!) is { } note ? $" {note}" : "")}");
        SheetColumn[] columns = [.. _journal.Columns.Select(column => new SheetColumn(JournalTable.Title(column), new Look(JournalTable.Kind(column)), Width(column)))];
        int last = SheetTable.Write(canvas, TableName, SheetFrame.HeaderRow, columns, [.. _lines.Select(Cells)]);
        canvas.IdRanges.Add(CellAddress.Range(SheetFrame.HeaderRow + 1, 1, last, columns.Length));
        int right = columns.Length;
        if (HasTotals(_input))
        {
            canvas.Put(last + 3, 1, "Debit = credit, and what is posted is what Data was billed", new Look(CellKind.Text, Bold: true, Size: 12));
            int header = last + 4;
            last = SheetTable.Write(canvas, Totals, header, TotalColumns(), [.. _lines.GroupBy(line => line.Currency).OrderBy(group => group.Key).Select(Total)]);
            ReconciliationSheet.Mark(canvas, header + 1, TotalColumns().Length, last, TotalColumns().Length);
            right = Math.Max(right, TotalColumns().Length);
        }

        SheetFrame.End(canvas, _input, last, right, SheetFrame.HeaderRow, 1);
    }

    private static double Width(string column) => column switch { "text" => 36, "document" or "statement" => 20, "debit" or "credit" => 16, "team" => 18, _ => 13 };

    private object?[] Cells(JournalLine line) => [.. _journal.Columns.Select(column => JournalTable.Kind(column) == CellKind.Money
        ? new Styled(JournalTable.Cell(line, column, _input.Period), new Look(CellKind.Money, line.Currency.MinorUnits))
        : JournalTable.Cell(line, column, _input.Period))];

    private static SheetColumn[] TotalColumns() =>
    [
        new("Total", Look.Text, 13),
        new("Total debit", new Look(CellKind.Money), 16),
        new("Total credit", new Look(CellKind.Money), 16),
        new("Difference", new Look(CellKind.Money), 13),
        new("Posted", new Look(CellKind.Money), 16),
        new("Billed in Data", new Look(CellKind.Money), 16),
        new("Invoices rounded one by one", new Look(CellKind.Money), 13),
        new("Posted less billed", new Look(CellKind.Money), 13),
        new("Absolute", new Look(CellKind.Money), 13),
        new("Result", Look.Text, 13),
    ];

    private object?[] Total(IGrouping<Currency, JournalLine> currency)
    {
        string d = currency.Key.MinorUnits.ToString(CultureInfo.InvariantCulture);
        string own = SheetTable.ThisRow(Totals, "Total");
        string Sum(string column) => $"ROUND({(_journal.Columns.Contains("currency") ? $"SUMIFS({TableName}[{column}],{TableName}[Currency],{own})" : $"SUM({TableName}[{column}])")},{d})";
        decimal debit = currency.Sum(line => line.Debit), credit = currency.Sum(line => line.Credit);
        decimal billed = figures.Month(_input.Period, currency.Key, CostMetric.Billed);
        decimal posted = Posted(currency, out Live live);
        // Each invoice is rounded by itself, and Data once: what a few halves of a cent make of that.
        decimal apart = _input.Close!.BilledOnInvoices.TryGetValue(currency.Key, out decimal invoices) ? invoices - billed : 0m;
        decimal absolute = Math.Abs(debit - credit) + Math.Abs(posted - billed - apart);
        object?[] cells =
        [
            new Live(Sum("Debit"), debit),
            new Live(Sum("Credit"), credit),
            new Live($"ROUND({This("Total debit")}-{This("Total credit")},{d})", debit - credit),
            live,
            new Live($"ROUND(SUMIFS(tblCost[Billed cost],tblCost[Month],Period,tblCost[Currency],{own}),{d})", billed),
            apart,
            new Live($"ROUND({This("Posted")}-{This("Billed in Data")}-{This("Invoices rounded one by one")},{d})", posted - billed - apart),
            new Live($"ROUND(ABS({This("Difference")})+ABS({This("Posted less billed")}),{d})", absolute),
        ];
        return
        [
            currency.Key.Code,
            .. cells.Select(cell => new Styled(cell, new Look(CellKind.Money, currency.Key.MinorUnits))),
            new Live($"IF({This("Absolute")}<=Tolerance,\"TIES\",\"CHECK\")", absolute == 0m ? "TIES" : "CHECK"),
        ];
    }

    // The last line of the month's own document is the one against all others: what it credits is what is posted. There is none when all others come to
    // nothing. What is charged of other months stands in documents of its own, and not in Data.
    private decimal Posted(IGrouping<Currency, JournalLine> currency, out Live live)
    {
        JournalLine? against = currency.LastOrDefault(line => line.Document == Journal.DocumentOf(_input.Period, _input.Close!.Posted!.Version, currency.Key));
        if (against is not { CostCentre: null, Team: null, Provider: null })
        {
            live = new Live("0", 0m);
            return 0m;
        }

        int row = SheetFrame.HeaderRow + 1 + _lines.ToList().LastIndexOf(against);
        string Cell(string column) => CellAddress.Of(row, 1 + _journal.Columns.ToList().IndexOf(column));
        decimal posted = against.Credit - against.Debit;
        live = new Live($"ROUND({Cell("credit")}-{Cell("debit")},{currency.Key.MinorUnits.ToString(CultureInfo.InvariantCulture)})", posted);
        return posted;
    }

    private static string This(string column) => SheetTable.ThisRow(Totals, column);
}
