using CostGuard.Core.Values;
using CostGuard.Ledger.Rollup;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>What a roll-up holds.</summary>
/// <param name="Stored">Per currency: rows and the four exact sums, read back from the file.</param>
/// <param name="Conflicts">Rows with a tag conflict by folded key, where there are any.</param>
/// <param name="DataThrough">Last day with usage.</param>
/// <param name="BadTagTexts">Distinct tag texts that could not be read.</param>
internal sealed record DailyResult(
    IReadOnlyDictionary<Currency, (long Rows, ExactSum[] Sums)> Stored, IReadOnlyDictionary<string, long> Conflicts, DateOnly? DataThrough, long BadTagTexts);

/// <summary>Makes daily.parquet: the lines grouped by day and dimensions, in one pass where it can, else in DuckDB with bounded memory.</summary>
internal static class DailyBuilder
{
    /// <summary>Writes the roll-up of the files: the table when there is one, else by way of DuckDB, which takes every kind of file and number of groups.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> WriteAsync(
        DuckSession duck, BillingPeriod period, IReadOnlyList<LineFile> files, RollupPolicy policy, RollupTable? table, string target, Action<long> badTexts,
        CancellationToken cancellationToken)
    {
        if (table is not null)
        {
            badTexts(table.Tags.BadTexts);
            return new RollupWriter(table).Write(target);
        }

        var tags = new TagReader(duck, policy);
        Dictionary<LineFile, TagSource> sources = await tags.PrepareAsync(files, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DailyPart> parts = DailySql.Parts(period, files, policy.Shape, file => sources[file]);
        await GroupAsync(duck, parts, cancellationToken).ConfigureAwait(false);
        await tags.FoldAsync(parts, cancellationToken).ConfigureAwait(false);
        string dimensions = string.Join(", ", DailySql.DimensionsOf(policy.Shape));
        string values = string.Join(", ", policy.Shape.TagKeys.Select((key, i) => FormattableString.Invariant($"f.v{i} AS {SqlText.Name("x_Tag_" + key)}")));
        await duck.RunAsync(
            $"COPY (SELECT ChargeDay, {dimensions}, x_HasResource, {values}, {string.Join(", ", FileSql.Costs)}, x_Rows FROM grouped JOIN keys USING (part, id) LEFT JOIN folded f USING (part, tags)) "
            + $"TO {SqlText.Value(target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)",
            cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, long> conflicts = await ConflictsAsync(duck, policy, cancellationToken).ConfigureAwait(false);
        await duck.RunAsync("DROP TABLE grouped; DROP TABLE keys; DROP TABLE folded; DROP TABLE tag_texts", cancellationToken).ConfigureAwait(false);
        badTexts(tags.BadTexts);
        return conflicts;
    }

    /// <summary>Reads a roll-up back.</summary>
    public static async Task<DailyResult> ReadAsync(
        DuckSession duck, string path, IReadOnlyDictionary<string, long> conflicts, long badTexts, CancellationToken cancellationToken)
    {
        string sums = string.Join(", ", FileSql.Costs.Select(cost => $"CAST(sum({cost}) AS VARCHAR)"));
        List<object?[]> rows = await duck.ListAsync(
            $"SELECT BillingCurrency, CAST(sum(x_Rows) AS BIGINT), max(ChargeDay) FILTER (ChargeCategory = 'Usage'), {sums} "
            + $"FROM read_parquet({SqlText.Value(path)}, hive_partitioning=false) GROUP BY BillingCurrency",
            cancellationToken).ConfigureAwait(false);
        return new DailyResult(
            rows.ToDictionary(
                row => Currency.Parse((string)row[0]!),
                row => (DuckSession.WholeNumber(row[1]), row[3..].Select(sum => ExactSum.Parse((string)sum!)).ToArray())),
            conflicts,
            rows.Select(row => row[2] as DateOnly?).Max(),
            badTexts);
    }

    private static async Task GroupAsync(DuckSession duck, IReadOnlyList<DailyPart> parts, CancellationToken cancellationToken)
    {
        bool exact = false;
        await KeysAsync().ConfigureAwait(false);
        // Grouping by hashes is exact when no two dimensions in these files share one.
        List<object?[]> shared = await duck.ListAsync("SELECT 1 FROM keys GROUP BY part, id HAVING count(*) > 1 LIMIT 1", cancellationToken).ConfigureAwait(false);
        exact = shared.Count > 0;
        if (exact) await KeysAsync().ConfigureAwait(false);
        await duck.RunAsync($"CREATE OR REPLACE TEMP TABLE grouped AS {Union(parts.Select(part => part.Facts(exact)))}", cancellationToken).ConfigureAwait(false);

        Task KeysAsync() => duck.RunAsync($"CREATE OR REPLACE TEMP TABLE keys AS {Union(parts.Select(part => part.Dimensions(exact)))}", cancellationToken);
        static string Union(IEnumerable<string> selects) => string.Join("\nUNION ALL\n", selects);
    }

    private static async Task<IReadOnlyDictionary<string, long>> ConflictsAsync(DuckSession duck, RollupPolicy policy, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = policy.Shape.TagKeys;
        string counts = string.Join(", ", keys.Select((_, i) => FormattableString.Invariant($"coalesce(CAST(sum(x_Rows) FILTER (f.c{i}) AS BIGINT), 0)")));
        List<object?[]> rows = await duck.ListAsync($"SELECT {counts} FROM grouped JOIN folded f USING (part, tags)", cancellationToken).ConfigureAwait(false);
        return keys.Select((key, i) => (key, count: DuckSession.WholeNumber(rows[0][i]))).Where(pair => pair.count > 0)
            .ToDictionary(pair => pair.key, pair => pair.count, StringComparer.Ordinal);
    }
}
