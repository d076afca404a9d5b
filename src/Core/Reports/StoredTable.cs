using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Values;

namespace CostGuard.Core.Reports;

/// <summary>A report table as text that keeps every value and its type, for what is handed out once and shown again.</summary>
public static class StoredTable
{
    private sealed record Stored(string Schema, string Title, ReportColumn[] Columns, string?[][] Rows, string?[][] Totals, ReportMeta Meta, string[]? ShortColumns, string? Footnote);

    /// <summary>The text.</summary>
    public static string Write(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return JsonSerializer.Serialize(new Stored(
            table.Schema, table.Title, [.. table.Columns], Texts(table.Rows), Texts(table.Totals), table.Meta, table.ShortColumns is { } keys ? [.. keys] : null, table.Footnote));
    }

    /// <summary>The table of a text.</summary>
    public static ReportTable Read(string text)
    {
        Stored stored = JsonSerializer.Deserialize<Stored>(text)!;
        return new ReportTable
        {
            Schema = stored.Schema,
            Title = stored.Title,
            Columns = stored.Columns,
            Rows = Values(stored.Rows),
            Totals = Values(stored.Totals),
            Meta = stored.Meta,
            ShortColumns = stored.ShortColumns,
            Footnote = stored.Footnote,
        };
    }

    private static string?[][] Texts(IReadOnlyList<IReadOnlyList<object?>> rows) => [.. rows.Select(row => row.Select(Text).ToArray())];

    private static IReadOnlyList<object?>[] Values(string?[][] rows) => [.. rows.Select(row => (IReadOnlyList<object?>)[.. row.Select(Value)])];

    // The first letter is the type.
    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => "s" + text,
        decimal number => "n" + number.ToString(CultureInfo.InvariantCulture),
        long count => "c" + count.ToString(CultureInfo.InvariantCulture),
        DateOnly day => "d" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        BillingPeriod month => "m" + month,
        DateTimeOffset instant => "t" + instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A report cell cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    private static object? Value(string? text) => text is null ? null : text[0] switch
    {
        's' => text[1..],
        'n' => decimal.Parse(text[1..], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        'c' => long.Parse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        'd' => DateOnly.ParseExact(text[1..], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        'm' => BillingPeriod.Parse(text[1..]),
        't' => DateTimeOffset.ParseExact(text[1..], "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => throw new FormatException($"'{text[0]}' is no type of a cell."),
    };
}
