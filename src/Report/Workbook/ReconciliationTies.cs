using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>The blocks of Reconciliation below its invoices: what was written against this workbook, and what the sources' own text adds up to against what is stored.</summary>
internal sealed class ReconciliationTies(SheetCanvas canvas, Figures figures, decimal totalCostOfTeams)
{
    public const string Loads = "tblLoad";
    public const string Ties = "tblTie";

    /// <summary>Columns of a team's sheet, which has no invoices.</summary>
    public const int WidthOfTeam = 14;

    private readonly WorkbookInput _input = figures.Input;

    /// <summary>What was written: shows at once if a line was changed or deleted. Returns its last row.</summary>
    public int WriteTies(int row, char letter)
    {
        canvas.Put(row, 1, $"{letter}. What CostGuard stored and wrote, against this workbook: shows at once if a line was changed or deleted", new Look(CellKind.Text, Bold: true, Size: 12));
        return SheetTable.Write(canvas, Ties, row + 1, TieColumns(), [.. TieRows()]);
    }

    /// <summary>The sources. Returns the rows of its header and its end.</summary>
    public (int Header, int Last) WriteLoads(int row, char letter)
    {
        canvas.Put(row, 1, $"{letter}. " + (_input.Team is null ? "What each source's own text adds up to, against what CostGuard stored: equal to the last digit" : "Sources are the company's: they are tied in its workbook, from the same snapshot"), new Look(CellKind.Text, Bold: true, Size: 12));
        int last = SheetTable.Write(canvas, Loads, row + 1, LoadColumns(), [.. _input.Loads
            .OrderByDescending(load => load.Period).ThenBy(load => load.Source)
            .SelectMany(load => load.Totals.OrderBy(total => total.Currency).SelectMany(total => LoadRows(load, total)))]);
        return (row + 1, last);
    }

    // In this order, so that columns of one width stand below each other.
    private static SheetColumn[] LoadColumns() =>
    [
        new("Load", new Look(CellKind.Id), 42),
        new("Source", Look.Text, 18),
        new("Currency", Look.Text, 11),
        new("Cost", Look.Text, 11),
        new("Source amount", new Look(CellKind.Money), 17),
        new("Stored amount", new Look(CellKind.Money), 17),
        new("Difference", new Look(CellKind.Money), 14),
        new("Absolute", new Look(CellKind.Money), 14),
        new("Result", Look.Text, 14),
        new("Month", new Look(CellKind.Month), 14),
        new("Rows", new Look(CellKind.Count), 14),
        new("Source text, exact", new Look(CellKind.Id), 20),
        new("Stored + residual, exact", new Look(CellKind.Id), 20),
        new("Residual beyond 18 decimals", new Look(CellKind.Id), 16),
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
            load.Id.Value,
            load.Source.Value,
            total.Currency.Code,
            cost,
            new Styled(Rounded(raw, d), money),
            new Styled(Rounded(whole, d), money),
            new Styled(new Live($"ROUND({In(Loads, "Source amount")}-{In(Loads, "Stored amount")},{d})", difference), money),
            new Styled(new Live($"ABS({In(Loads, "Difference")})", Math.Abs(difference)), money),
            new Live($"IF({In(Loads, "Source text, exact")}={In(Loads, "Stored + residual, exact")},IF({In(Loads, "Absolute")}<=Tolerance,\"TIES\",\"CHECK\"),\"CHECK\")", raw == whole && difference == 0m ? "TIES" : "CHECK"),
            load.Period,
            total.Rows,
            raw.ToString(),
            whole.ToString(),
            residual.ToString(),
        ];
    }

    private static SheetColumn[] TieColumns() =>
    [
        new("What", Look.Text, 42),
        new("Month", new Look(CellKind.Month), 18),
        new("Currency", Look.Text, 11),
        new("Cost", Look.Text, 11),
        new("Written by CostGuard", new Look(CellKind.Money), 17),
        new("In this workbook", new Look(CellKind.Money), 17),
        new("Difference", new Look(CellKind.Money), 14),
        new("Absolute", new Look(CellKind.Money), 14),
        new("Result", Look.Text, 14),
    ];

    private IEnumerable<object?[]> TieRows()
    {
        Look count = new(CellKind.Count);
        yield return Tie("Rows of Data", null, "", "", count, _input.Lines.Count, new Live("ROWS(tblCost[Month])", (decimal)_input.Lines.Count), 0);
        foreach (IGrouping<Currency, InvoiceRow> rows in figures.Invoices.Rows.GroupBy(row => row.Statement.Currency).OrderBy(group => group.Key)) yield return Invoices(rows);
        foreach (Currency currency in figures.Currencies.OrderByDescending(currency => currency == _input.Currency).ThenBy(currency => currency))
        {
            foreach (object?[] row in Months(currency)) yield return row;
        }

        yield return Tie(
            "Teams, with Unallocated = Data", _input.Period, _input.Currency.Code, _input.Metric.ToString(), new Look(CellKind.Money, figures.Decimals),
            figures.Total(_input.Period), new Live($"ROUND(SUM(tblBva[Total cost]),{figures.Decimals})", totalCostOfTeams), figures.Decimals);
    }

    private IEnumerable<object?[]> Months(Currency currency)
    {
        foreach (BillingPeriod month in _input.MonthsShown.Reverse())
        {
            foreach (CostMetric metric in figures.Metrics)
            {
                if (!_input.Lines.Any(line => line.Month == month && line.Currency == currency)) continue;
                string formula = $"ROUND(SUMIFS(tblCost[{Figures.Header(metric)}],tblCost[Month],{In(Ties, "Month")},tblCost[Currency],{In(Ties, "Currency")}),{currency.MinorUnits})";
                yield return Tie(
                    _input.Team is null ? "Loads = Data" : "The team's cost in the snapshot = Data", month, currency.Code, metric.ToString(), new Look(CellKind.Money, currency.MinorUnits),
                    Stored(month, currency, metric), new Live(formula, figures.Month(month, currency, metric)), currency.MinorUnits);
            }
        }
    }

    // Whatever is billed in Data stands on an invoice, or on the line of those without one: nothing falls between.
    private object?[] Invoices(IGrouping<Currency, InvoiceRow> rows)
    {
        int d = rows.Key.MinorUnits;
        string formula = $"ROUND(SUMIFS({ReconciliationSheet.TableName}[CostGuard billed],{ReconciliationSheet.TableName}[Currency],{In(Ties, "Currency")}),{d.ToString(CultureInfo.InvariantCulture)})";
        return Tie(
            "Data = billed on all invoices", _input.Period, rows.Key.Code, nameof(CostMetric.Billed), new Look(CellKind.Money, d),
            Stored(_input.Period, rows.Key, CostMetric.Billed), new Live(formula, rows.Sum(row => row.Billed)), d);
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
        decimal.Parse(sum.ToString(), CultureInfo.InvariantCulture), decimals, MidpointRounding.ToEven);

    private static string In(string table, string column) => SheetTable.ThisRow(table, column);
}
