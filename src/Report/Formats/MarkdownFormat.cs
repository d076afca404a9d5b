using System.Text;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Formats;

/// <summary>Headline, facts and one table, for job summaries and pull request comments.</summary>
public sealed class MarkdownFormat : IReportFormat
{
    public string Key => "markdown";

    public bool IsBinary => false;

    public async Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        table = FootedTable.Of(table);
        var text = new TextOutput(output);
        text.Text.Append("**").Append(Escape(table.Title)).Append("**\n\n").Append(Escape(CellText.MetaLine(table.Meta))).Append("\n\n");
        foreach (string warning in table.Meta.Warnings)
        {
            text.Text.Append("> ! ").Append(Escape(warning)).Append("\n\n");
        }

        Line(text.Text, table.Columns.Select(column => Escape(column.Title)));
        Line(text.Text, table.Columns.Select(column => CellText.IsNumber(column.Kind) ? "---:" : "---"));
        int currencyColumn = table.CurrencyColumn();
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            Row(text.Text, table, row, currencyColumn, "");
            await text.FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (IReadOnlyList<object?> row in table.Totals)
        {
            Row(text.Text, table, row, currencyColumn, "**");
        }

        if (table.Footnote is not null) text.Text.Append('\n').Append(Escape(table.Footnote)).Append('\n');
        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Text that Markdown shows as it is, on one line.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char letter in text)
        {
            switch (letter)
            {
                case '\\' or '|' or '`' or '*' or '_' or '[' or ']' or '~' or '#': escaped.Append('\\').Append(letter); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '&': escaped.Append("&amp;"); break;
                case '\r': break;
                case '\n' or '\t': escaped.Append(' '); break;
                default: escaped.Append(letter); break;
            }
        }

        return escaped.ToString();
    }

    private static void Row(StringBuilder text, ReportTable table, IReadOnlyList<object?> row, int currencyColumn, string mark)
    {
        Currency? currency = table.CurrencyOf(row, currencyColumn);
        Line(text, row.Select((value, c) =>
        {
            string shown = Escape(CellText.Shown(value, table.Columns[c].Kind, currency));
            return shown.Length == 0 || value is null ? shown : mark + shown + mark;
        }));
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
