using CostGuard.Core.Focus;

namespace CostGuard.Ledger.Sql;

/// <summary>SQL that reads a source column of any Parquet type as a canonical value. Source columns are those of the table "s".</summary>
internal static class ColumnSql
{
    /// <summary>The column as it is: s."Name".</summary>
    public static string Source(string name) => $"s.{SqlText.Name(name)}";

    /// <summary>Text with the spellings of "no value" as null.</summary>
    public static string Text(string expression, string type)
    {
        string text = type == "VARCHAR" ? expression : $"CAST({expression} AS VARCHAR)";
        return NullIf(text);
    }

    /// <summary>Null for the spellings of "no value".</summary>
    public static string NullIf(string text) => $"CASE WHEN {text} NOT IN {SqlText.List(FocusValues.Nulls)} THEN {text} END";

    /// <summary>
    /// Text of a column with the spellings of "no value" as null and an enumeration in its canonical spelling; other values as they are. No spelling of "no value" is
    /// a value of an enumeration, so that it is looked for once: each copy of it in a CASE costs a question more than all the rows of a small file.
    /// </summary>
    public static string Enumerated(string column, string raw)
    {
        if (FocusValues.Allowed(column) is not { } allowed) return NullIf(raw);
        IEnumerable<string> cases = allowed.Select(value => $"WHEN {SqlText.Value(value.ToLowerInvariant())} THEN {SqlText.Value(value)}");
        return $"CASE WHEN {raw} IN {SqlText.List(allowed)} THEN {raw} ELSE CASE lower({raw}) {string.Join(" ", cases)} ELSE {NullIf(raw)} END END";
    }

    /// <summary>A number as DECIMAL(38,18), or null where it is none or too large.</summary>
    public static string Number(string expression, string type)
    {
        if (type is "DOUBLE") return $"cg_double({expression})";
        if (type is "FLOAT") return $"cg_number(CAST({expression} AS VARCHAR))";
        if (type.StartsWith("DECIMAL", StringComparison.Ordinal) || IsInteger(type)) return $"TRY_CAST({expression} AS DECIMAL(38,18))";
        return $"cg_number({Text(expression, type)})";
    }

    /// <summary>True where a number has more decimals than DECIMAL(38,18) holds; null when the type has none such.</summary>
    public static string? Deep(string expression, string type)
    {
        // CASE, since DuckDB may evaluate both sides of AND, and texts are what costs.
        if (type is "DOUBLE") return $"CASE WHEN cg_fast({expression}) THEN false ELSE cg_deep(CAST({expression} AS VARCHAR)) END";
        if (type.StartsWith("DECIMAL", StringComparison.Ordinal)) return Scale(type) <= 18 ? null
            : $"({expression} IS NOT NULL AND coalesce(CAST(TRY_CAST({expression} AS DECIMAL(38,18)) AS {type}) <> {expression}, true))";
        return IsInteger(type) ? null : $"cg_deep(CAST({expression} AS VARCHAR))";
    }

    /// <summary>An instant as TIMESTAMP in UTC; finer units are cut, never rounded up into the next day.</summary>
    public static string Time(string expression, string type) => type switch
    {
        "TIMESTAMP" => expression,
        "TIMESTAMP WITH TIME ZONE" => $"make_timestamp(epoch_us({expression}))",
        "TIMESTAMP_NS" => $"make_timestamp(epoch_ns({expression}) // 1000)",
        "TIMESTAMP_S" or "TIMESTAMP_MS" or "DATE" => $"CAST({expression} AS TIMESTAMP)",
        _ => $"cg_time({Text(expression, type)})",
    };

    /// <summary>Tags and other JSON as text.</summary>
    public static string Json(string expression, string type)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal) && type.StartsWith("STRUCT", StringComparison.Ordinal)) return Pairs(expression, type);
        return type.StartsWith("MAP", StringComparison.Ordinal) || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal)
            ? $"CAST(to_json({expression}) AS VARCHAR)"
            : Text(expression, type);
    }

    /// <summary>True for whole numbers.</summary>
    public static bool IsInteger(string type) => type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT";

    /// <summary>Scale of "DECIMAL(38,24)".</summary>
    public static int Scale(string type) =>
        int.Parse(type.AsSpan(type.IndexOf(',', StringComparison.Ordinal) + 1).TrimEnd(')'), System.Globalization.CultureInfo.InvariantCulture);

    // A list of {key, value}: written by hand, so that a repeated key stays visible as a conflict.
    private static string Pairs(string expression, string type)
    {
        string key = type.Contains("\"key\"", StringComparison.Ordinal) || type.Contains("(key ", StringComparison.Ordinal) ? "'key'" : "1";
        string value = key == "1" ? "2" : "'value'";
        return $"'{{' || array_to_string(list_transform({expression}, e -> CAST(to_json(struct_extract(e, {key})) AS VARCHAR) || ':' || "
            + $"coalesce(CAST(to_json(struct_extract(e, {value})) AS VARCHAR), 'null')), ',') || '}}'";
    }
}
