using CostGuard.Core.Focus;
using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Every check with its value, tolerance and verdict, and one verdict over all.</summary>
internal sealed class ChecksSheet(SheetCanvas canvas, Figures figures)
{
    private const string TableName = "tblCheck";
    private const int TableRow = 8;

    private readonly WorkbookInput _input = figures.Input;

    public void Write()
    {
        SheetFrame.Begin(canvas, "Checks", "Each value is live and must be 0 within the tolerance. PASS and FAIL change as soon as a cell of this workbook does.");
        canvas.Put(5, 1, "Overall", new Look(CellKind.Text, Bold: true));
        canvas.Put(5, 2, new Live($"IF(COUNTIFS({TableName}[Result],\"PASS\")=ROWS({TableName}[Result]),\"PASS\",\"FAIL\")", figures.Verdict), new Look(CellKind.Text, Bold: true, Size: 14));
        canvas.NameCell("CheckOverall", 5, 2);
        canvas.Put(6, 1, "Tolerance", Look.Text);
        canvas.Put(6, 2, 0m, new Look(CellKind.Money));
        canvas.NameCell("Tolerance", 6, 2);

        string month = figures.MonthHeader(_input.Period);
        int d = figures.Decimals;
        const string Now = ",tblCost[Month],Period";
        string data = figures.Sum(Now), compared = figures.Sum(Now, compared: true), before = figures.Sum($",tblCost[Month],{CellAddress.Serial(_input.Period.Previous)}", compared: true);
        object?[][] rows =
        [
            Row("Reconciliation", "All loads, months and currencies tie", "ReconDifference"),
            .. Invoices(),
            Row("Loads", "Loads stored with a digit that the source lacks", "COUNTIFS(tblLoad[Result],\"CHECK\")"),
            Row("Data rows", "No line of Data was added or deleted", $"ROWS(tblCost[Month])-{_input.Lines.Count}"),
            Row("Budget v Actual", "Total cost of all teams = Data", $"ROUND(SUM(tblBva[Total cost])-{data},{d})"),
            Row("Budget v Actual, bridge", "Actual + what budgets leave out = total cost", $"ROUND(SUM(tblBva[Actual])+SUM(tblBva[Left out])-SUM(tblBva[Total cost]),{d})"),
            Row("Summary", "Each team's figures and status = Budget v Actual", SummarySheet.Check(_input.Teams.Count, d)),
            Row("Budget v Actual, months", "The months by team = Data, report month", $"ROUND(SUM(tblTrend[{month}])-{data},{d})"),
            .. !figures.Rounded.AreConverted ? Array.Empty<object?[]>() : [Row("Exchange rates", "Data in report currency = cost × rate, but for cents", Rates(data, d))],
            .. _input.Bridge is null || !_input.HasPrior ? Array.Empty<object?[]>() : [Row("Bridge", "All causes = change of Data from the month before", $"ROUND(SUM(tblBridge[Change])-({compared}-{before}),{d})")],
            Row("By Service", "All services = Data, report month and currency", $"ROUND(SUMIFS(tblService[{month}],tblService[Currency],ReportCurrency)-{compared},{d})"),
            Row("By Account", "All accounts = Data, report month and currency", $"ROUND(SUMIFS(tblAccount[{month}],tblAccount[Currency],ReportCurrency)-{compared},{d})"),
            .. _input.Team is not null ? Array.Empty<object?[]>() : [Row("Allocation", "All rules and pools = Data, report month and currency", $"ROUND(SUMIFS(tblAlloc[Cost],tblAlloc[Currency],ReportCurrency)-{data},{d})")],
            .. _input.Commitments is not { } plans ? Array.Empty<object?[]>() : [Row("Commitments", "All commitments = bill, report currency", $"ROUND(SUMIFS({CommitmentsSheet.TableName}[Cost],{CommitmentsSheet.TableName}[Currency],ReportCurrency)-({Formats.CellText.Exact(CommitmentsSheet.Cost(plans, _input.Currency))}),{d})")],
            .. _input.Anomalies is not { } odd ? Array.Empty<object?[]>() : [Row("Anomalies", "All impacts = as judged, report currency", $"ROUND(SUMIFS({AnomaliesSheet.TableName}[Impact],{AnomaliesSheet.TableName}[Currency],ReportCurrency)-({Formats.CellText.Exact(AnomaliesSheet.Impact(odd, _input.Currency))}),{d})")],
            .. _input.Savings is not { } found ? Array.Empty<object?[]>() : [Row("Savings", "Found, agreed, verified = as judged", $"ROUND({SavingsSheet.CheckFormula}-({Formats.CellText.Exact(SavingsSheet.Check(found, _input.Currency))}),{d})")],
            .. _input.Restated.Teams.Count == 0 ? Array.Empty<object?[]>() : [Row("Restatements", "Closed months: by source = by team", $"ROUND(SUMIFS({RestatedBlock.Sources}[Difference],{RestatedBlock.Sources}[Booked in],Period)-SUM({RestatedBlock.Teams}[Billed cost]),{d})", RestatedBlock.Check(_input.Restated))],
            Row("By Service, prior month", "All services = Data, month before", Prior("tblService", before, d)),
            Row("By Account, prior month", "All accounts = Data, month before", Prior("tblAccount", before, d)),
            Row("Billed cost", "Billed cost of Data, report month = as written", $"ROUND(SUMIFS(tblCost[Billed cost],tblCost[Month],Period,tblCost[Currency],ReportCurrency)-{Formats.CellText.Exact(figures.Month(_input.Period, _input.Currency, CostMetric.Billed))},{d})"),
        ];
        SheetColumn[] columns =
        [
            new("Check", Look.Text, 28),
            new("What it proves", Look.Text, 48),
            new("Value", new Look(CellKind.Money, d), 14),
            new("Allowed", new Look(CellKind.Money, d), 14),
            new("Result", Look.Text, 12),
        ];
        int last = SheetTable.Write(canvas, TableName, TableRow, columns, rows);
        canvas.Width(2, 48);
        ReconciliationSheet.Mark(canvas, TableRow + 1, 5, last, 5);
        ReconciliationSheet.Mark(canvas, 5, 2, 5, 2);
        SheetFrame.End(canvas, _input, last, columns.Length, 3, 0);
        canvas.Sheet.PageSetup.SetRowsToRepeatAtTop(TableRow, TableRow);
    }

    private string Prior(string table, string before, int decimals)
    {
        string month = SheetFrame.MonthName(_input.Period.Previous);
        return $"ROUND(SUMIFS({table}[{month}],{table}[Currency],ReportCurrency)-{before},{decimals})";
    }

    // Amounts are converted exactly and rounded once a month: from cents times rates they may be half a cent away for each currency, at its rate.
    private string Rates(string data, int decimals)
    {
        decimal unit = 1m / RoundedLines.Scale(decimals);
        decimal allowed = unit + figures.Converted.Sum(currency => (figures.RateOf(currency, _input.Period)?.Rate ?? 0m) / RoundedLines.Scale(currency.MinorUnits));
        return $"ROUND(MAX(0,ABS({data}-SUMPRODUCT((tblCost[Month]=Period)*tblCost[{Figures.Header(_input.Metric)}]*tblCost[FX rate]))-{Formats.CellText.Exact(allowed)}),{decimals})";
    }

    // Without an invoice there is no check that could pass: Reconciliation says that there are none yet.
    private IEnumerable<object?[]> Invoices()
    {
        int d = figures.Decimals;
        if (figures.Invoices.AreRecorded)
        {
            yield return Row("Invoices", "Each invoice = billed cost and what is explained", "InvoiceDifference", figures.Invoices.Difference);
            yield return Row("Recorded", "All lines are on an invoice that is recorded: rows of Reconciliation without one", ReconciliationSheet.Loose, figures.Invoices.Loose);
        }

        if (_input.Team is not null) yield return Row("Invoices", "This team's cost by invoice = Data", $"ROUND(SUM({InvoicesSheet.TableName}[Absolute]),{d})");
        if (JournalSheet.HasTotals(_input)) yield return Row("Journal", "Debit = credit, and posted = billed cost of Data", $"ROUND(SUM({JournalSheet.Totals}[Absolute]),{d})");
    }

    private static object?[] Row(string check, string proves, string formula, decimal value = 0m) =>
    [
        check,
        proves,
        new Live(formula, value),
        new Live("Tolerance", 0m),
        new Live($"IF(ABS({SheetTable.ThisRow(TableName, "Value")})<={SheetTable.ThisRow(TableName, "Allowed")},\"PASS\",\"FAIL\")", value == 0m ? "PASS" : "FAIL"),
    ];
}
