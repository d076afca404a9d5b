using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;

namespace CostGuard.Ledger.Sql;

/// <summary>The lines of a load as one SELECT of FOCUS columns, whatever its files look like.</summary>
internal static class LinesSql
{
    /// <summary>Column with the name of a line's file.</summary>
    public const string File = "x_File";

    /// <summary>Column with a line's row in its file.</summary>
    public const string Row = "x_FileRow";

    /// <summary>Canonical columns (all of FOCUS, text unless number or time; Tags is raw JSON text) of all files, without the x_ columns.</summary>
    /// <param name="period">Billing month of the load.</param>
    /// <param name="files">Its files.</param>
    /// <param name="only">The columns that are wanted; null for all. Each one costs planning and memory for each file, whether it is read or not.</param>
    public static string Of(BillingPeriod period, IEnumerable<LineFile> files, IReadOnlySet<string>? only = null) =>
        string.Join("\nUNION ALL BY NAME\n", files.Select(file => $"SELECT {Columns(file, only)} FROM {From(file, [file.Path])} WHERE {Where(period, file)}"));

    /// <summary>The columns of each line with its file's name and its row in it, from 1.</summary>
    /// <param name="period">Billing month of the load.</param>
    /// <param name="files">Its files.</param>
    /// <param name="only">The columns that are wanted.</param>
    public static string Located(BillingPeriod period, IEnumerable<LineFile> files, IReadOnlySet<string> only) =>
        string.Join("\nUNION ALL BY NAME\n", files.Select(file =>
            $"SELECT {Columns(file, only)}, {SqlText.Value(file.Recipe.Name)} AS {File}, s.file_row_number % {CurView.SecondCharge.ToString(CultureInfo.InvariantCulture)} + 1 AS {Row} FROM {From(file, [file.Path])} WHERE {Where(period, file)}"));

    /// <summary>Tables of a file, named s and, with costs rounded by hand, r.</summary>
    public static string From(LineFile file, IEnumerable<string> paths) => file.Rounded is null
        ? file.Sql.Scan(paths)
        : $"{file.Sql.Scan(paths)} LEFT JOIN read_parquet({SqlText.Value(file.Rounded)}, hive_partitioning=false) r ON r.row_number = s.file_row_number";

    /// <summary>Which rows of a file belong to the load.</summary>
    public static string Where(BillingPeriod period, LineFile file)
    {
        var conditions = new List<string>();
        if (file.Recipe.OtherPeriods) conditions.Add($"{file.Sql.Time("BillingPeriodStart")} = {SqlText.Day(period.FirstDay)}");
        if (file.Recipe.RefusedRows) conditions.Add($"NOT ({RowChecks.Any(RowChecks.For(file.Sql, null))})");
        return conditions.Count == 0 ? "true" : string.Join(" AND ", conditions);
    }

    private static string Columns(LineFile file, IReadOnlySet<string>? only) =>
        string.Join(", ", FocusColumns.All.Where(column => only?.Contains(column.Name) != false).Select(column => $"{file.Sql.Canonical(column.Name, file.Rounded is not null)} AS {SqlText.Name(column.Name)}"));
}
