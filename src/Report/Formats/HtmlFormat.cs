using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Formats;

/// <summary>One accessible page that needs nothing from outside: caption, scoped headers, states in words, no script, no remote content.</summary>
public sealed class HtmlFormat : IReportFormat
{
    private const string Style = """
        body{font:15px/1.5 system-ui,"Segoe UI",Arial,sans-serif;color:#1F2933;background:#fff;margin:2rem}
        h1{font-size:1.4rem;margin:0 0 .25rem}p{margin:.25rem 0}.facts{color:#52606D}
        .warning{color:#6B4600;background:#FFF4D6;border-left:4px solid #6B4600;padding:.4rem .8rem;margin:.5rem 0}
        table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;color:#52606D;padding:.25rem 0}
        th,td{padding:.3rem .7rem;border-bottom:1px solid #CBD2D9;text-align:left;font-weight:400;white-space:nowrap}
        thead th{font-weight:600;border-bottom:2px solid #1F2933;vertical-align:bottom}tfoot th,tfoot td{font-weight:600;border-top:2px solid #1F2933}
        .n{text-align:right;font-variant-numeric:tabular-nums}
        .over{color:#8F2F00;background:#FDEBE0}.risk{color:#6B4600;background:#FFF4D6}.ok{color:#00523D;background:#E0F4EC}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public string Key => "html";

    public bool IsBinary => false;

    public async Task WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        table = FootedTable.Of(table);
        var text = new TextOutput(output);
        Head(text.Text, table);
        int currencyColumn = table.CurrencyColumn();
        text.Text.Append("<tbody>\n");
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            Row(text.Text, table, row, currencyColumn);
            await text.FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
        }

        text.Text.Append("</tbody>\n");
        if (table.Totals.Count > 0)
        {
            text.Text.Append("<tfoot>\n");
            foreach (IReadOnlyList<object?> row in table.Totals)
            {
                Row(text.Text, table, row, currencyColumn);
            }

            text.Text.Append("</tfoot>\n");
        }

        text.Text.Append("</table>\n");
        if (table.Footnote is not null) text.Text.Append("<p>").Append(Encoder.Encode(table.Footnote)).Append("</p>\n");
        text.Text.Append("</body>\n</html>\n");
        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Head(StringBuilder text, ReportTable table)
    {
        string title = Encoder.Encode(table.Title);
        text.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<title>").Append(title).Append("</title>\n<style>\n").Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n")
            .Append("<h1>").Append(title).Append("</h1>\n<p class=\"facts\">").Append(Encoder.Encode(CellText.MetaLine(table.Meta))).Append("</p>\n");
        foreach (string warning in table.Meta.Warnings)
        {
            text.Append("<p class=\"warning\" role=\"note\">! ").Append(Encoder.Encode(warning)).Append("</p>\n");
        }

        text.Append("<table>\n<caption>").Append(title).Append("</caption>\n<thead>\n<tr>");
        foreach (ReportColumn column in table.Columns)
        {
            text.Append(CellText.IsNumber(column.Kind) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">").Append(Encoder.Encode(column.Title)).Append("</th>");
        }

        text.Append("</tr>\n</thead>\n");
    }

    private static void Row(StringBuilder text, ReportTable table, IReadOnlyList<object?> row, int currencyColumn)
    {
        Currency? currency = table.CurrencyOf(row, currencyColumn);
        text.Append("<tr>");
        for (int c = 0; c < row.Count; c++)
        {
            CellKind kind = table.Columns[c].Kind;
            string shown = CellText.Shown(row[c], kind, currency);
            string? style = CellText.IsNumber(kind) ? "n" : kind == CellKind.State ? StateStyle(shown) : null;
            string tag = c == 0 ? "th" : "td";
            text.Append('<').Append(tag).Append(c == 0 ? " scope=\"row\"" : "");
            if (style is not null) text.Append(" class=\"").Append(style).Append('"');
            text.Append('>').Append(Encoder.Encode(shown)).Append("</").Append(tag).Append('>');
        }

        text.Append("</tr>\n");
    }

    private static string? StateStyle(string state) => state.Length == 0 ? null : state[0] switch
    {
        '▲' => "over",
        '!' or '?' or 'i' => "risk",
        '✓' => "ok",
        _ => null,
    };
}
