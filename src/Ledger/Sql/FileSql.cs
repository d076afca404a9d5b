using CostGuard.Core.Focus;
using CostGuard.Ledger.Loads;

namespace CostGuard.Ledger.Sql;

/// <summary>SQL over one Parquet file by its mapping: canonical columns, and the source columns behind them.</summary>
internal sealed class FileSql(FileSchema schema)
{
    /// <summary>The four costs, in the order of all totals.</summary>
    public static readonly IReadOnlyList<string> Costs = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"];

    /// <summary>What the file is.</summary>
    public FileSchema Schema => schema;

    /// <summary>A table function over files, or the view over it, named s.</summary>
    public string Scan(IEnumerable<string> paths) => schema.Report is { } report ? $"{report.Of(Rows(paths))} s" : $"{Rows(paths)} s";

    /// <summary>A table function over files as they are.</summary>
    public static string Rows(IEnumerable<string> paths) =>
        $"read_parquet([{string.Join(", ", paths.Select(SqlText.Value))}], binary_as_string=true, hive_partitioning=false, file_row_number=true)";

    /// <summary>DuckDB type of the source column of a feed.</summary>
    public string TypeOf(ColumnFeed feed) => feed.SourceName is { } name ? schema.Types[name] : "VARCHAR";

    /// <summary>The source expression of a feed: a column, or the assumed constant as text; NULL where nothing feeds it.</summary>
    public string Source(string column) => schema.Mapping[column] is not { } feed || feed.Kind == FeedKind.EffectiveCost ? "NULL" : Source(feed);

    /// <summary>A cost without its default, DECIMAL(38,18).</summary>
    public string PlainNumber(string column) =>
        schema.Mapping[column] is not { } feed || feed.Kind == FeedKind.EffectiveCost
            ? "CAST(NULL AS DECIMAL(38,18))"
            : ColumnSql.Number(Source(feed), TypeOf(feed));

    /// <summary>A time of a column.</summary>
    public string Time(string column) => schema.Mapping[column] is { } feed ? Time(feed) : "CAST(NULL AS TIMESTAMP)";

    /// <summary>A text with nulls, not yet in canonical spelling.</summary>
    public string Text(string column) => schema.Mapping[column] is { } feed ? ColumnSql.Text(Source(feed), TypeOf(feed)) : "CAST(NULL AS VARCHAR)";

    /// <summary>A text as the file has it, with the spellings of "no value"; a literal when the file's statistics say that it never changes.</summary>
    public string RawText(string column)
    {
        if (schema.Mapping[column] is not { } feed) return "CAST(NULL AS VARCHAR)";
        if (TypeOf(feed) != "VARCHAR") return $"CAST({Source(feed)} AS VARCHAR)";
        return feed.SourceName is { } name && schema.Constants.TryGetValue(name, out string? constant) ? $"CAST({SqlText.Value(constant)} AS VARCHAR)" : Source(feed);
    }

    /// <summary>Raw tags as JSON text.</summary>
    public string Json(string column) => schema.Mapping[column] is { } feed ? ColumnSql.Json(Source(feed), TypeOf(feed)) : "CAST(NULL AS VARCHAR)";

    /// <summary>DuckDB type behind a column, null when nothing feeds it from the file.</summary>
    public string? SourceType(string column) => schema.Mapping[column] is { SourceName: { } name } ? schema.Types[name] : null;

    /// <summary>The canonical value of a column; <paramref name="rounded"/> names costs that the table "r" holds rounded by hand.</summary>
    public string Canonical(string column, bool rounded)
    {
        FocusType type = schema.Mapping[column]?.Type ?? FocusColumns.Find(column)?.Type ?? FocusType.Text;
        if (type == FocusType.Time) return Time(column);
        if (type == FocusType.Json) return Json(column);
        if (column == "BillingCurrency") return $"upper({Text(column)})";
        if (type == FocusType.Text) return ColumnSql.Enumerated(column, RawText(column));
        string number = Cost(column, rounded);
        return FocusColumns.DefaultToEffective.Contains(column) ? $"coalesce({number}, {Cost("EffectiveCost", rounded)})" : number;
    }

    private string Cost(string column, bool rounded) =>
        rounded && Costs.Contains(column) ? $"coalesce(r.{SqlText.Name(column)}, {PlainNumber(column)})" : PlainNumber(column);

    private static string Source(ColumnFeed feed) => feed.Kind == FeedKind.Constant ? SqlText.Value(feed.Constant) : ColumnSql.Source(feed.SourceName!);

    private string Time(ColumnFeed feed)
    {
        string time = ColumnSql.Time(Source(feed), TypeOf(feed));
        return feed.Kind switch
        {
            FeedKind.Month => $"CAST(date_trunc('month', {time}) AS TIMESTAMP)",
            FeedKind.ShiftDays => $"({time} + to_days({feed.Days.ToString(System.Globalization.CultureInfo.InvariantCulture)}))",
            _ => time,
        };
    }
}
