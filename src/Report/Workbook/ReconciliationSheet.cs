using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Does it tie? What the sources' own text adds up to against what is stored, and what is stored against this workbook, live.</summary>
internal sealed class ReconciliationSheet(SheetCanvas canvas, Figures figures, decimal totalCostOfTeams)
{
    private const string Loads = "tblLoad";
    private const string Ties = "tblRecon";
    private const int FirstTable = 9;

    private readonly WorkbookInput _input = figures.Input;

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Reconciliation, {SheetFrame.MonthName(_input.MonthsShown[0])} to {SheetFrame.MonthName(_input.Period)}",
            "Every difference must be 0.00. Blue on yellow would be an input: there is none here. Amounts of two currencies are never added.");
        canvas.Put(5, 1, "Result", new Look(CellKind.Text, Bold: true));
        canvas.Put(5, 2, new Live($"IF(AND(ReconDifference<=Tolerance,COUNTIFS({Loads}[Result],\"CHECK\")=0),\"TIES\",\"CHECK\")", "TIES"), new Look(CellKind.Text, Bold: true, Size: 14));
        canvas.Put(6, 1, "Sum of all differences, without sign", Look.Text);
        canvas.Put(6, 2, new Live($"ROUND(SUM({Loads}[Absolute])+SUM({Ties}[Absolute]),2)", 0m), new Look(CellKind.Money, 2, Bold: true));
        canvas.NameCell("ReconDifference", 6, 2);
        canvas.Put(7, 1, "Invoices: none imported yet, so this workbook does not claim to agree with an invoice. Billed cost below is what the billing data say.", Look.Note);

        canvas.Put(FirstTable - 1, 1, _input.Team is null ? "A. What each source's own text adds up to, against what CostGuard stored: equal to the last digit" : "A. Sources are the company's: they are tied in its workbook, from the same snapshot", new Look(CellKind.Text, Bold: true, Size: 12));
        int last = SheetTable.Write(canvas, Loads, FirstTable, LoadColumns(), [.. _input.Loads
            .OrderByDescending(load => load.Period).ThenBy(load => load.Source)
            .SelectMany(load => load.Totals.OrderBy(total => total.Currency).SelectMany(total => LoadRows(load, total)))]);
        canvas.Put(last + 3, 1, "B. What CostGuard stored and wrote, against this workbook: shows at once if a line was changed or deleted", new Look(CellKind.Text, Bold: true, Size: 12));
        last = SheetTable.Write(canvas, Ties, last + 4, TieColumns(), [.. TieRows()]);
        Mark(canvas, 5, 2, 5, 2);
        SheetFrame.End(canvas, _input, last, LoadColumns().Length, 3, 0);
        foreach (TableSpec table in canvas.Tables)
        {
            canvas.IdRanges.Add(CellAddress.Range(table.Row + 1, 1, table.Row + table.Rows, table.Columns.Count));
            Mark(canvas, table.Row + 1, table.Columns.Count, table.Row + table.Rows, table.Columns.Count);
        }
    }

    /// <summary>Red with the word, where a formula says CHECK or FAIL; green where it ties.</summary>
    public static void Mark(SheetCanvas canvas, int row, int column, int lastRow, int lastColumn)
    {
        foreach ((string word, string text, string fill) in new[] { ("CHECK", "#8F2F00", "#FDEBE0"), ("FAIL", "#8F2F00", "#FDEBE0"), ("TIES", "#00523D", "#E0F4EC"), ("PASS", "#00523D", "#E0F4EC") })
        {
            var style = canvas.Sheet.Range(row, column, lastRow, lastColumn).AddConditionalFormat().WhenEquals($"\"{word}\"");
            style.Font.SetFontColor(ClosedXML.Excel.XLColor.FromHtml(text));
            style.Fill.SetBackgroundColor(ClosedXML.Excel.XLColor.FromHtml(fill));
        }
    }

    private static SheetColumn[] LoadColumns() =>
    [
        new("Source", Look.Text, 34),
        new("Month", new Look(CellKind.Month), 16),
        new("Load", new Look(CellKind.Id), 40),
        new("Currency", Look.Text, 12),
        new("Cost", Look.Text, 16),
        new("Rows", new Look(CellKind.Count), 18),
        new("Source text, exact", new Look(CellKind.Id), 24),
        new("Stored + residual, exact", new Look(CellKind.Id), 24),
        new("Residual beyond 18 decimals", new Look(CellKind.Id), 18),
        new("Source amount", new Look(CellKind.Money), 15),
        new("Stored amount", new Look(CellKind.Money), 15),
        new("Difference", new Look(CellKind.Money), 11),
        new("Absolute", new Look(CellKind.Money), 11),
        new("Result", Look.Text, 10),
    ];

    private static IEnumerable<object?[]> LoadRows(Load load, ControlTotal total)
    {
        yield return LoadRow(load, total, "Billed", total.Raw.Billed, total.Stored.Billed, total.Residual.Billed);
        yield return LoadRow(load, total, "Effective", total.Raw.Effective, total.Stored.Effective, total.Residual.Effective);
    }

    private static object?[] LoadRow(Load load, ControlTotal total, string cost, ExactSum raw, ExactSum stored, ExactSum residual)
    {
        int d = total.Currency.MinorUnits;
        Look money = new(CellKind.Money, d);
        ExactSum whole = stored + residual;
        decimal difference = Rounded(raw, d) - Rounded(whole, d);
        return
        [
            load.Source.Value,
            load.Period,
            load.Id.Value,
            total.Currency.Code,
            cost,
            total.Rows,
            raw.ToString(),
            whole.ToString(),
            residual.ToString(),
            new Styled(Rounded(raw, d), money),
            new Styled(Rounded(whole, d), money),
            new Styled(new Live($"ROUND({In(Loads, "Source amount")}-{In(Loads, "Stored amount")},{d})", difference), money),
            new Styled(new Live($"ABS({In(Loads, "Difference")})", Math.Abs(difference)), money),
            new Live($"IF({In(Loads, "Source text, exact")}={In(Loads, "Stored + residual, exact")},IF({In(Loads, "Absolute")}<=Tolerance,\"TIES\",\"CHECK\"),\"CHECK\")", raw == whole && difference == 0m ? "TIES" : "CHECK"),
        ];
    }

    private static SheetColumn[] TieColumns() =>
    [
        new("What", Look.Text, 34),
        new("Month", new Look(CellKind.Month), 16),
        new("Currency", Look.Text, 12),
        new("Cost", Look.Text, 12),
        new("Written by CostGuard", new Look(CellKind.Money), 16),
        new("In this workbook", new Look(CellKind.Money), 18),
        new("Difference", new Look(CellKind.Money), 11),
        new("Absolute", new Look(CellKind.Money), 11),
        new("Result", Look.Text, 10),
    ];

    private IEnumerable<object?[]> TieRows()
    {
        Look count = new(CellKind.Count);
        yield return Tie("Rows of Data", null, "", "", count, _input.Lines.Count, new Live("ROWS(tblCost[Month])", (decimal)_input.Lines.Count), 0);
        foreach (Currency currency in figures.Currencies.OrderByDescending(currency => currency == _input.Currency).ThenBy(currency => currency))
        {
            foreach (BillingPeriod month in _input.MonthsShown.Reverse())
            {
                foreach (CostMetric metric in figures.Metrics)
                {
                    if (!_input.Lines.Any(line => line.Month == month && line.Currency == currency)) continue;
                    string formula = $"ROUND(SUMIFS(tblCost[{Figures.Header(metric)}],tblCost[Month],{In(Ties, "Month")},tblCost[Currency],{In(Ties, "Currency")}),{currency.MinorUnits})";
                    yield return Tie(_input.Team is null ? "Loads = Data" : "The team's cost in the snapshot = Data", month, currency.Code, metric.ToString(), new Look(CellKind.Money, currency.MinorUnits), Stored(month, currency, metric), new Live(formula, figures.Month(month, currency, metric)), currency.MinorUnits);
                }
            }
        }

        yield return Tie(
            "Teams, with Unallocated = Data", _input.Period, _input.Currency.Code, _input.Metric.ToString(), new Look(CellKind.Money, figures.Decimals),
            figures.Month(_input.Period, _input.Currency, _input.Metric), new Live($"ROUND(SUM(tblBva[Total cost]),{figures.Decimals})", totalCostOfTeams), figures.Decimals);
    }

    private static object?[] Tie(string what, BillingPeriod? month, string currency, string cost, Look look, decimal written, Live live, int decimals)
    {
        decimal difference = written - (decimal)live.Cached!;
        return
        [
            what,
            month,
            currency,
            cost,
            new Styled(written, look),
            new Styled(live, look),
            new Styled(new Live($"ROUND({In(Ties, "Written by CostGuard")}-{In(Ties, "In this workbook")},{decimals})", difference), look),
            new Styled(new Live($"ABS({In(Ties, "Difference")})", Math.Abs(difference)), look),
            new Live($"IF({In(Ties, "Absolute")}<=Tolerance,\"TIES\",\"CHECK\")", difference == 0m ? "TIES" : "CHECK"),
        ];
    }

    // From the loads where they are given, so that the tie goes back to the source and not to the lines themselves.
    private decimal Stored(BillingPeriod month, Currency currency, CostMetric metric)
    {
        ControlTotal[] totals = [.. _input.Loads.Where(load => load.Period == month).SelectMany(load => load.Totals).Where(total => total.Currency == currency)];
        if (totals.Length == 0) return figures.Month(month, currency, metric);
        ExactSum sum = totals.Select(total => total.Stored).Select(costs => metric switch
        {
            CostMetric.Billed => costs.Billed,
            CostMetric.Effective => costs.Effective,
            CostMetric.List => costs.List,
            _ => costs.Contracted,
        }).Aggregate(ExactSum.Zero, (left, right) => left + right);
        return Rounded(sum, currency.MinorUnits);
    }

    private static decimal Rounded(ExactSum sum, int decimals) => decimal.Round(
        decimal.Parse(sum.ToString(), System.Globalization.CultureInfo.InvariantCulture), decimals, MidpointRounding.ToEven);

    private static string In(string table, string column) => SheetTable.ThisRow(table, column);
}
