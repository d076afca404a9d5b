using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;

namespace CostGuard.Ledger.Sql;

/// <summary>
/// The first grouping of the daily roll-up, over source columns as they are. Dimensions are many and wide, their combinations few: these get an id
/// and canonical spellings apart, and rows are grouped by day, id and tags only. Columns that have one value in the whole file (by its statistics)
/// are no keys at all.
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
    public static IReadOnlyList<DailyPart> Parts(BillingPeriod period, IEnumerable<LineFile> files, RollupShape shape, Func<LineFile, TagSource> tags) =>
    [
        .. files
            .Select(file => (file, key: (string.Join('|', Keys(file.Sql, shape).Outer.Concat(Keys(file.Sql, shape).Inner)), Sums(file), tags(file), LinesSql.Where(period, file), file.Rounded, file.Sql.Schema.Report?.Of(""))))
            .GroupBy(pair => pair.key)
            .Select((alike, number) => Part(number, alike.First().file, [.. alike.Select(pair => pair.file.Path)], shape, tags(alike.First().file), LinesSql.Where(period, alike.First().file))),
    ];

    private static DailyPart Part(int number, LineFile file, IReadOnlyList<string> paths, RollupShape shape, TagSource tags, string where)
    {
        (List<string> inner, List<string> outer) = Keys(file.Sql, shape);
        string part = number.ToString(CultureInfo.InvariantCulture);
        string names = string.Join(", ", inner.Select(column => column[(column.LastIndexOf(' ') + 1)..]));
        string expressions = string.Join(", ", inner.Select(column => column[..column.LastIndexOf(" AS ", StringComparison.Ordinal)]));
        string from = LinesSql.From(file, paths);
        (string sums, string results) = Sums(file);
        string days = $"CAST({file.Sql.Time("ChargePeriodStart")} AS DATE)";
        string tagKeys = string.Concat(tags.Keys.Select((key, i) => FormattableString.Invariant($", {key.Sql} AS t{i}")));
        string tagNames = string.Concat(tags.Keys.Select((_, i) => FormattableString.Invariant($", t{i}")));
        string join = tags.Join is { } text ? $" LEFT JOIN tag_texts m ON m.text = {text}" : "";
        return new DailyPart(
            number,
            exact => $"SELECT {part} AS part, {Id(names, exact)} AS id, {string.Join(", ", outer)} FROM (SELECT DISTINCT {string.Join(", ", inner)} FROM {from} WHERE {where})",
            exact => $"SELECT {part} AS part, id, d AS ChargeDay, {tags.Text} AS tags, {results}, n AS x_Rows FROM (SELECT {days} AS d, {Id(expressions, exact)} AS id{tagKeys}, "
                + $"{sums}, count(*) AS n FROM {from}{join} WHERE {where} GROUP BY d, id{tagNames})",
            tags);
    }

    // Both are equal for equal keys; that no two keys share a hash is checked on the distinct keys.
    private static string Id(string keys, bool exact) => exact ? $"CAST(json_array({keys}) AS VARCHAR)" : $"hash({keys})";

    private static (List<string> Inner, List<string> Outer) Keys(FileSql file, RollupShape shape)
    {
        var inner = new List<string>();
        var outer = new List<string>();
        IReadOnlyList<string> dimensions = DimensionsOf(shape);
        for (int i = 0; i < dimensions.Count; i++) AddDimension(file, dimensions[i], FormattableString.Invariant($"k{i}"), inner, outer);
        inner.Add($"{HasResource(file)} AS r");
        outer.Add("r AS x_HasResource");
        return (inner, outer);
    }

    private static (string Inner, string Outer) Sums(LineFile file)
    {
        (string Inner, string Outer)[] sums = [.. FileSql.Costs.Select((cost, i) => Sum(file, cost, FormattableString.Invariant($"c{i}")))];
        return (string.Join(", ", sums.Select(sum => sum.Inner)), string.Join(", ", sums.Select((sum, i) => $"{sum.Outer} AS {FileSql.Costs[i]}")));
    }

    private static void AddDimension(FileSql file, string column, string alias, List<string> inner, List<string> outer)
    {
        string source = file.Source(column);
        string type = file.SourceType(column) ?? "VARCHAR";
        string raw = alias;
        if (file.SourceType(column) is null) raw = source == "NULL" ? "CAST(NULL AS VARCHAR)" : source;
        else if (type == "VARCHAR" && file.Schema.Constants.TryGetValue(file.Schema.Mapping[column]!.SourceName!, out string? constant)) raw = $"CAST({SqlText.Value(constant)} AS VARCHAR)";
        else inner.Add($"{(type == "VARCHAR" ? source : $"CAST({source} AS VARCHAR)")} AS {alias}");
        outer.Add($"{(column == "BillingCurrency" ? $"upper({ColumnSql.NullIf(raw)})" : ColumnSql.Enumerated(column, raw))} AS {column}");
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

/// <summary>Files that are read alike.</summary>
/// <param name="Number">The column "part" of both tables.</param>
/// <param name="Dimensions">SELECT of the distinct dimensions by part and id; the argument asks for ids that cannot collide.</param>
/// <param name="Facts">SELECT of the sums by part, id, day and tags.</param>
/// <param name="Tags">How their tags are read.</param>
internal sealed record DailyPart(int Number, Func<bool, string> Dimensions, Func<bool, string> Facts, TagSource Tags);

/// <summary>How a file's tags get into the grouping.</summary>
/// <param name="Keys">Grouping keys t0, t1, …</param>
/// <param name="Text">SQL over t0, t1, …: text that stands for the raw tags that matter, or NULL.</param>
/// <param name="Join">SQL of the whole tags text that the table tag_texts is joined on; null when it isn't needed.</param>
/// <param name="Json">SQL that makes JSON of the column "tags", once for each distinct text; "tags" when it is JSON already.</param>
internal sealed record TagSource(IReadOnlyList<TagKeySql> Keys, string Text, string? Join, string Json = "tags");

/// <summary>One grouping key of tags.</summary>
/// <param name="Raw">Raw key, or null for the reduced text.</param>
/// <param name="Sql">Its expression.</param>
internal sealed record TagKeySql(string? Raw, string Sql);
