using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>How cost got to teams in the report month: rule, basis, team, share.</summary>
internal sealed class AllocationSheet(SheetCanvas canvas, Figures figures)
{
    private const string TableName = "tblAlloc";

    private readonly WorkbookInput _input = figures.Input;

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Allocation, {SheetFrame.MonthName(_input.Period)}",
            $"{_input.Metric} cost · each line is what one rule gave to one team; direct cost has no pool, shared cost is the pool's split{(figures.Converted.Count == 0 ? "" : " · other currencies at the rates of the month")}{figures.NotIn()} · data through {SheetFrame.Through(_input)}");
        var groups = figures.ByMonth((line, currency) => (line.Rule, line.Pool, line.Team, Currency: currency), compared: false)
            .Where(group => group.Value[^1] != 0m)
            .OrderByDescending(group => group.Key.Currency == _input.Currency).ThenBy(group => group.Key.Currency)
            .ThenBy(group => group.Key.Pool is null ? 0 : 1).ThenBy(group => group.Key.Rule, StringComparer.Ordinal)
            .ThenByDescending(group => group.Value[^1]).ThenBy(group => group.Key.Team, StringComparer.Ordinal)
            .Select(group => new AllocationLine(group.Key.Rule ?? "(none)", group.Key.Pool, group.Key.Team, group.Key.Currency, group.Value[^1]))
            .ToList();
        var ruleTotals = groups.GroupBy(line => (line.Rule, line.Currency)).ToDictionary(group => group.Key, group => group.Sum(line => line.Cost));
        HashSet<string> safe = Criteria.SafeOf(groups.Select(line => line.Rule));
        bool one = groups.Select(line => line.Currency).Distinct().Count() == 1;
        int d = figures.Decimals;
        SheetColumn[] columns =
        [
            new("Rule", Look.Text, 30, one ? "Total" : null),
            new("Kind", Look.Text, 13),
            new("Basis", Look.Text, 26),
            new("Pool", Look.Text, 22),
            new("Team", Look.Text, 22),
            new("Currency", Look.Text, 11),
            new("Cost", new Look(CellKind.Money, d), 15, one ? new Live($"SUBTOTAL(109,{TableName}[Cost])", groups.Sum(line => line.Cost)) : null),
            new("Rule total", new Look(CellKind.Money, d), 15),
            new("Share of rule", new Look(CellKind.Percent), 11),
        ];
        int last = SheetTable.Write(canvas, TableName, SheetFrame.HeaderRow, columns, [.. groups.Select(line => Cells(line, ruleTotals[(line.Rule, line.Currency)], safe))]);
        last = new UnallocatedChart(canvas, figures).Write(last + 3);
        SheetFrame.End(canvas, _input, last, columns.Length, SheetFrame.HeaderRow, 1);
    }

    private object?[] Cells(AllocationLine line, decimal ruleTotal, HashSet<string> safe)
    {
        Look money = new(CellKind.Money, line.Currency.MinorUnits);
        string sum = $"SUMIFS({TableName}[Cost],{TableName}[Rule],{This("Rule")},{TableName}[Currency],{This("Currency")})";
        return
        [
            line.Rule,
            Kind(line),
            Basis(line),
            line.Pool ?? "",
            line.Team,
            line.Currency.Code,
            new Styled(line.Cost, money),
            new Styled(safe.Contains(line.Rule) ? new Live(sum, ruleTotal) : ruleTotal, money),
            new Live($"IF({This("Rule total")}=0,\"\",{This("Cost")}/{This("Rule total")})", ruleTotal == 0m ? null : line.Cost / ruleTotal),
        ];
    }

    private static string Kind(AllocationLine line) =>
        line.Pool is not null ? "Shared"
        : line.Team == TeamLabels.Unallocated ? "Unallocated"
        : line.Team == TeamLabels.Central ? "Central"
        : "Direct";

    private string Basis(AllocationLine line)
    {
        AllocationRule? rule = _input.Rules.FirstOrDefault(rule => rule.Name == line.Rule || rule.Name == line.Pool);
        return rule switch
        {
            { Split: { } split } => split.By switch
            {
                SplitMethod.Even => "equal parts",
                SplitMethod.Fixed => "fixed percentages",
                SplitMethod.Usage => $"usage metric {split.Metric}",
                _ => "direct cost",
            },
            { ByTag: { } tag } => $"tag {tag}",
            { Assign: not null } => "assigned",
            { Central: true } => "kept central",
            _ => "",
        };
    }

    private static string This(string column) => SheetTable.ThisRow(TableName, column);

    private sealed record AllocationLine(string Rule, string? Pool, string Team, Currency Currency, decimal Cost);
}
