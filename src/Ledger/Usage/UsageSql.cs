using System.Globalization;
using CostGuard.Core.Savings;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Usage;

/// <summary>SQL that reading and keeping usage share.</summary>
internal static class UsageSql
{
    /// <summary><see cref="ResourceKey.Of"/> in DuckDB's words.</summary>
    public static string Key(string column) =>
        $"(CASE WHEN starts_with({column}, '/') THEN lower({column}) WHEN starts_with({column}, 'arn:') THEN regexp_replace(regexp_replace({column}, '^arn:[^:]*:ec2:[^:]*:[^:]*:[a-z0-9-]+/', ''), '^(arn:[^:]*:[^:]*:[a-z]+(?:-[a-z]+)+-[0-9])[a-z]:', '\\1:') ELSE {column} END)";

    /// <summary>A relation with all columns of a list; what it lacks is null.</summary>
    public static string Padded(string relation, IReadOnlyList<string> columns) =>
        $"(SELECT * FROM {relation} UNION ALL BY NAME SELECT {string.Join(", ", columns.Select(column => $"CAST(NULL AS VARCHAR) AS {column}"))} WHERE false)";

    /// <summary>Parquet files as a relation.</summary>
    public static string Parquet(IEnumerable<string> files) => $"read_parquet([{string.Join(", ", files.Order(StringComparer.Ordinal).Select(SqlText.Value))}], union_by_name=true, hive_partitioning=false)";

    /// <summary>A day in the name of a file.</summary>
    public static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
