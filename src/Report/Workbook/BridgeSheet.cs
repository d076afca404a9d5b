using CostGuard.Core.Changes;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Why did cost change from the month before to the report month? Drivers that add up, the steps between the two months as live sums over them, and a
/// waterfall: stacked columns on a base that is not drawn, which every program can show.
/// </summary>
internal sealed class BridgeSheet(SheetCanvas canvas, Figures figures, Bridge bridge)
{
    private const string TableName = "tblBridge";
    private const int DriversMax = 5;
    private const int ChartRow = 5;
    private const int ChartRows = 20;
    private const int LastColumn = 10;

    // Below this, steps are named in whole units.
    private const decimal Thousands = 10_000m;

    private readonly WorkbookInput _input = figures.Input;
    private readonly int _decimals = figures.Decimals;

    // The amounts of Data, rounded line by line: the sheet ties to them.
    private decimal From => figures.Total(_input.Period.Previous, compared: true);

    private decimal To => figures.Total(_input.Period, compared: true);

    public void Write()
    {
        // What was not loaded was not zero.
        if (!_input.HasPrior)
        {
            SheetFrame.Begin(canvas, $"{SheetFrame.MonthName(_input.Period)}: why cost changed cannot be told: there is no data of {_input.Period.Previous} to compare with", $"{_input.Metric} cost in {_input.Currency}, {(_input.Team is { } own ? own.Title : "whole company")} · data through {SheetFrame.Through(_input)}");
            SheetFrame.End(canvas, _input, SheetFrame.HeaderRow, LastColumn, 0, 0);
            return;
        }

        string partial = _input.IsEstimate ? " · the report month may still grow and be restated" : "";
        SheetFrame.Begin(
            canvas,
            $"{SheetFrame.MonthName(_input.Period)}: {HeadlineText.Metric(_input.Metric)} {CostExplainTable.Words(bridge)}",
            $"{_input.Metric} cost in {_input.Currency}{(figures.Converted.Count == 0 ? "" : ", other currencies at the rates of each month")}, {SheetFrame.MonthName(_input.Period.Previous)} against {SheetFrame.MonthName(_input.Period)}, {(_input.Team is { } team ? team.Title : "whole company")}{partial}{figures.NotIn(compared: true)} · chart: dark = month, orange = rise, green = fall · data through {SheetFrame.Through(_input)}");
        BridgeLine[] lines = [.. Lines()];
        int last = WriteDrivers(lines, ChartRow + ChartRows + 2);
        BridgeStep[] steps = Steps(lines);
        int stepsRow = last + 3;
        canvas.Put(stepsRow - 1, 1, "Figures behind the chart", new Look(CellKind.Text, Bold: true, Size: 12));
        WriteSteps(steps, stepsRow);
        Chart(steps, stepsRow);
        SheetFrame.End(canvas, _input, stepsRow + steps.Length, LastColumn, 0, 0);
    }

    private IEnumerable<BridgeLine> Lines()
    {
        decimal left = To - From;
        foreach (ChangeCause cause in bridge.Causes.Where(cause => cause != ChangeCause.Rounding))
        {
            ChangeDriver[] drivers = [.. bridge.Drivers.Where(driver => driver.Cause == cause)];
            int shown = drivers.Length <= DriversMax + 1 ? drivers.Length : DriversMax;
            BridgeLine[] own = [.. drivers.Take(shown).Select(driver => new BridgeLine(cause, driver.Service, driver.Sku, Place(driver.Account), Place(driver.Resource), Rounded(driver.Amount)))];
            // A cause is the same cents here as in 'cost explain' and in the review pack, whatever its drivers' rounding leaves.
            decimal rest = Rounded(bridge[cause]) - own.Sum(line => line.Change);
            foreach (BridgeLine line in shown < drivers.Length ? own.Append(new BridgeLine(cause, "All other", null, null, null, rest))
                : rest != 0m ? own.Append(new BridgeLine(cause, "Rounding", null, null, null, rest)) : own)
            {
                left -= line.Change;
                yield return line;
            }
        }

        // Cents: each line of Data, and each driver here, is rounded by itself.
        if (left != 0m) yield return new BridgeLine(ChangeCause.Rounding, null, null, null, null, left);
    }

    private decimal Rounded(decimal amount) => decimal.Round(amount, _decimals, MidpointRounding.ToEven);

    private int WriteDrivers(BridgeLine[] lines, int row)
    {
        Look change = new(CellKind.Change, _decimals);
        SheetColumn[] columns =
        [
            new("Cause", Look.Text, 26, "Total"),
            new("Service", Look.Text, 34),
            new("Change", change, 15, new Live($"SUBTOTAL(109,{TableName}[Change])", To - From)),
            new("SKU", new Look(CellKind.Id), 15),
            new("Account", new Look(CellKind.Id), 15),
            new("Resource", new Look(CellKind.Id), SheetColumn.WidthFor(lines.Select(line => line.Resource), 16)),
        ];
        int last = SheetTable.Write(
            canvas, TableName, row, columns, [.. lines.Select(line => (object?[])[line.Cause.Title(), line.Service ?? "", line.Change, line.Sku ?? "", line.Account ?? "", line.Resource ?? ""])]);
        canvas.IdRanges.Add(CellAddress.Range(row + 1, 4, last, 6));
        return last;
    }

    private BridgeStep[] Steps(BridgeLine[] lines)
    {
        var steps = new List<BridgeStep> { new(SheetFrame.MonthName(_input.Period.Previous), null, 0m, From) };
        foreach (IGrouping<ChangeCause, BridgeLine> cause in lines.GroupBy(line => line.Cause))
        {
            decimal change = cause.Sum(line => line.Change);
            steps.Add(new BridgeStep(cause.Key.Title(), change, steps[^1].To, steps[^1].To + change));
        }

        steps.Add(new BridgeStep(SheetFrame.MonthName(_input.Period), null, 0m, To));
        return [.. steps];
    }

    private void WriteSteps(BridgeStep[] steps, int row)
    {
        Look money = new(CellKind.Money, _decimals);
        SheetColumn[] columns =
        [
            new("Step", Look.Text, 26), new("Change", new Look(CellKind.Change, _decimals), 15), new("From", money, 15), new("To", money, 15),
            new("Base (not drawn)", money, 17), new("Month", money, 15), new("Rise", money, 15), new("Fall", money, 15), new("Below zero", money, 15), new("Label", Look.Text, 30),
        ];
        bool inThousands = Math.Max(Math.Abs(From), Math.Abs(To)) >= Thousands;
        for (int c = 0; c < columns.Length; c++) SheetTable.PutHeader(canvas, row, c + 1, columns[c]);
        for (int i = 0; i < steps.Length; i++)
        {
            BridgeStep step = steps[i];
            int at = row + 1 + i;
            object?[] cells = [step.Name, .. step.Change is null ? Month(step, at, i == 0) : Cause(step, at), Label(step, at, inThousands)];
            for (int c = 0; c < columns.Length; c++) canvas.Put(at, c + 1, cells[c], columns[c].Look);
            canvas.Sheet.Cell(at, LastColumn).Style.Alignment.Indent = 1;
        }
    }

    // The name with its amount. Numbers are joined as they are, since the letters of a format differ from language to language.
    private static Live Label(BridgeStep step, int row, bool inThousands)
    {
        decimal amount = step.Change ?? step.To;
        string cell = Cell(row, step.Change is null ? 4 : 2), sign = step.Change is null ? "" : $"IF({cell}>0,\"+\",\"\")&";
        string number = inThousands ? $"ROUND({cell}/1000,1)&\"k\"" : $"ROUND({cell},0)";
        decimal shown = decimal.Round(inThousands ? amount / 1_000m : amount, inThousands ? 1 : 0, MidpointRounding.AwayFromZero);
        return new Live($"{Cell(row, 1)}&\" \"&{sign}{number}", $"{step.Name} {(step.Change > 0m ? "+" : "")}{Formats.CellText.Exact(shown)}{(inThousands ? "k" : "")}");
    }

    private object?[] Month(BridgeStep step, int row, bool isFirst)
    {
        string month = isFirst ? CellAddress.Serial(_input.Period.Previous).ToString(System.Globalization.CultureInfo.InvariantCulture) : "Period";
        string sum = figures.Sum($",tblCost[Month],{month}", compared: true);
        return ["", 0m, new Live(sum, step.To), 0m, new Live($"MAX(0,{Cell(row, 4)})", Math.Max(0m, step.To)), 0m, 0m, new Live($"MIN(0,{Cell(row, 4)})", step.Below)];
    }

    private object?[] Cause(BridgeStep step, int row)
    {
        string from = Cell(row, 3), to = Cell(row, 4), above = $"MAX(0,{from},{to})-MAX(0,MIN({from},{to}))";
        return
        [
            new Live($"ROUND(SUMIFS({TableName}[Change],{TableName}[Cause],{Cell(row, 1)}),{_decimals})", step.Change),
            new Live(Cell(row - 1, 4), step.From),
            new Live($"ROUND({from}+{Cell(row, 2)},{_decimals})", step.To),
            new Live($"IF(MIN({from},{to})>0,MIN({from},{to}),IF(MAX({from},{to})<0,MAX({from},{to}),0))", step.Base),
            0m,
            new Live($"IF({to}>{from},{above},0)", step.To > step.From ? step.Above : 0m),
            new Live($"IF({to}<{from},{above},0)", step.To < step.From ? step.Above : 0m),
            new Live($"MIN(0,{from},{to})-MIN(0,MAX({from},{to}))", step.Below),
        ];
    }

    private void Chart(BridgeStep[] steps, int headerRow)
    {
        string Column(int column) => CellAddress.Absolute(canvas.Name, headerRow + 1, column, headerRow + steps.Length, column);
        ChartSeries Series(string name, int column, Func<BridgeStep, decimal> value, string colour, bool hidden = false) =>
            new(name, CellAddress.Absolute(canvas.Name, headerRow, column), Column(column), [.. steps.Select(step => (decimal?)value(step))], colour, IsHidden: hidden);
        string words = string.Join("; ", steps.Select(step => $"{step.Name} {HeadlineText.Change(step.Change ?? step.To, _input.Currency)}"));
        BridgeStep? most = steps.Where(step => step.Change is not null).MaxBy(step => Math.Abs(step.Change!.Value));
        string largest = most is null ? "" : $"; the largest step is {char.ToLowerInvariant(most.Name[0])}{most.Name[1..]}, {HeadlineText.Change(most.Change!.Value, _input.Currency)}";
        canvas.Charts.Add(new ChartSpec(
            ChartKind.Waterfall,
            $"From {HeadlineText.Amount(From, _input.Currency)} to {HeadlineText.Amount(To, _input.Currency)}{largest}",
            $"Waterfall chart of the change by cause: {words}.",
            Column(LastColumn),
            [],
            [.. steps.Select((step, i) => (string)Label(step, headerRow + 1 + i, Math.Max(Math.Abs(From), Math.Abs(To)) >= Thousands).Cached!)],
            [
                Series("Base (not drawn)", 5, step => step.Base, "FFFFFF", hidden: true),
                Series("Month", 6, step => step.Change is null ? step.Above : 0m, "1F2933"),
                Series("Rise", 7, step => step.Change is not null && step.To > step.From ? step.Above : 0m, "C2410C"),
                Series("Fall", 8, step => step.Change is not null && step.To < step.From ? step.Above : 0m, "15803D"),
                Series("Below zero", 9, step => step.Below, "8D99A6"),
            ],
            1, ChartRow, LastColumn + 1, ChartRow + ChartRows));
    }

    private static string Cell(int row, int column) => CellAddress.Of(row, column);

    // Shared cost stands in accounts of others: a team's workbook does not name them.
    private string? Place(string? id) => figures.Input.Team is null ? id : null;

    private sealed record BridgeLine(ChangeCause Cause, string? Service, string? Sku, string? Account, string? Resource, decimal Change);

    /// <summary>A column of the waterfall; a month stands on zero and has no change.</summary>
    private sealed record BridgeStep(string Name, decimal? Change, decimal From, decimal To)
    {
        private decimal Low => Math.Min(From, To);

        private decimal High => Math.Max(From, To);

        public decimal Base => Low > 0m ? Low : High < 0m ? High : 0m;

        public decimal Above => Math.Max(0m, High) - Math.Max(0m, Low);

        public decimal Below => Math.Min(0m, Low) - Math.Min(0m, High);
    }
}
