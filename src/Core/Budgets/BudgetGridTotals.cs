using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Fills a grid's lines from one total a team, split evenly or by the shares of last year's months (domain C.2 d and e).</summary>
public static class BudgetGridTotals
{
    /// <summary>The grid with the months of the named teams filled in; other lines stay. Each line's months add up to its total to the last minor unit.</summary>
    /// <param name="grid">The grid, with last year's cost.</param>
    /// <param name="totals">Total of the year by team, in the currency of the team's line.</param>
    /// <param name="bySeason">True: shares of last year's months, a month below zero (credits) has none. False: twelve equal parts.</param>
    /// <exception cref="CostGuardException">CG2221: a team has no line or several; a month of last year has no data.</exception>
    public static BudgetGrid Fill(BudgetGrid grid, IReadOnlyDictionary<string, decimal> totals, bool bySeason)
    {
        foreach (string team in totals.Keys)
        {
            int lines = grid.Rows.Count(row => row.Team == team);
            if (lines != 1) throw Refuse(lines == 0 ? $"The grid has no line for \"{team}\"." : $"\"{team}\" has budgets in {lines} currencies; one total cannot be split over them.");
        }

        return grid with { Rows = [.. grid.Rows.Select(row => totals.TryGetValue(row.Team, out decimal total) ? Filled(row, grid.Months, total, bySeason) : row)] };
    }

    private static BudgetGridRow Filled(BudgetGridRow row, IReadOnlyList<BillingPeriod> months, decimal total, bool bySeason)
    {
        decimal[] weights = [.. months.Select(month => bySeason ? Cost(row, month.AddMonths(-12)) : 1m)];
        if (weights.All(weight => weight == 0m)) throw Refuse($"\"{row.Team}\" had no cost above zero in the year before, so there is no season.");
        return row with { Amounts = BudgetSchedule.Split(months[0], Configuration.BudgetPeriodKind.Month, total, weights, row.Currency) };
    }

    private static decimal Cost(BudgetGridRow row, BillingPeriod month) => row.LastYear.TryGetValue(month, out decimal cost)
        ? Math.Max(0m, cost)
        : throw Refuse($"\"{row.Team}\" has no cost in {month}; a season needs all twelve months of the year before.");

    private static CostGuardException Refuse(string why) => new(2, BudgetGridErrors.NoSeason.At(why));
}
