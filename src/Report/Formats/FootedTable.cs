using CostGuard.Core.Allocate;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Formats;

/// <summary>A table as people read it: where it says that it foots, the amounts shown add up to the totals shown.</summary>
public static class FootedTable
{
    /// <summary>The table with whole minor units in its rows and totals; the table itself when it does not foot, or has no totals.</summary>
    public static ReportTable Of(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!table.Foots || table.Totals.Count == 0) return table;
        int currencyColumn = table.CurrencyColumn(), team = Array.FindIndex([.. table.Columns], column => column.Key == "team" || column is { Key: "scope", Title: "Team" });
        object?[][] rows = [.. table.Rows.Select(row => row.ToArray())];
        foreach (IReadOnlyList<object?> total in table.Totals)
        {
            if (table.CurrencyOf(total, currencyColumn) is not { } currency) continue;
            object?[][] own = [.. rows.Where(row => table.CurrencyOf(row, currencyColumn) == currency && IsOf(table, total, row))];
            for (int c = 0; c < table.Columns.Count; c++)
            {
                if (table.Columns[c].Kind == CellKind.Money && total[c] is decimal sum) Foot(own, c, sum, currency, team);
            }
        }

        return table with { Rows = rows };
    }

    // A total of a month is of that month's rows.
    private static bool IsOf(ReportTable table, IReadOnlyList<object?> total, object?[] row) =>
        table.Columns.Select((column, i) => column.Kind != CellKind.Month || total[i] is null || total[i]!.Equals(row[i])).All(same => same);

    private static void Foot(object?[][] rows, int column, decimal sum, Currency currency, int team)
    {
        if (rows.Length == 0 || rows.Any(row => row[column] is not decimal)) return;
        decimal[] amounts = [.. rows.Select(row => (decimal)row[column]!)];
        if (amounts.Sum() != sum) return;
        bool IsNobodys(int row) => team >= 0 && rows[row][team] is string id && (id == TeamId.Unallocated.Value || id == TeamId.Central.Value);
        IReadOnlyList<decimal> footed = LargestRemainder.Foot(amounts, new Money(sum, currency).Rounded().Amount, currency.MinorUnits, IsNobodys);
        for (int i = 0; i < rows.Length; i++) rows[i][column] = footed[i];
    }
}
