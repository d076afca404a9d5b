using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Formats;

/// <summary>Answers that several formats need about a table.</summary>
public static class TableRows
{
    /// <summary>Index of the column that names each row's currency, or −1.</summary>
    public static int CurrencyColumn(this ReportTable table)
    {
        for (int i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Key is "currency" or "billingCurrency") return i;
        }

        return -1;
    }

    /// <summary>The currency of a row's amounts: its own, else the table's; null when there is none ("mixed" without a column).</summary>
    public static Currency? CurrencyOf(this ReportTable table, IReadOnlyList<object?> row, int currencyColumn)
    {
        string? code = currencyColumn >= 0 && row[currencyColumn] is string own ? own : table.Meta.Currency;
        return Currency.TryParse(code, out Currency currency) ? currency : null;
    }
}
