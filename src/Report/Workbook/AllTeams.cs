using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>
/// All teams together against what they may spend, in a row of its own below the teams: a filter over the teams changes their total row and never this one, so it is what
/// Summary and the names TotalBudget and TotalActual point at.
/// </summary>
internal sealed class AllTeams(Figures figures, CompanyBudget company, IReadOnlyList<BudgetRow> rows)
{
    public const string Counts = "Budget counts";
    public const string InAll = "In all teams";
    public const string OthersTable = "tblOtherBudget";

    private readonly WorkbookInput _input = figures.Input;

    /// <summary>What counts against the budget, by the rule that mails and packs have; the sum of the rows where only rounding tells the two apart, and without a budget.</summary>
    public decimal Actual { get; } = ActualOf(figures, company, rows);

    /// <summary>What all may spend; null without a budget, and where it cannot be told.</summary>
    public decimal? Budget => Rounded(company.Amount);

    public decimal? Over => Actual - Budget;

    public decimal? Used => Budget is null or 0m ? null : Actual / Budget;

    /// <summary>Budgets without an amount for the month, by the team's name or their own.</summary>
    public IReadOnlyList<string> WithoutAmount => [.. company.Lacking.Select(status => rows.FirstOrDefault(row => row.Team.Key == status.Budget.Team.Value)?.Team.Label ?? status.Budget.Name)];

    /// <summary>Why there is no verdict though teams have budgets; null where that is not so.</summary>
    public string? Gap => company.Gap;

    /// <summary>True where a budget of a team above others counts, so that rows below it have budgets that are not added.</summary>
    public bool HasGroups => company.Whole is null && Groups.Any();

    /// <summary>What the month ends at, by forecasts or as it stands.</summary>
    public decimal? Ahead => IsSum ? Expected : AtEnd;

    /// <summary>What the month ends at by forecasts; null where nobody can tell.</summary>
    public decimal? AtEnd => company.Whole?.AtEnd is { } whole ? Rounded(whole) : rows.Any(row => row.AtEnd is not null) || HasGroups ? Expected : null;

    // What has no budget stands as it is.
    private decimal? Expected
    {
        get
        {
            HashSet<string> groups = [.. Groups.Select(status => status.Budget.Team.Value)];
            decimal?[] parts = [.. rows.Where(row => !(HasGroups && (company.IsWithin(row.Team.Key) || groups.Contains(row.Team.Key)))).Select(row => row.Expected), .. HasGroups ? Groups.Select(status => status.AtEnd == status.Actual ? Cents(status) : Rounded(status.AtEnd)) : []];
            return parts.Any(part => part is null) ? null : parts.Sum();
        }
    }

    private bool IsSum => company.Whole?.AtEnd is null && !HasGroups;

    private IEnumerable<BudgetStatus> Groups => company.Parts.Where(part => _input.OtherBudgets.Contains(part));

    public static CompanyBudget BudgetOf(Figures figures)
    {
        WorkbookInput input = figures.Input;
        var parents = input.Teams.Where(team => !team.IsPseudo).ToDictionary(team => team.Key, team => team.Parent, StringComparer.Ordinal);
        var month = new BudgetMonth(input.Currency, input.Metric, DayRange.Of(input.Period));
        IEnumerable<BudgetStatus> judged = input.Teams.Select(team => team.Budget).OfType<BudgetStatus>().Concat(input.OtherBudgets);
        return CompanyBudget.Of(parents, judged, month, figures.Exact(), input.Team?.Id ?? "all");
    }

    /// <summary>"yes" where the budget is one of those that are added up.</summary>
    public string Has(BudgetStatus? status) => status is not null && company.Parts.Contains(status) ? "yes" : "no";

    /// <summary>What counts against a budget in the cents that its teams have here, where only rounding tells the two apart: one amount is one number in the file.</summary>
    public decimal? Cents(BudgetStatus status)
    {
        if (status.Actual is not { } exact) return null;
        decimal unit = 1m / RoundedLines.Scale(status.Budget.Currency.MinorUnits), rounded = decimal.Round(exact, status.Budget.Currency.MinorUnits, MidpointRounding.ToEven);
        if (!new BudgetMonth(_input.Currency, _input.Metric, DayRange.Of(_input.Period)).Has(status)) return rounded;
        BudgetRow[] own = [.. rows.Where(row => status.Budget.Team.Value == "all" || IsBelow(row.Team.Key, status.Budget.Team.Value))];
        decimal sum = own.Sum(row => row.Actual);
        return Math.Abs(sum - exact) <= unit * own.Length / 2m ? sum : rounded;
    }

    /// <summary>The same for all teams' cost.</summary>
    public decimal Cents(decimal exact) => Math.Abs(Actual - exact) <= rows.Count / RoundedLines.Scale(figures.Decimals) / 2m ? Actual : decimal.Round(exact, figures.Decimals, MidpointRounding.ToEven);

    private static decimal ActualOf(Figures figures, CompanyBudget company, IReadOnlyList<BudgetRow> rows)
    {
        decimal sum = rows.Sum(row => row.Actual);
        if (company.Counted(rows.Where(row => row.Team.Key is not null).GroupBy(row => row.Team.Key!, StringComparer.Ordinal).ToDictionary(row => row.Key, row => row.Sum(each => each.Actual), StringComparer.Ordinal)) is not { } counted) return sum;
        return Math.Abs(counted - sum) <= rows.Count / RoundedLines.Scale(figures.Decimals) ? sum : decimal.Round(counted, figures.Decimals, MidpointRounding.ToEven);
    }

    private bool IsBelow(string? team, string top)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (; team is not null && seen.Add(team); team = rows.FirstOrDefault(row => row.Team.Key == team)?.Team.Parent)
        {
            if (team == top) return true;
        }

        return false;
    }

    /// <summary>Writes the row and names its cells.</summary>
    public void Write(SheetCanvas canvas, int row)
    {
        int d = figures.Decimals;
        string budget = CellAddress.Of(row, 4), actual = CellAddress.Of(row, 5);
        string basis = Gap ?? (WithoutAmount.Count > 0 ? "a budget has no amount" : Budget is null ? "no budget" : company.Whole is not null ? "own budget" : "budgets of the teams");
        (object? Value, CellKind Kind)[] cells =
        [
            (_input.Team is { } team ? $"{team.Title}, all" : "All teams together", CellKind.Text),
            (basis, CellKind.Text),
            (null, CellKind.Text),
            (Budget is null ? null : new Live(Formula(), Budget), CellKind.Money),
            // The company's own budget may count credits or tax otherwise than its teams' do: then no sum of their rows is what counts against it.
            (Actual == rows.Sum(each => each.Actual) ? new Live($"SUM({BudgetSheet.TableName}[Actual])", Actual) : Actual, CellKind.Money),
            (new Live($"IF({budget}=\"\",\"\",ROUND({actual}-{budget},{d}))", Over), CellKind.OverUnder),
            (new Live($"IF({budget}=\"\",\"\",IF({budget}=0,\"\",{actual}/{budget}))", Used), CellKind.Percent),
            (IsSum && Expected is { } sum ? new Live($"SUM({BudgetSheet.TableName}[Forecast])", sum) : Ahead, CellKind.Money),
        ];
        for (int c = 0; c < cells.Length; c++)
        {
            canvas.Put(row, c + 1, cells[c].Value, new Look(cells[c].Kind, d, Bold: c != 1, Fill: "#F5F7FA"));
            if (c == 1) canvas.Sheet.Cell(row, 2).Style.Alignment.Indent = 1;
        }

        canvas.NameCell("TotalBudget", row, 4);
        canvas.NameCell("TotalActual", row, 5);
    }

    private string Formula()
    {
        bool inOthers = company.Parts.Any(_input.OtherBudgets.Contains), inRows = company.Parts.Any(part => !_input.OtherBudgets.Contains(part));
        string others = $"SUMIFS({OthersTable}[Amount],{OthersTable}[{InAll}],\"yes\")";
        if (inOthers && !inRows) return others;
        return inOthers ? $"ROUND(SUMIFS({BudgetSheet.TableName}[Budget],{BudgetSheet.TableName}[{Counts}],\"yes\")+{others},{figures.Decimals})" : $"SUM({BudgetSheet.TableName}[Budget])";
    }

    private decimal? Rounded(decimal? amount) => amount is { } known ? decimal.Round(known, figures.Decimals, MidpointRounding.ToEven) : null;
}
