using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Sql;

/// <summary>A rule that a row may break.</summary>
/// <param name="Error">Its code.</param>
/// <param name="Column">Column it looks at.</param>
/// <param name="Broken">SQL: true where the row breaks it. Never null.</param>
/// <param name="Value">SQL: the offending value as text.</param>
internal sealed record RowCheck(ErrorInfo Error, string Column, string Broken, string Value);

/// <summary>The format rules of domain A.2 over a Parquet file, the same that the CSV reader holds a row to.</summary>
internal static class RowChecks
{
    /// <summary>The rules for one file.</summary>
    public static IReadOnlyList<RowCheck> For(FileSql file, BillingPeriod? only)
    {
        var checks = new List<RowCheck>();
        foreach (string cost in FileSql.Costs) AddCost(checks, file, cost);
        foreach (string time in new[] { "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd" }) AddTime(checks, file, time);
        string start = file.Time("ChargePeriodStart"), end = file.Time("ChargePeriodEnd"), period = file.Time("BillingPeriodStart");
        checks.Add(new RowCheck(FocusErrors.EndBeforeStart, "ChargePeriodEnd", $"coalesce({end} <= {start}, false)", $"CAST({end} AS VARCHAR)"));
        checks.Add(new RowCheck(
            FocusErrors.PeriodNotMonth, "BillingPeriodStart", $"coalesce(date_trunc('month', {period}) <> {period}, false)", $"CAST({period} AS VARCHAR)"));
        AddText(checks, file, "BillingCurrency", FocusErrors.BadCurrency, text => $"NOT regexp_full_match({text}, '[A-Za-z]{{3}}')");
        AddText(checks, file, "ChargeCategory", FocusErrors.UnknownCategory, text =>
            $"lower({text}) NOT IN {SqlText.List(FocusValues.Allowed("ChargeCategory")!.Select(value => value.ToLowerInvariant()))}");
        if (only is { } month)
        {
            string day = SqlText.Day(month.FirstDay);
            checks.Add(new RowCheck(FocusErrors.OtherPeriod, "BillingPeriodStart", $"coalesce({period} <> {day}, false)", $"CAST({period} AS VARCHAR)"));
        }

        return checks;
    }

    /// <summary>SQL: true where a row breaks any rule.</summary>
    public static string Any(IEnumerable<RowCheck> checks) => string.Join(" OR ", checks.Select(check => $"({check.Broken})"));

    private static void AddCost(List<RowCheck> checks, FileSql file, string cost)
    {
        string source = file.Source(cost);
        string type = file.SourceType(cost) ?? "VARCHAR";
        string missing = type == "VARCHAR" ? $"({ColumnSql.NullIf(source)}) IS NULL" : $"{source} IS NULL";
        string unreadable = type switch
        {
            "DOUBLE" or "FLOAT" => $"NOT isfinite({source}) OR abs({source}) >= 1e20",
            _ when ColumnSql.IsInteger(type) && type != "HUGEINT" => "false",
            _ => $"{file.PlainNumber(cost)} IS NULL",
        };
        if (source == "NULL") return;
        string value = $"CAST({source} AS VARCHAR)";
        if (FocusColumns.NeverNull.Contains(cost)) checks.Add(new RowCheck(FocusErrors.NullValue, cost, missing, "NULL"));
        if (unreadable != "false") checks.Add(new RowCheck(FocusErrors.BadNumber, cost, $"NOT ({missing}) AND ({unreadable})", value));
    }

    private static void AddTime(List<RowCheck> checks, FileSql file, string column)
    {
        string time = file.Time(column), text = file.SourceType(column) == "VARCHAR" ? file.Text(column) : "NULL";
        checks.Add(new RowCheck(FocusErrors.NullValue, column, text == "NULL" ? $"{time} IS NULL" : $"({text}) IS NULL", "NULL"));
        if (text != "NULL") checks.Add(new RowCheck(FocusErrors.BadTime, column, $"({text}) IS NOT NULL AND {time} IS NULL", text));
    }

    private static void AddText(List<RowCheck> checks, FileSql file, string column, ErrorInfo error, Func<string, string> broken)
    {
        string text = file.Text(column);
        checks.Add(new RowCheck(FocusErrors.NullValue, column, $"({text}) IS NULL", "NULL"));
        checks.Add(new RowCheck(error, column, $"coalesce({broken($"({text})")}, false)", text));
    }
}
