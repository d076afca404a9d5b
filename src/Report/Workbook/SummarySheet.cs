using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Are we within budget, and can I trust it? Headline, key figures, teams, two charts, contents; all linked to the other sheets.</summary>
internal sealed class SummarySheet(SheetCanvas canvas, Figures figures, BudgetSheet budget)
{
    // More teams than fit on a page are in Budget v Actual.
    private const int TeamsMax = 20;

    private const int InvoicesRow = 4;
    private const int TilesRow = 5;
    private const int TeamsRow = 9;

    private static readonly (string Sheet, string Question)[] Contents =
    [
        (SheetFrame.Budget, "Which team, which month?"),
        (SheetFrame.Bridge, "Why did it change?"),
        (SheetFrame.Service, "On what?"),
        (SheetFrame.Account, "Where?"),
        (SheetFrame.Allocation, "How did cost get to teams?"),
        (SheetFrame.Commitments, "Do reservations and savings plans pay?"),
        (SheetFrame.Anomalies, "What was odd, who explained it?"),
        (SheetFrame.Savings, "What could be saved, and did it show on the bill?"),
        (SheetFrame.Adjustments, "What did people change by hand?"),
        (SheetFrame.Invoices, "What were we billed?"),
        (SheetFrame.Reconciliation, "Does it tie to invoices, and to what was delivered?"),
        (SheetFrame.Checks, "Is anything wrong anywhere?"),
        (SheetFrame.Journal, "What do I post?"),
        (SheetFrame.Data, "The lines behind it all"),
        (SheetFrame.Fx, "Which exchange rates?"),
        (SheetFrame.About, "What am I looking at?"),
    ];

    private readonly WorkbookInput _input = figures.Input;
    private readonly PageLinks _links = new(figures.Input);

    public void Write()
    {
        canvas.Sheet.ShowGridLines = false;
        SheetFrame.Begin(canvas, Headline(), string.Join("  ", Warnings().Take(3).Select(warning => "! " + warning)));
        canvas.Put(2, 1, $"{_input.Company}{(_input.Team is { } team ? " · " + team.Title : "")} · {SheetFrame.MonthName(_input.Period)} · {_input.PeriodStatus} · {_input.Currency} · {_input.Metric} cost · data through {SheetFrame.Through(_input)} · snapshot {_input.Snapshot}", Look.Note);
        double[] widths = [24, 16, 16, 16, 16, 16, 16, 2];
        for (int c = 0; c < widths.Length; c++)
        {
            canvas.Width(c + 1, widths[c]);
        }

        if (_input.Team is null) Invoices();
        Tiles();
        int row = Teams();
        row = WriteContents(row + 3);
        int lastShown = Math.Max(row, TeamsRow + 36);
        Days(lastShown + 3);
        Charts(lastShown + 5);
        SheetFrame.End(canvas, _input, lastShown, 16, 0, 0);
        canvas.Sheet.SetTabActive();
    }

    // What is missing from the headline comes first.
    private IEnumerable<string> Warnings() => figures.NotIn() is { Length: > 0 } missing ? _input.Warnings.Prepend($"N{missing[" · n".Length..]}") : _input.Warnings;

    private string Headline()
    {
        AllTeams all = budget.All;
        string actual = Short(all.Actual);
        string month = SheetFrame.MonthName(_input.Period);
        if (all.WithoutAmount is [_, ..] open) return $"{month}: {actual} {_input.Currency}; the budget of {string.Join(", ", open)} has no amount for this month";
        if (all.Gap is { } gap) return $"{month}: {actual} {_input.Currency}; there is no budget {(_input.Team is { } own ? $"of {own.Title}" : "for all teams together")}: {gap}";
        if (all.Budget is not { } total || total == 0m) return $"{month}: {actual} {_input.Currency}; no budget is set for this month";
        string used = (all.Actual / total * 100m).ToString("0.0", CultureInfo.InvariantCulture);
        decimal over = all.Actual - total;
        return over > 0
            ? $"{month}: {actual} of {Short(total)} {_input.Currency} budget, over by {Short(over)} ({used} % used)"
            : $"{month}: {actual} of {Short(total)} {_input.Currency} budget used ({used} %), {Short(-over)} left";
    }

    private static string Short(decimal amount) => Math.Abs(amount) switch
    {
        >= 999_500m => (amount / 1_000_000m).ToString(Math.Abs(amount) >= 99_950_000m ? "0" : Math.Abs(amount) >= 9_995_000m ? "0.0" : "0.00", CultureInfo.InvariantCulture) + "M",
        >= 1_000m => (amount / 1_000m).ToString(Math.Abs(amount) >= 99_950m ? "0" : Math.Abs(amount) >= 9_995m ? "0.0" : "0.00", CultureInfo.InvariantCulture) + "k",
        _ => amount.ToString("0", CultureInfo.InvariantCulture),
    };

    // The first thing to see: does it agree with what was billed?
    private void Invoices()
    {
        string none = $"IF({ReconciliationSheet.Recorded}=0,\"\",";
        bool known = figures.Invoices.AreRecorded;
        canvas.PutLink(InvoicesRow, 1, "Ties to invoices", SheetFrame.Reconciliation, "A1");
        canvas.Put(InvoicesRow, 2, ReconciliationSheet.Verdict(figures.Invoices, "YES", "NO"), new Look(CellKind.Text, Bold: true));
        canvas.Put(InvoicesRow, 3, new Live($"{none}\"difference\")", known ? "difference" : null), Look.Text);
        canvas.Put(InvoicesRow, 4, new Live($"{none}InvoiceDifference)", known ? figures.Invoices.Difference : null), new Look(CellKind.Money, 2, Bold: true));
        canvas.Sheet.Cell(InvoicesRow, 4).Style.Alignment.Horizontal = ClosedXML.Excel.XLAlignmentHorizontalValues.Left;
        ReconciliationSheet.Mark(canvas, InvoicesRow, 2, InvoicesRow, 2);
    }

    private void Tiles()
    {
        int d = figures.Decimals;
        Look money = Tile(CellKind.Money, d);
        AllTeams all = budget.All;
        bool isOpen = all.WithoutAmount.Count > 0 || all.Gap is not null;
        decimal unallocated = budget.Rows.Where(row => row.Team.Label == TeamLabels.Unallocated).Sum(row => row.Actual);
        (string Label, object? Value, Look Look)[] tiles =
        [
            ("Checks", new Live("CheckOverall", figures.Verdict), Tile(CellKind.Text, d)),
            ("Budget", new Live("IF(TotalBudget=\"\",\"\",TotalBudget)", all.Budget), money),
            ("Actual", new Live("TotalActual", all.Actual), money),
            ("Over / (under)", isOpen ? "cannot tell" : new Live($"IF(TotalBudget=\"\",\"\",ROUND(TotalActual-TotalBudget,{d}))", all.Over), Tile(CellKind.OverUnder, d)),
            ("Used %", isOpen ? "cannot tell" : new Live("IF(TotalBudget=\"\",\"\",IF(TotalBudget=0,\"\",TotalActual/TotalBudget))", all.Used), Tile(CellKind.Percent, d)),
            ("Unallocated", new Live($"SUMIFS(tblBva[Actual],tblBva[Team],\"{TeamLabels.Unallocated}\")", unallocated), money),
            ("Data ties, difference", new Live("ReconDifference", 0m), Tile(CellKind.Money, 2)),
        ];
        if (_input.Team is not null) tiles = [.. tiles.Where(tile => tile.Label != TeamLabels.Unallocated)];
        for (int i = 0; i < tiles.Length; i++)
        {
            canvas.Put(TilesRow, i + 1, tiles[i].Label, tiles[i].Look with { Kind = CellKind.Text, Bold = false, Colour = Look.Secondary, Size = 10, Fill = "#F5F7FA" });
            canvas.Sheet.Cell(TilesRow, i + 1).Style.Alignment.Horizontal = ClosedXML.Excel.XLAlignmentHorizontalValues.Left;
            canvas.Put(TilesRow + 1, i + 1, tiles[i].Value, tiles[i].Look);
            canvas.Sheet.Cell(TilesRow + 1, i + 1).Style.Alignment.Horizontal = ClosedXML.Excel.XLAlignmentHorizontalValues.Left;
        }

        canvas.Sheet.Row(TilesRow + 1).Height = 24;
        ReconciliationSheet.Mark(canvas, TilesRow + 1, 1, TilesRow + 1, 1);
    }

    private static Look Tile(CellKind kind, int decimals) => new(kind, decimals, Bold: true, Colour: Look.FromSheet, Fill: "#F5F7FA", Size: 14);

    private int Teams()
    {
        int d = figures.Decimals;
        int shown = Shown(budget.Rows.Count);
        SheetColumn[] columns =
        [
            new("Team", Look.Text, 24),
            new("Budget", new Look(CellKind.Money, d, Colour: Look.FromSheet), 16),
            new("Actual", new Look(CellKind.Money, d, Colour: Look.FromSheet), 16),
            new("Over / (under) budget", new Look(CellKind.OverUnder, d, Colour: Look.FromSheet), 16),
            new("Used %", new Look(CellKind.Percent, Colour: Look.FromSheet), 16),
            new("Forecast", new Look(CellKind.Money, d, Colour: Look.FromSheet), 16),
            new("Status", new Look(CellKind.State), 16),
        ];
        for (int c = 0; c < columns.Length; c++)
        {
            SheetTable.PutHeader(canvas, TeamsRow, c + 1, columns[c]);
        }

        for (int i = 0; i <= shown; i++)
        {
            bool isTotal = i == shown;
            object?[] cached = isTotal ? Totals() : Values(budget.Rows[i]);
            for (int c = 0; c < columns.Length; c++)
            {
                // Columns of Budget v Actual: budget D, actual E, over F, used G, forecast H.
                object? value = c == 0 || (isTotal && c == 6) ? cached[c] : isTotal ? Link("DEFGH"[c - 1], budget.AllRow, cached[c]) : Find(columns[c].Header, TeamsRow + 1 + i, cached[c]);
                Look look = c == 6 && cached[c] is string state ? Look.State(state) : columns[c].Look with { Bold = isTotal };
                canvas.Put(TeamsRow + 1 + i, c + 1, value, look);
                if (c == 0 && !isTotal && _links.Team(budget.Rows[i].Team) is { } page) canvas.Link(TeamsRow + 1 + i, 1, page);
                if (c == 6 && !isTotal) canvas.Link(TeamsRow + 1 + i, 7, PageLinks.Reconciliation(budget.Rows[i].State));
                if (c == 6) canvas.Sheet.Cell(TeamsRow + 1 + i, c + 1).Style.Alignment.Indent = 1;
            }
        }

        var total = canvas.Sheet.Range(TeamsRow + 1 + shown, 1, TeamsRow + 1 + shown, 7).Style.Border;
        total.TopBorder = ClosedXML.Excel.XLBorderStyleValues.Medium;
        canvas.DataBars.Add(new DataBarSpec(CellAddress.Range(TeamsRow + 1, 5, TeamsRow + shown, 5), 1.2m, "CBD2D9"));
        var over = canvas.Sheet.Range(TeamsRow + 1, 4, TeamsRow + 1 + shown, 4).AddConditionalFormat().WhenGreaterThan(0);
        over.Font.SetBold().Font.SetFontColor(ClosedXML.Excel.XLColor.FromHtml("#8F2F00"));
        if (shown < budget.Rows.Count)
            canvas.Put(TeamsRow + 2 + shown, 1, $"The first {shown} of {budget.Rows.Count} teams; all are in Budget v Actual. The total is over all.", Look.Note);
        return TeamsRow + 1 + shown;
    }

    // By the team's name: whoever sorts the other sheet moves its rows, and not these.
    private static Live Find(string header, int row, object? cached)
    {
        string cell = string.Create(CultureInfo.InvariantCulture, $"INDEX({BudgetSheet.TableName}[{header}],MATCH($A{row},{BudgetSheet.TableName}[Team],0))");
        return new Live($"IF({cell}=\"\",\"\",{cell})", cached);
    }

    /// <summary>How many teams are shown.</summary>
    public static int Shown(int teams) => Math.Min(teams, TeamsMax);

    /// <summary>A formula that is 0 while every team here has the figures and the status that Budget v Actual has for its name.</summary>
    public static string Check(int teams, int decimals)
    {
        string Column(int column) => CellAddress.Absolute(SheetFrame.Summary, TeamsRow + 1, column, TeamsRow + Shown(teams), column);
        string Of(string header) => $"SUMIFS({BudgetSheet.TableName}[{header}],{BudgetSheet.TableName}[Team],{Column(1)})";
        string Sum(string header, int column) => $"ABS(SUM({Column(column)})-SUMPRODUCT({Of(header)}))";
        string same = $"SUMPRODUCT(COUNTIFS({BudgetSheet.TableName}[Team],{Column(1)},{BudgetSheet.TableName}[Status],{Column(7)}))";
        return $"ROUND(SUMPRODUCT(ABS({Column(3)}-{Of("Actual")}))+{Sum("Budget", 2)}+{Sum("Forecast", 6)}+ABS(ROWS({Column(1)})-{same}),{decimals})";
    }

    // A formula over an empty or "" cell gives "" here, too, and not 0.
    private static Live Link(char column, int row, object? cached)
    {
        string cell = string.Create(CultureInfo.InvariantCulture, $"'{SheetFrame.Budget}'!{column}{row}");
        return new Live($"IF({cell}=\"\",\"\",{cell})", cached);
    }

    private static object?[] Values(BudgetRow row) =>
        [row.Team.Label, row.Budget, row.Actual, row.Actual - row.Budget, row.Budget is null or 0m ? null : row.Actual / row.Budget, row.Expected, row.State];

    private object?[] Totals()
    {
        AllTeams all = budget.All;
        return ["Total", all.Budget, all.Actual, all.Over, all.Used, all.Ahead, ""];
    }

    private int WriteContents(int row)
    {
        canvas.Put(row, 1, "Contents", new Look(CellKind.Text, Bold: true, Size: 12));
        foreach ((string sheet, string question) in Contents.Where(line => IsThere(line.Sheet)))
        {
            row++;
            canvas.PutLink(row, 1, sheet, sheet, "A1");
            canvas.Put(row, 2, question, Look.Text);
        }

        return row;
    }

    private bool IsThere(string sheet) => sheet switch
    {
        SheetFrame.Bridge => _input.Bridge is not null,
        SheetFrame.Commitments => _input.Commitments is not null,
        SheetFrame.Anomalies => _input.Anomalies is not null,
        SheetFrame.Savings => _input.Savings is not null,
        SheetFrame.Allocation or SheetFrame.Adjustments => _input.Team is null,
        SheetFrame.Journal => _input.Close?.Journal is not null,
        SheetFrame.Fx => _input.HasFx,
        _ => true,
    };

    private void Days(int row)
    {
        canvas.Put(row, 1, "Figures behind the charts: actual and even budget from the first day on, and a straight line to the forecast of the month's end", new Look(CellKind.Text, Bold: true, Size: 12));
        Look money = new(CellKind.Money, figures.Decimals);
        SheetColumn[] columns = [new("Day", new Look(CellKind.Date), 24), new("Actual to date", money, 16), new("Budget to date", money, 16), new("Forecast to date", money with { Italic = true }, 16)];
        for (int c = 0; c < columns.Length; c++)
        {
            SheetTable.PutHeader(canvas, row + 1, c + 1, columns[c]);
        }

        foreach ((DayPoint point, int i) in Points().Select((point, i) => (point, i)))
        {
            canvas.Put(row + 2 + i, 1, point.Day, columns[0].Look);
            canvas.Put(row + 2 + i, 2, point.Actual, columns[1].Look);
            canvas.Put(row + 2 + i, 3, point.Budget, columns[2].Look);
            canvas.Put(row + 2 + i, 4, point.Forecast, columns[3].Look);
        }
    }

    private DayPoint[] Points()
    {
        decimal sum = 0m;
        decimal? total = budget.All.Budget;
        int known = _input.DataThrough is not { } through || through < _input.Period.FirstDay ? 0 : Math.Min(_input.Period.Days, through.DayNumber - _input.Period.FirstDay.DayNumber + 1);
        decimal soFar = Enumerable.Range(0, known).Sum(i => _input.Daily.GetValueOrDefault(_input.Period.FirstDay.AddDays(i)));
        return [.. Enumerable.Range(0, _input.Period.Days).Select(i =>
        {
            DateOnly day = _input.Period.FirstDay.AddDays(i);
            sum += _input.Daily.GetValueOrDefault(day);
            return new DayPoint(
                day,
                i < known ? i == known - 1 ? budget.All.Cents(sum) : Rounded(sum) : null,
                total is { } amount ? Rounded(amount * (i + 1) / _input.Period.Days) : null,
                known > 0 && known < _input.Period.Days && i >= known - 1 && budget.All.AtEnd is { } end
                    ? i == known - 1 ? budget.All.Cents(soFar) : Rounded(soFar + ((end - soFar) * (i - known + 1) / (_input.Period.Days - known))) : null);
        })];
    }

    private decimal Rounded(decimal amount) => decimal.Round(amount, figures.Decimals, MidpointRounding.ToEven);

    private void Charts(int firstDayRow)
    {
        DayPoint[] points = Points();
        string Range(int column) => CellAddress.Absolute(canvas.Name, firstDayRow, column, firstDayRow + points.Length - 1, column);
        string Head(int column) => CellAddress.Absolute(canvas.Name, firstDayRow - 1, column);
        DayPoint? latest = points.LastOrDefault(point => point.Actual is not null);
        string line = latest is null ? "No complete day yet"
            : latest.Budget is not { } even ? $"{Short(latest.Actual!.Value)} {_input.Currency} spent by {latest.Day:yyyy-MM-dd}"
            : $"{Short(latest.Actual!.Value)} {_input.Currency} by {latest.Day.ToString("d MMM", CultureInfo.InvariantCulture)}, {Short(Math.Abs(latest.Actual.Value - even))} {(latest.Actual > even ? "above" : "below")} the even pace";
        canvas.Charts.Add(new ChartSpec(
            ChartKind.Lines, line, $"Line chart of cumulative actual cost against the even budget in {SheetFrame.MonthName(_input.Period)}. {line}.", Range(1), [.. points.Select(point => point.Day)], [],
            [
                new ChartSeries("Budget to date", Head(3), Range(3), [.. points.Select(point => point.Budget)], "8D99A6", Dashed: true),
                new ChartSeries("Actual to date", Head(2), Range(2), [.. points.Select(point => point.Actual)], "1F2933"),
                .. points.Any(point => point.Forecast is not null)
                    ? [new ChartSeries("Forecast to date", Head(4), Range(4), [.. points.Select(point => point.Forecast)], "1F2933", Dashed: true)] : Array.Empty<ChartSeries>(),
            ],
            9, TeamsRow, 17, TeamsRow + 17));
        TeamChart();
    }

    private void TeamChart()
    {
        BudgetRow[] rows = [.. budget.Rows.Take(TeamsMax)];
        string Column(int column) => CellAddress.Absolute(canvas.Name, TeamsRow + 1, column, TeamsRow + rows.Length, column);
        BudgetRow[] budgeted = [.. budget.Rows.Where(row => row.Team.Budget is not null && row.Budget is not null)];
        string first = rows.Length < budget.Rows.Count ? $"; shown are the first {rows.Length} of {budget.Rows.Count} rows" : "";
        string title = budgeted.Length == 0 ? $"No team has a budget of its own this month{first}"
            : $"{budgeted.Count(row => row.Actual > row.Budget)} of {budgeted.Length} teams with a budget are over it{first}";
        string figuresInWords = string.Join("; ", rows.Select(row => $"{row.Team.Label} {Short(row.Actual)}{(row.Budget is { } amount ? " of " + Short(amount) : "")}"));
        canvas.Charts.Add(new ChartSpec(
            ChartKind.Bars, title, $"Bar chart of actual against budget by team, {_input.Currency}: {figuresInWords}.", Column(1), [], [.. rows.Select(row => row.Team.Label)],
            [
                new ChartSeries("Actual", CellAddress.Absolute(canvas.Name, TeamsRow, 3), Column(3), [.. rows.Select(row => (decimal?)row.Actual)], "1F2933"),
                new ChartSeries("Budget", CellAddress.Absolute(canvas.Name, TeamsRow, 2), Column(2), [.. rows.Select(row => row.Budget)], "52606D", OutlineOnly: true),
            ],
            9, TeamsRow + 18, 17, TeamsRow + 36));
    }

    private sealed record DayPoint(DateOnly Day, decimal? Actual, decimal? Budget, decimal? Forecast);
}
