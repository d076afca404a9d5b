using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// A small sum of allocated.parquet beside it, sorted by team, so that what is asked most (teams by month and service, budgets by day) is a
/// look-up. Nothing is in it that allocated.parquet does not say: whoever misses it asks there.
/// </summary>
/// <param name="Name">Name of the file in a snapshot's folder.</param>
/// <param name="Columns">Its dimensions; beside them it has the four costs and x_Rows.</param>
internal sealed record TeamRollUp(string Name, IReadOnlyList<string> Columns)
{
    // Small row groups, so that a team's rows are found by their statistics.
    private const int GroupRows = 8192;

    /// <summary>By billing month and service.</summary>
    public static TeamRollUp ByMonth { get; } = new(
        "by-month.parquet",
        ["x_Team", "x_Period", "ServiceName", "ServiceCategory", "ChargeCategory", "ProviderName", "x_Source", "BillingCurrency"]);

    /// <summary>By charge day.</summary>
    public static TeamRollUp ByDay { get; } = new(
        "by-day.parquet",
        ["x_Team", "x_Period", "ChargeDay", "ChargeCategory", "ProviderName", "x_Source", "BillingCurrency"]);

    /// <summary>All of them, the smallest first.</summary>
    public static IReadOnlyList<TeamRollUp> All { get; } = [ByMonth, ByDay];

    /// <summary>Sums an allocated file for all roll-ups at once, into a table.</summary>
    public static Task SumAsync(DuckSession session, string allocated, string table, CancellationToken cancellationToken)
    {
        string keys = string.Join(", ", Keys());
        string sums = string.Join(", ", DailyColumns.Costs.Append("x_Rows").Select(cost => $"sum({cost}) AS {cost}"));
        string sets = string.Join(", ", All.Select(rollUp => $"({string.Join(", ", rollUp.Columns)})"));
        return session.RunAsync(
            $"CREATE TEMP TABLE {table} AS SELECT grouping({keys}) AS kept, {keys}, {sums} "
            + $"FROM read_parquet({SqlText.Value(allocated)}, hive_partitioning=false) GROUP BY GROUPING SETS ({sets});",
            cancellationToken);
    }

    /// <summary>SQL: the rows of the table that are this roll-up's.</summary>
    public string IsMine() => FormattableString.Invariant($"kept = {Keys().Aggregate(0L, (bits, key) => (bits << 1) | (Columns.Contains(key) ? 0L : 1L))}");

    /// <summary>Writes the file into a folder, complete or not at all.</summary>
    public async Task WriteAsync(DuckSession session, string table, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, Name);
        string keys = string.Join(", ", Columns);
        await session.RunAsync(
            $"SET preserve_insertion_order=true; COPY (SELECT {keys}, {string.Join(", ", DailyColumns.Costs)}, x_Rows::BIGINT AS x_Rows "
            + $"FROM {table} WHERE {IsMine()} ORDER BY {keys}) TO {SqlText.Value(path + ".tmp")} "
            + FormattableString.Invariant($"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {GroupRows});"),
            cancellationToken).ConfigureAwait(false);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static string[] Keys() => [.. All.SelectMany(rollUp => rollUp.Columns).Distinct(StringComparer.Ordinal)];
}
