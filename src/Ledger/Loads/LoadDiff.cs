using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>What a restatement changed: newer minus older, per service and account.</summary>
internal static class LoadDiff
{
    public static async Task<IReadOnlyList<CostRow>> RunAsync(LoadFiles files, Load older, Load newer, CancellationToken cancellationToken)
    {
        string sums = string.Join(", ", FileSql.Costs.Select(cost => $"CAST(sum(sign * {cost}) AS VARCHAR)"));
        string changed = string.Join(" OR ", FileSql.Costs.Select(cost => $"sum(sign * {cost}) <> 0"));
        string sql = $"""
            SELECT ServiceName, SubAccountId, BillingCurrency, CAST(sum(sign * x_Rows) AS BIGINT), {sums}
            FROM (SELECT 1 AS sign, * FROM {Daily(files, newer)} UNION ALL BY NAME SELECT -1 AS sign, * FROM {Daily(files, older)})
            GROUP BY ServiceName, SubAccountId, BillingCurrency HAVING {changed}
            """;
        DuckSession duck = await DuckSession.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await using (duck.ConfigureAwait(false))
        {
            List<object?[]> rows = await duck.ListAsync(sql, cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(RowOf)
                .OrderBy(row => row.Keys[0], StringComparer.Ordinal).ThenBy(row => row.Keys[1], StringComparer.Ordinal).ThenBy(row => row.Currency)];
        }
    }

    private static string Daily(LoadFiles files, Load load) => $"read_parquet({SqlText.Value(files.DailyPath(load))}, hive_partitioning=false)";

    private static CostRow RowOf(object?[] row)
    {
        decimal Cost(int index) => ExactSum.Parse((string)row[4 + index]!).ToDecimal();
        return new CostRow(
            [(string?)row[0], (string?)row[1]], Currency.Parse((string)row[2]!), new Costs(Cost(0), Cost(1), Cost(2), Cost(3)), DuckSession.WholeNumber(row[3]));
    }
}
