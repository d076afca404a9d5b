using System.Globalization;
using CostGuard.Core.Currencies;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Does it tie? Invoices against billed cost and what explains the rest, then this workbook against what was stored, then sources against what was stored; all live.</summary>
internal sealed class ReconciliationSheet(SheetCanvas canvas, Figures figures, decimal totalCostOfTeams)
{
    /// <summary>One row per invoice and currency.</summary>
    public const string TableName = "tblRecon";

    /// <summary>How many invoices are recorded, as formulas ask it.</summary>
    public const string Recorded = $"COUNTIFS({TableName}[Recorded],\"yes\")";

    /// <summary>How many are not, as formulas ask it.</summary>
    public const string Loose = $"COUNTIFS({TableName}[Recorded],\"no\")";

    private const string Totals = "tblReconTotal";
    private const int FirstBlock = 10;

    private readonly WorkbookInput _input = figures.Input;
    private readonly InvoiceRows _invoices = figures.Invoices;
    private int _blocks;

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Reconciliation, {SheetFrame.MonthName(_input.Period)}",
            "Every difference must be 0.00. Amounts of two currencies are never added; a sum of differences counts only whether it is 0.");
        var ties = new ReconciliationTies(canvas, figures, totalCostOfTeams);
        Head();
        int row = FirstBlock;
        if (_input.Team is null) row = Invoices(row) + 3;
        row = Converted(row);
        row = ties.WriteTies(row, Letter()) + 3;
        (int header, int last) = ties.WriteLoads(row, Letter());
        // The last table is the long one: its header stands again on each page after its first. The blocks before it have their own.
        if (_input.Team is null) canvas.Sheet.PageSetup.RowBreaks.Add(row - 1);
        SheetFrame.End(canvas, _input, last, _input.Team is null ? InvoiceColumns().Length : ReconciliationTies.WidthOfTeam, 3, 0);
        canvas.Sheet.PageSetup.SetRowsToRepeatAtTop(header, header);
        foreach (TableSpec table in canvas.Tables)
        {
            canvas.IdRanges.Add(CellAddress.Range(table.Row + 1, 1, table.Row + table.Rows, table.Columns.Count));
            int result = table.Columns.ToList().FindIndex(column => column.Name == "Result") + 1;
            if (result > 0) Mark(canvas, table.Row + 1, result, table.Row + table.Rows, result);
        }
    }

    /// <summary>Red with the word, where a formula says CHECK or FAIL; amber where something is missing; green where it ties.</summary>
    public static void Mark(SheetCanvas canvas, int row, int column, int lastRow, int lastColumn)
    {
        (string, string, string)[] words =
        [
            ("CHECK", "#8F2F00", "#FDEBE0"), ("FAIL", "#8F2F00", "#FDEBE0"), ("NO", "#8F2F00", "#FDEBE0"), ("NO INVOICE", "#8F2F00", "#FDEBE0"),
            ("WITHIN", "#6B4600", "#FFF4D6"), ("no invoices yet", "#6B4600", "#FFF4D6"),
            ("TIES", "#00523D", "#E0F4EC"), ("PASS", "#00523D", "#E0F4EC"), ("YES", "#00523D", "#E0F4EC"),
        ];
        foreach ((string word, string text, string fill) in words)
        {
            var style = canvas.Sheet.Range(row, column, lastRow, lastColumn).AddConditionalFormat().WhenEquals($"\"{word}\"");
            style.Font.SetFontColor(ClosedXML.Excel.XLColor.FromHtml(text));
            style.Fill.SetBackgroundColor(ClosedXML.Excel.XLColor.FromHtml(fill));
        }
    }

    /// <summary>"TIES", "CHECK", or "no invoices yet", as Summary and this sheet say it.</summary>
    public static Live Verdict(InvoiceRows invoices, string ties, string not) => new(
        $"IF({Recorded}=0,\"no invoices yet\",IF(AND(InvoiceDifference<=Tolerance,{Loose}=0),\"{ties}\",\"{not}\"))",
        !invoices.AreRecorded ? "no invoices yet" : invoices.Tie ? ties : not);

    private char Letter() => (char)('A' + _blocks++);

    private void Head()
    {
        Look word = new(CellKind.Text, Bold: true, Size: 14);
        if (_input.Team is null)
        {
            int decimals = Math.Max(2, _invoices.Rows.Select(row => row.Decimals).DefaultIfEmpty().Max());
            canvas.Put(5, 1, "Invoices", new Look(CellKind.Text, Bold: true));
            canvas.Put(5, 2, Verdict(_invoices, "TIES", "CHECK"), word);
            canvas.Put(6, 1, "Invoice difference, without sign", Look.Text);
            canvas.Put(
                6, 2, new Live($"IF({Recorded}=0,\"\",ROUND(SUM({TableName}[Absolute]),{decimals.ToString(CultureInfo.InvariantCulture)}))", _invoices.AreRecorded ? _invoices.Difference : null),
                new Look(CellKind.Money, 2, Bold: true, Size: 14));
            canvas.NameCell("InvoiceDifference", 6, 2);
            Mark(canvas, 5, 2, 5, 2);
        }

        canvas.Put(7, 1, "Data", new Look(CellKind.Text, Bold: true));
        canvas.Put(7, 2, new Live($"IF(AND(ReconDifference<=Tolerance,COUNTIFS({ReconciliationTies.Loads}[Result],\"CHECK\")=0),\"TIES\",\"CHECK\")", "TIES"), word);
        canvas.Put(8, 1, "Data difference, without sign", Look.Text);
        canvas.Put(8, 2, new Live($"ROUND(SUM({ReconciliationTies.Loads}[Absolute])+SUM({ReconciliationTies.Ties}[Absolute]),2)", 0m), new Look(CellKind.Money, 2, Bold: true));
        canvas.NameCell("ReconDifference", 8, 2);
        Mark(canvas, 7, 2, 7, 2);
    }

    private int Invoices(int row)
    {
        string title = !_invoices.AreRecorded ? "Invoices: no invoices yet, so this workbook does not claim to agree with one"
            : _invoices.IsLive ? "Invoices: net − CostGuard billed − explained = difference; billed is summed over Data by invoice number"
            : "Invoices: net − CostGuard billed − explained = difference; billed by invoice is a control total on Invoices, tied to Data as a whole below";
        canvas.Put(row, 1, $"{Letter()}. {title}", new Look(CellKind.Text, Bold: true, Size: 12));
        return SheetTable.Write(canvas, TableName, row + 1, InvoiceColumns(), [.. _invoices.Rows.Select(Cells)]);
    }

    private static SheetColumn[] InvoiceColumns()
    {
        Look money = new(CellKind.Money);
        Look linked = money with { Colour = Look.FromSheet };
        return
        [
            new("Invoice", new Look(CellKind.Id), 42),
            new("Provider", Look.Text, 18),
            new("Currency", Look.Text, 11),
            new("Recorded", Look.Text, 11),
            new("Invoice net", linked, 17),
            new("CostGuard billed", linked, 17),
            .. InvoiceRows.Columns.Select(column => new SheetColumn(column.Column, linked, 14)),
            new("Explained", money, 14),
            new("Difference", money with { Bold = true }, 14),
            new("Absolute", money, 14),
            new("Rounding at most", money, 12),
            new("Result", Look.Text, 13),
            new("Line", new Look(CellKind.Count), 8),
        ];
    }

    private object?[] Cells(InvoiceRow row)
    {
        string d = row.Decimals.ToString(CultureInfo.InvariantCulture);
        object?[] money =
        [
            new Live($"SUMIFS({InvoicesSheet.TableName}[Net],{Same(InvoicesSheet.TableName)})", row.Statement.Net),
            new Live(Billed(row), row.Billed),
            .. InvoiceRows.Columns.Select(column => new Live(Explained(column.Column, column.Reasons), row.In(column.Reasons))),
            new Live($"SUM({TableName}[[#This Row],[{InvoiceRows.Columns[0].Column}]:[{InvoiceRows.Columns[^1].Column}]])", row.Explained),
            new Live($"ROUND({This("Invoice net")}-{This("CostGuard billed")}-{This("Explained")},{d})", row.Difference),
            new Live($"ABS({This("Difference")})", Math.Abs(row.Difference)),
            row.Allowed,
        ];
        return
        [
            row.Number,
            row.Statement.Provider,
            row.Statement.Currency.Code,
            row.Statement.Invoice is null ? "no" : "yes",
            .. money.Select((cell, i) => new Styled(cell, InvoiceColumns()[4 + i].Look with { Decimals = row.Decimals })),
            new Live($"IF({This("Recorded")}=\"no\",\"NO INVOICE\",IF({This("Absolute")}<=Tolerance,\"TIES\",IF({This("Absolute")}<={This("Rounding at most")},\"WITHIN\",\"CHECK\")))", row.Result),
            (long)row.Line,
        ];
    }

    // Lines with no invoice yet have an empty cell in Data.
    private string Billed(InvoiceRow row) => !_invoices.IsLive
        ? $"SUMIFS({InvoicesSheet.TableName}[Billed written],{Same(InvoicesSheet.TableName)})"
        : $"SUMIFS(tblCost[Billed cost],tblCost[Invoice],{(row.Statement.Number is null ? "\"=\"" : This("Invoice"))},tblCost[Month],Period,tblCost[Currency],{This("Currency")})";

    private string Explained(string column, Core.Close.ExplainedReason[] reasons)
    {
        IEnumerable<string> stated = InvoicesSheet.Stated.Where(one => reasons.Contains(one.Reason)).Select(one => $"SUMIFS({InvoicesSheet.TableName}[{one.Column}],{Same(InvoicesSheet.TableName)})");
        return string.Join('+', stated.Append($"SUMIFS({AdjustmentsSheet.TableName}[Amount],{Same(AdjustmentsSheet.TableName)},{AdjustmentsSheet.TableName}[Column],\"{column}\")"));
    }

    // By number and currency; by line where programs would take two numbers for one.
    private string Same(string table) => _invoices.AreComparable
        ? $"{table}[Invoice],{This("Invoice")},{table}[Currency],{This("Currency")}"
        : $"{table}[Line],{This("Line")}";

    // Total × rate = reporting total. Only where invoices are in another currency.
    private int Converted(int row)
    {
        Currency[] currencies = [.. _invoices.Rows.Select(line => line.Statement.Currency).Distinct().OrderByDescending(currency => currency == _input.Currency).ThenBy(currency => currency)];
        if (!_invoices.AreRecorded || currencies.All(currency => currency == _input.Currency)) return row;
        var book = new RateBook(_input.Rates);
        ConvertedTotal[] totals = [.. currencies.Select(currency => ConvertedTotal.Of(currency, _invoices.Rows, book.Find(RateKind.Actual, _input.Period, currency, _input.Currency), _input))];
        bool all = totals.All(total => total.Rate is not null);
        int d = figures.Decimals;
        Look money = new(CellKind.Money, d);
        canvas.Put(row, 1, $"{Letter()}. Invoices in {_input.Currency}: net × rate of the month{(all ? "" : "; there is no rate for a currency without one, and so no total")}", new Look(CellKind.Text, Bold: true, Size: 12));
        object? Sum(string column, decimal amount) => all ? new Live($"SUBTOTAL(109,{Totals}[{column}])", amount) : null;
        SheetColumn[] columns =
        [
            new("Total of", Look.Text, 42, all ? $"Total {_input.Currency}" : null),
            new("Rate", new Look(CellKind.Number), 18),
            new("From", Look.Text, 11),
            new("To", Look.Text, 11),
            new("Total net", new Look(CellKind.Money), 17),
            new("Total billed", new Look(CellKind.Money), 17),
            new("Net converted", money, 14, Sum("Net converted", totals.Sum(total => total.NetConverted ?? 0m))),
            new("Billed converted", money, 14, Sum("Billed converted", totals.Sum(total => total.BilledConverted ?? 0m))),
        ];
        return SheetTable.Write(canvas, Totals, row + 1, columns, [.. totals.Select(total => total.Cells(Totals, money))]) + 3;
    }

    private static string This(string column) => SheetTable.ThisRow(TableName, column);
}
