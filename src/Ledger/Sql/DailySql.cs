using CostGuard.Core.Allocate;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;

namespace CostGuard.Ledger.Sql;

/// <summary>
/// The first grouping of the daily roll-up, over source columns as they are: canonical spellings and tag folding run on the groups, not on rows.
/// Columns that have one value in the whole file (by its statistics) are no grouping keys at all.
/// </summary>
internal static class DailySql
{
    private static readonly string[] Dimensions =
    [
        "ProviderName", "BillingAccountId", "SubAccountId", "SubAccountName", "ServiceName", "ServiceCategory", "RegionId", "ChargeCategory",
        "ChargeClass", "CommitmentDiscountId", "CommitmentDiscountStatus", "InvoiceId", "BillingCurrency",
    ];

    /// <summary>Dimension columns of a roll-up of this shape, without day, tags and x_HasResource.</summary>
    public static IReadOnlyList<string> DimensionsOf(RollupShape shape) =>
        [.. Dimensions, .. shape.Resources ? new[] { "ResourceId", "ResourceName" } : [], .. shape.Skus ? new[] { "SkuId" } : []];

    /// <summary>Groups files that are read alike: one SELECT over many files lets DuckDB use all threads.</summary>
    public static string Groups(BillingPeriod period, IEnumerable<LineFile> files, RollupShape shape, Func<LineFile, TagSource> tags) =>
        string.Join("\nUNION ALL\n", files
            .Select(file => (file, sql: Group(file, shape, tags(file), LinesSql.Where(period, file))))
            .GroupBy(pair => (pair.sql, pair.file.Rounded))
            .Select(alike => alike.Key.sql.Replace("{from}", From(alike.First().file, alike.Select(pair => pair.file.Path), tags(alike.First().file)), StringComparison.Ordinal)));

    private static string From(LineFile file, IEnumerable<string> paths, TagSource tags) =>
        LinesSql.From(file, paths) + (tags.Join is { } join ? $" LEFT JOIN tag_texts m ON m.text = {join}" : "");

    private static string Group(LineFile file, RollupShape shape, TagSource tags, string where)
    {
        var inner = new List<string> { $"CAST({file.Sql.Time("ChargePeriodStart")} AS DATE) AS d" };
        var outer = new List<string> { "d AS ChargeDay" };
        IReadOnlyList<string> dimensions = DimensionsOf(shape);
        for (int i = 0; i < dimensions.Count; i++) AddDimension(file.Sql, dimensions[i], FormattableString.Invariant($"k{i}"), inner, outer);
        inner.Add($"{HasResource(file.Sql)} AS r");
        outer.Add("r AS x_HasResource");
        inner.AddRange(tags.Keys.Select((key, i) => FormattableString.Invariant($"{key.Sql} AS t{i}")));
        outer.Add($"{tags.Text} AS tags");
        string groupBy = string.Join(", ", inner.Select(column => column[(column.LastIndexOf(' ') + 1)..]));
        for (int i = 0; i < FileSql.Costs.Count; i++)
        {
            (string sum, string result) = Sum(file, FileSql.Costs[i], FormattableString.Invariant($"c{i}"));
            inner.Add(sum);
            outer.Add($"{result} AS {FileSql.Costs[i]}");
        }

        inner.Add("count(*) AS n");
        outer.Add("n AS x_Rows");
        return $"SELECT {string.Join(", ", outer)} FROM (SELECT {string.Join(", ", inner)} FROM {{from}} WHERE {where} GROUP BY {groupBy})";
    }

    private static void AddDimension(FileSql file, string column, string alias, List<string> inner, List<string> outer)
    {
        string source = file.Source(column);
        string type = file.SourceType(column) ?? "VARCHAR";
        string raw = alias;
        if (file.SourceType(column) is null) raw = source == "NULL" ? "CAST(NULL AS VARCHAR)" : source;
        else if (type == "VARCHAR" && file.Schema.Constants.TryGetValue(file.Schema.Mapping[column]!.SourceName!, out string? constant)) raw = $"CAST({SqlText.Value(constant)} AS VARCHAR)";
        else inner.Add($"{(type == "VARCHAR" ? source : $"CAST({source} AS VARCHAR)")} AS {alias}");
        string text = ColumnSql.NullIf(raw);
        outer.Add($"{(column == "BillingCurrency" ? $"upper({text})" : ColumnSql.Enumerated(column, text))} AS {column}");
    }

    private static string HasResource(FileSql file)
    {
        string source = file.Source("ResourceId");
        if (source == "NULL") return "false";
        return file.SourceType("ResourceId") is "VARCHAR" or null
            ? $"({source} IS NOT NULL AND {source} NOT IN {SqlText.List(FocusValues.Nulls)})"
            : $"({source} IS NOT NULL)";
    }

    // Integers of 10^-10 are added far faster than DECIMAL(38,18), and as exactly.
    private static (string Inner, string Outer) Sum(LineFile file, string cost, string alias)
    {
        FileSql sql = file.Sql;
        bool rounded = file.Rounded is not null;
        string source = sql.Source(cost), effective = sql.Source("EffectiveCost");
        bool isDouble = sql.SourceType(cost) == "DOUBLE", defaults = FocusColumns.DefaultToEffective.Contains(cost);
        bool effectiveDouble = sql.SourceType("EffectiveCost") == "DOUBLE";
        if (file.AllFast && !rounded && (isDouble || (defaults && source == "NULL")) && (!defaults || effectiveDouble))
        {
            string x = !defaults ? source : source == "NULL" ? effective : $"coalesce({source}, {effective})";
            return ($"sum(cg_ten({x})) AS {alias}", $"cg_of_ten({alias})");
        }

        return ($"sum({sql.Canonical(cost, rounded)}) AS {alias}", $"CAST({alias} AS DECIMAL(38,18))");
    }
}

/// <summary>How a file's tags get into the grouping.</summary>
/// <param name="Keys">Grouping keys t0, t1, …</param>
/// <param name="Text">SQL over t0, t1, …: JSON text with the raw tags that matter, or NULL.</param>
/// <param name="Join">SQL of the whole tags text that the table tag_texts is joined on; null when it isn't needed.</param>
internal sealed record TagSource(IReadOnlyList<TagKeySql> Keys, string Text, string? Join);

/// <summary>One grouping key of tags.</summary>
/// <param name="Raw">Raw key, or null for the reduced text.</param>
/// <param name="Sql">Its expression.</param>
internal sealed record TagKeySql(string? Raw, string Sql);
