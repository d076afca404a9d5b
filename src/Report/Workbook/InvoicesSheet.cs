using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What were we billed? One row per invoice and currency of the report month; in a team's workbook the team's own part of each.</summary>
internal sealed class InvoicesSheet(SheetCanvas canvas, Figures figures)
{
    public const string TableName = "tblInv";

    /// <summary>Columns with what the data explains, by reason.</summary>
    public static readonly (string Column, ExplainedReason Reason)[] Stated =
    [
        ("Tax lines", ExplainedReason.Tax),
        ("Credits stated", ExplainedReason.Credits),
        ("Support stated", ExplainedReason.Support),
        ("Marketplace stated", ExplainedReason.Marketplace),
        ("Prior period stated", ExplainedReason.PriorPeriod),
        ("Refunds stated", ExplainedReason.Refunds),
        ("Rounding", ExplainedReason.Rounding),
    ];

    private static readonly Look Money = new(CellKind.Money);

    private readonly WorkbookInput _input = figures.Input;

    public void Write()
    {
        if (_input.Team is null) WriteCompany();
        else WriteTeam();
    }

    private void WriteCompany()
    {
        SheetFrame.Begin(
            canvas,
            $"Invoices, {SheetFrame.MonthName(_input.Period)}",
            figures.Invoices.AreRecorded
                ? "Net is without tax. Tax lines: the invoice's tax where the data has tax lines, with the sign that takes it out again. Stated: what the invoice names and no line of the data has. Rounding: the lines' sum, rounded once."
                : $"No invoices yet: record them with costguard invoice add or invoice import. Billed cost of {SheetFrame.MonthName(_input.Period)} is not compared with an invoice.");
        bool matched = figures.Invoices.Rows.Any(row => row.Statement.Matches.Count > 0);
        SheetColumn[] columns =
        [
            new("Invoice", new Look(CellKind.Id), SheetColumn.WidthFor(figures.Invoices.Rows.Select(row => row.Number), 24)),
            new("Provider", Look.Text, 16),
            new("Account", new Look(CellKind.Id), 14),
            new("Month", new Look(CellKind.Month), 10),
            new("Date", new Look(CellKind.Date), 12),
            new("Currency", Look.Text, 10),
            .. new[] { "Net", "Tax", "Total" }.Select(name => new SheetColumn(name, Money, 15)),
            .. Stated.Select(column => new SheetColumn(column.Column, Money, 15)),
            new("Lines of data", new Look(CellKind.Count), 14),
            new("Billed written", Money, 15),
            new("Billed exact", new Look(CellKind.Id), 22),
            new("Recorded by", Look.Text, 24),
            new("Recorded on", new Look(CellKind.Date), 14),
            .. matched ? [new SheetColumn("Matched by", Look.Text, 60)] : Array.Empty<SheetColumn>(),
            new("Line", new Look(CellKind.Count), 8),
        ];
        int last = SheetTable.Write(canvas, TableName, SheetFrame.HeaderRow, columns, [.. figures.Invoices.Rows.Select(row => Cells(row, matched))]);
        canvas.IdRanges.Add(CellAddress.Range(SheetFrame.HeaderRow + 1, 1, last, columns.Length));
        SheetFrame.End(canvas, _input, last, columns.Length, SheetFrame.HeaderRow, 1);
    }

    private static object?[] Cells(InvoiceRow row, bool matched)
    {
        Look money = new(CellKind.Money, row.Decimals);
        Styled? Amount(decimal? amount) => amount is null ? null : new Styled(amount, money);
        Invoice? invoice = row.Statement.Invoice;
        return
        [
            row.Number,
            row.Statement.Provider,
            invoice?.BillingAccount,
            row.Statement.Period,
            invoice?.Date,
            row.Statement.Currency.Code,
            Amount(invoice?.Net),
            Amount(invoice?.Tax),
            invoice is null ? null : new Styled(new Live($"{SheetTable.ThisRow(TableName, "Net")}+{SheetTable.ThisRow(TableName, "Tax")}", invoice.Total), money),
            .. Stated.Select(column => Amount(row.Stated.GetValueOrDefault(column.Reason))),
            row.Statement.Rows,
            Amount(row.Billed),
            CellText.Exact(row.Statement.Billed),
            invoice?.By,
            invoice is null ? null : DateOnly.FromDateTime(invoice.At.UtcDateTime),
            .. matched ? [string.Join("; ", row.Statement.Matches.Select(Said))] : Array.Empty<object?>(),
            (long)row.Line,
        ];
    }

    // Who put charges on the invoice that do not name it, when and why.
    private static string Said(ConfirmedMatch match) =>
        $"{match.By} {match.At.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}: {match.Text} (charges {match.Charges.Name}, {match.Charges.InvoiceId ?? "no invoice"} in the data)";

    private void WriteTeam()
    {
        SheetFrame.Begin(
            canvas,
            $"Invoices, {SheetFrame.MonthName(_input.Period)}: the part of {_input.Team!.Title}",
            "Billed cost of this team's own lines, by the invoice that they stand on. The invoices themselves are the company's, and are tied in its workbook.");
        SheetColumn[] columns =
        [
            new("Invoice", new Look(CellKind.Id), SheetColumn.WidthFor(_input.Lines.Select(line => line.Invoice), 26)),
            new("Provider", Look.Text, 20),
            new("Currency", Look.Text, 12),
            new("Lines", new Look(CellKind.Count), 10),
            .. new[] { "Billed written", "In Data", "Difference", "Absolute" }.Select(name => new SheetColumn(name, Money, 15)),
            new("Result", Look.Text, 10),
        ];
        int last = SheetTable.Write(canvas, TableName, SheetFrame.HeaderRow, columns, [.. TeamRows()]);
        canvas.IdRanges.Add(CellAddress.Range(SheetFrame.HeaderRow + 1, 1, last, 1));
        ReconciliationSheet.Mark(canvas, SheetFrame.HeaderRow + 1, columns.Length, last, columns.Length);
        SheetFrame.End(canvas, _input, last, columns.Length, SheetFrame.HeaderRow, 1);
    }

    private IEnumerable<object?[]> TeamRows()
    {
        var parts = Enumerable.Range(0, _input.Lines.Count).Where(i => _input.Lines[i].Month == _input.Period)
            .GroupBy(i => (Invoice: string.IsNullOrEmpty(_input.Lines[i].Invoice) ? null : _input.Lines[i].Invoice, _input.Lines[i].Currency))
            .OrderBy(part => part.Key.Invoice is null).ThenBy(part => part.Key.Invoice, StringComparer.Ordinal).ThenBy(part => part.Key.Currency);
        foreach (var part in parts)
        {
            Look money = new(CellKind.Money, part.Key.Currency.MinorUnits);
            decimal billed = part.Sum(i => figures.Rounded.Amount(i, CostMetric.Billed));
            string[] providers = [.. part.Select(i => _input.Lines[i].Provider).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            string d = part.Key.Currency.MinorUnits.ToString(System.Globalization.CultureInfo.InvariantCulture);
            string criterion = part.Key.Invoice is null ? "\"=\"" : SheetTable.ThisRow(TableName, "Invoice");
            object inData = figures.Invoices.AreComparable
                ? new Live($"ROUND(SUMIFS(tblCost[Billed cost],tblCost[Invoice],{criterion},tblCost[Month],Period,tblCost[Currency],{SheetTable.ThisRow(TableName, "Currency")}),{d})", billed)
                : billed;
            yield return
            [
                part.Key.Invoice ?? "(shared, or not billed yet)",
                string.Join(", ", providers),
                part.Key.Currency.Code,
                (long)part.Count(),
                new Styled(billed, money),
                new Styled(inData, money),
                new Styled(new Live($"ROUND({SheetTable.ThisRow(TableName, "Billed written")}-{SheetTable.ThisRow(TableName, "In Data")},{d})", 0m), money),
                new Styled(new Live($"ABS({SheetTable.ThisRow(TableName, "Difference")})", 0m), money),
                new Live($"IF({SheetTable.ThisRow(TableName, "Absolute")}<=Tolerance,\"TIES\",\"CHECK\")", "TIES"),
            ];
        }
    }
}
