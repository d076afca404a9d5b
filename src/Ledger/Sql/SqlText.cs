using System.Globalization;

namespace CostGuard.Ledger.Sql;

/// <summary>Quotes names and values for DuckDB.</summary>
public static class SqlText
{
    /// <summary>A column name in double quotes.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in single quotes; null is NULL.</summary>
    public static string Value(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A list of texts: ('a', 'b').</summary>
    public static string List(IEnumerable<string> texts) => $"({string.Join(", ", texts.Select(Value))})";

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"DATE '{day:yyyy-MM-dd}'");
}
