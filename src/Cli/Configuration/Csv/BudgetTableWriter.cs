using System.Text;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Core.Budgets;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>Writes budgets/YEAR.csv: the lines that are there keep their place and their amounts, unless a cell says otherwise.</summary>
internal static class BudgetTableWriter
{
    public static string Merge(string? existing, string file, ReadContext context, IReadOnlyList<BudgetCell> cells)
    {
        var amounts = new Dictionary<(string Team, Currency Currency), SortedDictionary<BillingPeriod, decimal>>();
        var order = new List<(string Team, Currency Currency)>();
        IEnumerable<BudgetCell> before = existing is null ? [] : new BudgetTable(context).Read(file, existing)
            .SelectMany(line => line.Amounts.Select(amount => new BudgetCell(line.Team, line.Currency, amount.Month, amount.Amount, file)));
        foreach (BudgetCell cell in before.Concat(cells))
        {
            var key = (cell.Team, cell.Currency);
            if (!amounts.TryGetValue(key, out SortedDictionary<BillingPeriod, decimal>? line))
            {
                amounts[key] = line = [];
                order.Add(key);
            }

            line[cell.Month] = cell.Amount;
        }

        return Text(amounts, order);
    }

    public static string Text(BudgetGrid grid)
    {
        var amounts = grid.Rows.ToDictionary(
            row => (row.Team, row.Currency), row => new SortedDictionary<BillingPeriod, decimal>(row.Amounts.Where(pair => grid.Months.Contains(pair.Key)).ToDictionary()));
        return Text(amounts, [.. grid.Rows.Select(row => (row.Team, row.Currency)).Where(key => amounts[key].Count > 0)]);
    }

    private static string Text(
        Dictionary<(string Team, Currency Currency), SortedDictionary<BillingPeriod, decimal>> amounts, IReadOnlyList<(string Team, Currency Currency)> order)
    {
        BillingPeriod[] months = [.. order.SelectMany(key => amounts[key].Keys).Distinct().Order()];
        var text = new StringBuilder("team,currency").AppendJoin("", months.Select(month => $",{month}")).Append('\n');
        foreach ((string team, Currency currency) in order)
        {
            text.Append(team).Append(',').Append(currency.Code);
            foreach (BillingPeriod month in months) text.Append(',').Append(amounts[(team, currency)].TryGetValue(month, out decimal amount) ? Invariant.Exact(amount) : "");
            text.Append('\n');
        }

        return text.ToString();
    }
}
