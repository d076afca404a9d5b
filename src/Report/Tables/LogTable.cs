using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>One column of a log and how an entry fills it, so that headers and values cannot shift against each other.</summary>
internal sealed record LogColumn<T>(string Key, string Title, CellKind Kind, Func<T, object?> Value, bool OnTerminal = false);

/// <summary>What tables of happenings have in common: a row an entry, no money, and few enough columns for a terminal.</summary>
internal static class LogTable
{
    public static ReportTable Build<T>(string schema, string title, IReadOnlyList<LogColumn<T>> columns, IReadOnlyList<T> entries, ReportMeta meta) => new()
    {
        Schema = schema,
        Title = title,
        Columns = [.. columns.Select(column => new ReportColumn(column.Key, column.Title, column.Kind))],
        Rows = [.. entries.Select(entry => (object?[])[.. columns.Select(column => column.Value(entry))])],
        Meta = meta with { Metric = null },
        ShortColumns = [.. columns.Where(column => column.OnTerminal).Select(column => column.Key)],
    };
}
