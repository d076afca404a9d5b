using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// Costs with more than 18 decimals: DuckDB's cast rounds half away from zero and forgets the rest, so these rows are rounded half-even here and
/// the exact values and residuals are added to the totals. Streams; memory does not grow with rows.
/// </summary>
internal sealed class HandRounding(DuckSession duck, FileSql file)
{
    /// <summary>Writes (row, the four costs or null) and completes the totals.</summary>
    public async Task WriteAsync(
        string path, string where, string target, Dictionary<(BillingPeriod, Currency), FileTotal> totals, CancellationToken cancellationToken)
    {
        await duck.RunAsync("CREATE OR REPLACE TABLE hand_rounded (row_number BIGINT, c0 VARCHAR, c1 VARCHAR, c2 VARCHAR, c3 VARCHAR)", cancellationToken)
            .ConfigureAwait(false);
        string[] deep = [.. FileSql.Costs.Select(Deep)];
        string[] values = [.. FileSql.Costs.Select((cost, i) => $"CASE WHEN {deep[i]} THEN CAST({file.Source(cost)} AS VARCHAR) END")];
        string[] defaults = [.. FileSql.Costs.Select(cost => $"coalesce({RawSums.Defaulted(file, cost) ?? "false"}, false)")];
        string sql = $"""
            SELECT file_row_number, {file.Time("BillingPeriodStart")}, {file.Text("BillingCurrency")}, {string.Join(", ", values)}, {string.Join(", ", defaults)}
            FROM {file.Scan([path])} {(where.Length == 0 ? "WHERE" : where + " AND")} ({string.Join(" OR ", deep)})
            """;
        DuckDBConnection second = duck.Connection.Duplicate();
        await using (second.ConfigureAwait(false))
        {
            await second.OpenAsync(cancellationToken).ConfigureAwait(false);
            using DuckDBAppender appender = second.CreateAppender("hand_rounded");
            await foreach (object?[] row in duck.RowsAsync(sql, cancellationToken).ConfigureAwait(false)) Append(appender, row, totals);
        }

        string columns = string.Join(", ", FileSql.Costs.Select((cost, i) => FormattableString.Invariant($"CAST(c{i} AS DECIMAL(38,18)) AS {SqlText.Name(cost)}")));
        await duck.RunAsync(
            $"COPY (SELECT row_number, {columns} FROM hand_rounded) TO {SqlText.Value(target)} (FORMAT parquet, COMPRESSION zstd); DROP TABLE hand_rounded",
            cancellationToken).ConfigureAwait(false);
    }

    private void Append(DuckDBAppender appender, object?[] row, Dictionary<(BillingPeriod, Currency), FileTotal> totals)
    {
        FileTotal total = totals[(BillingPeriod.Of(DateOnly.FromDateTime((DateTime)row[1]!)), Currency.Parse((string)row[2]!))];
        IDuckDBAppenderRow target = appender.CreateRow().AppendValue((long?)DuckSession.WholeNumber(row[0]));
        for (int i = 0; i < FileSql.Costs.Count; i++)
        {
            bool defaulted = row[3 + FileSql.Costs.Count + i] is true;
            string? text = row[3 + i] as string;
            if ((defaulted ? row[4] as string : text) is { } counted)
            {
                ExactSum exact = ExactSum.Parse(counted.Trim());
                total.Residual[i] += exact - Rounding.HalfEven(exact);
                if (!CountedBySql(defaulted ? "EffectiveCost" : FileSql.Costs[i])) total.Raw[i] += exact;
            }

            target.AppendValue(text is null ? null : Rounding.HalfEven(ExactSum.Parse(text.Trim())).ToString());
        }

        target.EndRow();
    }

    private string Deep(string cost) =>
        file.Source(cost) == "NULL" ? "false" : $"coalesce({ColumnSql.Deep(file.Source(cost), file.SourceType(cost) ?? "VARCHAR") ?? "false"}, false)";

    private bool CountedBySql(string cost) => file.SourceType(cost)?.StartsWith("DECIMAL", StringComparison.Ordinal) ?? false;
}
