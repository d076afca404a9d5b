using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Which team, which month: budget against actual by formulas over Data, thirteen months of history, and the other budgets.</summary>
internal sealed class BudgetSheet(SheetCanvas canvas, Figures figures)
{
    public const int FirstRow = Row0 + 1;

    private const int Row0 = SheetFrame.HeaderRow;
    public const string TableName = "tblBva";
    private const int RowsOnAPage = 40;

    private readonly WorkbookInput _input = figures.Input;
    private readonly PageLinks _links = new(figures.Input);

    private readonly CompanyBudget _company = AllTeams.BudgetOf(figures);
    private AllTeams? _all;
    private IReadOnlyList<BudgetRow>? _rows;

    /// <summary>Rows by actual, largest first, then the pseudo-teams.</summary>
    public IReadOnlyList<BudgetRow> Rows => _rows ??= [.. _input.Teams
        .Select(team => BudgetRow.Of(team, figures, _company))
        .OrderBy(row => row.Team.IsPseudo).ThenByDescending(row => row.Actual).ThenBy(row => row.Team.Label, StringComparer.Ordinal)];

    /// <summary>All of them against what they may spend.</summary>
    public AllTeams All => _all ??= new AllTeams(figures, _company, Rows);

    /// <summary>The row that no filter and no order of the teams changes.</summary>
    public int AllRow => TotalRow + 2;

    public decimal TotalCost => Rows.Sum(row => row.TotalCost);

    private int TotalRow => Row0 + 1 + Rows.Count;

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Budget v actual, {SheetFrame.MonthName(_input.Period)}",
            $"{_input.Currency} · {_input.Metric} cost · actual is a live sum over Data, without the credits and tax that a budget leaves out · forecast without a budget is what is there · prior month is the whole month{(figures.Converted.Count == 0 ? "" : " · other currencies at the rates of the month")}{figures.NotIn()}{figures.NotCompared} · data through {SheetFrame.Through(_input)}");
        int last = SheetTable.Write(canvas, TableName, Row0, Columns(), [.. Rows.Select(Cells)]);
        All.Write(canvas, AllRow);
        last = AllRow;
        canvas.DataBars.Add(new DataBarSpec(CellAddress.Range(FirstRow, 7, TotalRow - 1, 7), 1.2m, "CBD2D9"));
        MarkOver(6);
        MarkOver(9);
        MarkUnallocated();
        // Each section of teams begins on a page of its own.
        canvas.Sheet.PageSetup.RowBreaks.Add(last + 1);
        last = WriteTrend(last + 3);
        if (_input.OtherBudgets.Count > 0) canvas.Sheet.PageSetup.RowBreaks.Add(last + 1);
        last = WriteOthers(last + 3);
        SheetFrame.End(canvas, _input, last, Columns().Length, Row0, 1);
        // The header stands again only over a long table: over the sections below it would name columns that are not theirs.
        if (Rows.Count <= RowsOnAPage) canvas.Sheet.PageSetup.SetRowsToRepeatAtTop(1, 3);
    }

    private void MarkOver(int column)
    {
        var format = canvas.Sheet.Range(FirstRow, column, TotalRow, column).AddConditionalFormat().WhenGreaterThan(0);
        format.Font.SetBold().Font.SetFontColor(ClosedXML.Excel.XLColor.FromHtml("#8F2F00"));
    }

    // What belongs to nobody stands apart, without colour, too.
    private void MarkUnallocated()
    {
        for (int i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].Team.Label != TeamLabels.Unallocated) continue;
            var border = canvas.Sheet.Cell(FirstRow + i, 1).Style.Border;
            border.LeftBorder = ClosedXML.Excel.XLBorderStyleValues.Thick;
            border.LeftBorderColor = ClosedXML.Excel.XLColor.FromHtml("#B26A00");
        }
    }

    private SheetColumn[] Columns()
    {
        int d = figures.Decimals;
        decimal actual = Rows.Sum(row => row.Actual), budget = Rows.Sum(row => row.Budget ?? 0m), over = Rows.Sum(row => row.Actual - row.Budget) ?? 0m;
        decimal expected = Rows.Sum(row => row.Expected ?? 0m), ahead = Rows.Sum(row => row.Expected - row.Budget) ?? 0m;
        decimal? prior = Rows.All(row => row.Prior is not null) ? Rows.Sum(row => row.Prior) : null;
        bool adds = actual - budget == over, endAdds = Rows.All(row => row.Expected is not null) && expected - budget == ahead;
        string overCell = CellAddress.Of(TotalRow, 6), priorCell = CellAddress.Of(TotalRow, 10), changeCell = CellAddress.Of(TotalRow, 11);
        return
        [
            new("Team", Look.Text, 22, "Total"),
            new("Owner", Look.Text, 26),
            new("Cost centre", new Look(CellKind.Id), 11),
            new("Budget", new Look(CellKind.Money, d), 15, Sum("Budget", budget)),
            new("Actual", new Look(CellKind.Money, d), 15, Sum("Actual", actual)),
            new("Over / (under) budget", new Look(CellKind.OverUnder, d), 15, new Live(Adds("Actual", "Over / (under) budget", d), adds ? over : null)),
            new("Used %", new Look(CellKind.Percent), 10, new Live($"IF({overCell}=\"\",\"\",IF(SUBTOTAL(109,{TableName}[Budget])=0,\"\",SUBTOTAL(109,{TableName}[Actual])/SUBTOTAL(109,{TableName}[Budget])))", !adds || budget == 0m ? null : actual / budget)),
            new("Forecast", new Look(CellKind.Money, d), 15, Sum("Forecast", expected)),
            new("Forecast over / (under)", new Look(CellKind.OverUnder, d), 15, new Live(OfAll("Forecast", Adds("Forecast", "Forecast over / (under)", d)), endAdds ? ahead : null)),
            new("Prior month", new Look(CellKind.Money, d), 15, new Live(OfAll("Prior month", $"SUBTOTAL(109,{TableName}[Prior month])"), prior)),
            new("Change", new Look(CellKind.Change, d), 15, new Live(OfAll("Change", $"SUBTOTAL(109,{TableName}[Change])"), actual - prior)),
            new("Change %", new Look(CellKind.PercentChange), 10, new Live($"IF({priorCell}=\"\",\"\",IF({priorCell}<=0,\"\",{changeCell}/{priorCell}))", prior is not > 0m ? null : (actual - prior) / prior)),
            new("13 months", Look.Text, 18),
            new("Status", new Look(CellKind.State), 15),
            new("Total cost", new Look(CellKind.Money, d), 15, Sum("Total cost", TotalCost)),
            new("Left out", new Look(CellKind.Money, d), 13, Sum("Left out", Rows.Sum(row => row.LeftOut))),
            new("Credits counted", Look.Text, 9),
            new("Tax counted", Look.Text, 9),
            .. All.HasGroups ? [new SheetColumn(AllTeams.Counts, Look.Text, 9)] : Array.Empty<SheetColumn>(),
            .. figures.Converted.Count == 0 ? Array.Empty<SheetColumn>() : [new(OtherCurrencies.Header, new Look(CellKind.Money, d), 15, Sum(OtherCurrencies.Header, Rows.Sum(row => row.FromOthers)))],
        ];
    }

    private static Live Sum(string column, decimal? cached) => new($"SUBTOTAL(109,{TableName}[{column}])", cached);

    // A total over teams that have a budget, where all cost is theirs: otherwise what the others spend would be called over.
    private static string Adds(string amount, string over, int decimals)
    {
        string sum = $"SUBTOTAL(109,{TableName}[{over}])";
        return $"IF(ROUND(SUBTOTAL(109,{TableName}[{amount}])-SUBTOTAL(109,{TableName}[Budget])-{sum},{decimals})=0,{sum},\"\")";
    }

    // Nothing is said of all where one of the rows shown says nothing.
    private static string OfAll(string column, string formula) => $"IF(SUBTOTAL(102,{TableName}[{column}])<SUBTOTAL(103,{TableName}[Team]),\"\",{formula})";

    private object?[] Cells(BudgetRow row)
    {
        int d = figures.Decimals;
        string team = $",tblCost[Team],{This("Team")},tblCost[Month],Period", credits = figures.Sum($"{team},tblCost[Charge category],\"Credit\""), tax = figures.Sum($"{team},tblCost[Charge category],\"Tax\"");
        decimal? budget = row.Budget;
        return
        [
            new Styled(row.Team.Label, Look.Text, _links.Team(row.Team)),
            row.Team.Owner,
            row.Team.CostCentre,
            budget,
            new Live($"ROUND({This("Total cost")}-{This("Left out")},{d})", row.Actual),
            new Live($"IF({This("Budget")}=\"\",\"\",ROUND({This("Actual")}-{This("Budget")},{d}))", row.Actual - budget),
            new Live($"IF({This("Budget")}=\"\",\"\",IF({This("Budget")}=0,\"\",{This("Actual")}/{This("Budget")}))", budget is null or 0m ? null : row.Actual / budget),
            row.Budget is null || row.Team.Budget is null ? new Styled(new Live(This("Actual"), row.Actual), new Look(CellKind.Money, d, Italic: true)) : row.AtEnd,
            new Live($"IF({This("Forecast")}=\"\",\"\",IF({This("Budget")}=\"\",\"\",ROUND({This("Forecast")}-{This("Budget")},{d})))", row.Expected - budget),
            row.Prior,
            new Live($"IF({This("Prior month")}=\"\",\"\",ROUND({This("Actual")}-{This("Prior month")},{d}))", row.Actual - row.Prior),
            new Live($"IF({This("Prior month")}=\"\",\"\",IF({This("Prior month")}<=0,\"\",{This("Change")}/{This("Prior month")}))", row.Prior is not > 0m ? null : (row.Actual - row.Prior) / row.Prior),
            null,
            new Styled(row.State, new Look(CellKind.State), PageLinks.Reconciliation(row.State)),
            new Live(figures.Sum(team), row.TotalCost),
            new Live($"ROUND(IF({This("Credits counted")}=\"no\",{credits},0)+IF({This("Tax counted")}=\"no\",{tax},0),{d})", row.LeftOut),
            row.Team.CreditsCounted ? "yes" : "no",
            row.Team.TaxCounted ? "yes" : "no",
            .. All.HasGroups ? [All.Has(row.Team.Budget)] : Array.Empty<object?>(),
            .. figures.Converted.Count == 0 ? Array.Empty<object?>() : [new Live(OtherCurrencies.Formula(figures), row.FromOthers)],
        ];
    }

    private static string This(string column) => SheetTable.ThisRow(TableName, column);

    private int WriteTrend(int row)
    {
        canvas.Put(row, 1, $"Total cost by month, with credits and tax{TrendGaps()}", new Look(CellKind.Text, Bold: true, Size: 12));
        Look money = new(CellKind.Money, figures.Decimals);
        IReadOnlyList<BillingPeriod> months = _input.MonthsShown;
        // The first month stands in column D, so that the figures lie under figures.
        List<SheetColumn> columns = [new("Team", Look.Text, 22, "Total"), new("Owner", Look.Text, 26), new("Cost centre", new Look(CellKind.Id), 11)];
        columns.AddRange(months.Select(month => new SheetColumn(
            figures.MonthHeader(month), money with { Italic = figures.IsEstimate(month) }, 13,
            new Live($"SUBTOTAL(109,tblTrend[{figures.MonthHeader(month)}])", Rows.Sum(line => figures.Team(line.Team.Label, month))))));
        int last = SheetTable.Write(canvas, "tblTrend", row + 1, columns, [.. Rows.Select(line =>
            (object?[])[line.Team.Label, line.Team.Owner, line.Team.CostCentre, .. months.Select(month => (object)figures.Team(line.Team.Label, month))])]);
        for (int i = 0; i < Rows.Count; i++)
        {
            canvas.Sparklines.Add(new SparklineSpec(
                CellAddress.Of(FirstRow + i, 13),
                $"'{canvas.Name}'!{CellAddress.Range(row + 2 + i, 4, row + 2 + i, 3 + months.Count)}"));
        }

        return last;
    }

    // Months that lack a part look smaller than they were.
    private string TrendGaps()
    {
        string[] gaps = [.. figures.Currencies.Where(currency => currency != _input.Currency)
            .Select(currency => (currency, Months: _input.MonthsShown.Where(month => figures.RateOf(currency, month) is null && figures.Month(month, currency, _input.Metric) != 0m).Select(SheetFrame.MonthName).ToArray()))
            .Where(each => each.Months.Length > 0).Select(each => $"{each.currency} in {(each.Months.Length > 3 ? $"{each.Months.Length} months from {each.Months[0]} to {each.Months[^1]}" : string.Join(", ", each.Months))}")];
        return gaps.Length == 0 ? "" : $"; without what has no rate: {string.Join("; ", gaps)}";
    }

    private int WriteOthers(int row)
    {
        if (_input.OtherBudgets.Count > 0)
        {
            canvas.Put(row, 1, "Other budgets: of groups of teams, of other periods, metrics or currencies (values of the budget check)", new Look(CellKind.Text, Bold: true, Size: 12));
            SheetTable.Write(canvas, AllTeams.OthersTable, row + 1, OtherColumns(), [.. _input.OtherBudgets.Select(Other)]);
        }

        return _input.OtherBudgets.Count > 0 ? row + 1 + _input.OtherBudgets.Count : row - 3;
    }

    private static SheetColumn[] OtherColumns() =>
    [
        new("Budget name", Look.Text, 22),
        new("Days", Look.Text, 26),
        new("Team", Look.Text, 11),
        new("Metric", Look.Text, 15),
        new("Currency", Look.Text, 15),
        new("Amount", new Look(CellKind.Money), 15),
        new("Actual so far", new Look(CellKind.Money), 15),
        new("Over / (under)", new Look(CellKind.OverUnder), 15),
        new("Used", new Look(CellKind.Percent), 15),
        new("State", new Look(CellKind.State), 15),
        new("Why", Look.Text, 15),
        new(AllTeams.InAll, Look.Text, 15),
    ];

    private object?[] Other(BudgetStatus status)
    {
        int d = status.Budget.Currency.MinorUnits;
        decimal? actual = All.Cents(status);
        return
        [
            status.Budget.Name,
            status.Days.ToString(),
            status.Budget.Team.Value,
            status.Budget.Metric.ToString(),
            status.Budget.Currency.Code,
            new Styled(status.HasAmount ? status.Amount : null, new Look(CellKind.Money, d)),
            new Styled(actual, new Look(CellKind.Money, d)),
            new Styled(status.HasAmount ? actual - status.Amount : null, new Look(CellKind.OverUnder, d)),
            status.UsedShare,
            BudgetRow.Word(status.State),
            status.Reason,
            All.Has(status),
        ];
    }
}
