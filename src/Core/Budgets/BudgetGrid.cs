using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>One line of a budget grid: a team's monthly amounts in one currency.</summary>
/// <param name="Team">Team id, or "all".</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Amounts">Amounts by month, as they are planned now; a month without one is missing.</param>
/// <param name="LastYear">Actual cost of the months a year before, as a budget counts it; a month without data is missing.</param>
public sealed record BudgetGridRow(
    string Team, Currency Currency, IReadOnlyDictionary<BillingPeriod, decimal> Amounts, IReadOnlyDictionary<BillingPeriod, decimal> LastYear)
{
    /// <summary>Stable key of the line: "payments|USD".</summary>
    public string Key => $"{Team}|{Currency}";
}

/// <summary>A fiscal year's monthly budgets, to be filled in by people.</summary>
/// <param name="Year">"FY2027".</param>
/// <param name="Months">Its twelve months.</param>
/// <param name="Rows">One line a team and currency.</param>
public sealed record BudgetGrid(string Year, IReadOnlyList<BillingPeriod> Months, IReadOnlyList<BudgetGridRow> Rows)
{
    /// <summary>The budgets that a grid holds: monthly ones of the configuration, and one for each team that has none.</summary>
    public static IReadOnlyList<BudgetConfig> Budgets(CostGuardConfiguration configuration)
    {
        BudgetConfig[] monthly = [.. configuration.Budgets.Where(budget => budget is { Kind: BudgetPeriodKind.Month, Once: null })];
        IEnumerable<BudgetConfig> others = configuration.Teams
            .Where(team => monthly.All(budget => budget.Team != team.Id))
            .Select(team => new BudgetConfig
            {
                Name = $"{team.Id}-monthly",
                Team = team.Id,
                Currency = configuration.Company.Currency,
                Metric = configuration.Company.Metric,
            });
        return [.. monthly.Concat(others).DistinctBy(budget => (budget.Team, budget.Currency)).OrderBy(budget => budget.Team.Value, StringComparer.Ordinal).ThenBy(budget => budget.Currency)];
    }
}

/// <summary>An amount that somebody wrote into a grid.</summary>
/// <param name="Team">Team id, or "all".</param>
/// <param name="Currency">Currency of the amount.</param>
/// <param name="Month">The month.</param>
/// <param name="Amount">The amount.</param>
/// <param name="Place">Where it stands: "Budget!F14", "budgets.csv:3:4".</param>
public sealed record BudgetCell(string Team, Currency Currency, BillingPeriod Month, decimal Amount, string Place);

/// <summary>A cell that differs from what is planned.</summary>
/// <param name="Cell">The new amount.</param>
/// <param name="Before">The amount so far; null when there was none.</param>
public sealed record BudgetCellChange(BudgetCell Cell, decimal? Before)
{
    /// <summary>The cells that change something, in their order. Cells that are left empty change nothing.</summary>
    public static IReadOnlyList<BudgetCellChange> Between(IReadOnlyList<BudgetConfig> budgets, IEnumerable<BudgetCell> cells)
    {
        ILookup<(string, Currency), BudgetConfig> known = budgets.Where(budget => budget is { Kind: BudgetPeriodKind.Month, Once: null }).ToLookup(budget => (budget.Team.Value, budget.Currency));
        return [.. cells
            .Select(cell => new BudgetCellChange(cell, known[(cell.Team, cell.Currency)].Select(budget => Planned(budget, cell.Month)).FirstOrDefault(amount => amount is not null)))
            .Where(change => change.Before != change.Cell.Amount)];
    }

    /// <summary>What a monthly budget allows for the month now, its versions taken in; null without an amount.</summary>
    public static decimal? Planned(BudgetConfig budget, BillingPeriod month) => BudgetAmounts.For(budget, DayRange.Of(month), new FiscalCalendar(1, namedByEnd: false)).Amount;
}
