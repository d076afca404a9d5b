using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CostGuard.Report.Mails;

/// <summary>Renders a mail's pieces as HTML for mail programs: one column of tables, 600 px, inline CSS, nothing remote. Encodes everything.</summary>
internal sealed class HtmlPart
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
    private const string CellStyle = "padding:6px 6px 6px 0;font-size:15px;line-height:22px;border-bottom:1px solid #D3DAE0;vertical-align:top";

    // Three columns of amounts and a name must fit a phone of 360 px.
    private const string NarrowCellStyle = "padding:6px 0 6px 8px;font-size:14px;line-height:22px;border-bottom:1px solid #D3DAE0;vertical-align:top";
    // Letters of a word that fit beside three amounts, and alone, on a phone of 360 px.
    private const int LongName = 20, LongWord = 40;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _html = new();

    public static string Render(MailPage page)
    {
        var part = new HtmlPart();
        part.Open(page);
        foreach (MailBlock block in page.Blocks) part.Write(block);
        part._html.Append("</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n");
        return part._html.ToString();
    }

    private static string E(string text) => Encoder.Encode(text);

    private static (string Ink, string Ground) Colors(Tone tone) => tone switch
    {
        Tone.Ok => (MailColors.Ok, MailColors.OkGround),
        Tone.AtRisk => (MailColors.AtRisk, MailColors.AtRiskGround),
        Tone.Over => (MailColors.Over, MailColors.OverGround),
        _ => (MailColors.Ink, MailColors.Ground),
    };

    private void Open(MailPage page) => _html.Append(CultureInfo.InvariantCulture, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light">
        <title>{E(page.Title)}</title>
        </head>
        <body style="margin:0;padding:0;background-color:{MailColors.Ground}">
        <div style="display:none;max-height:0;overflow:hidden;font-size:1px;color:{MailColors.Ground}">{E(page.Preheader)}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:{MailColors.Ground}"><tr><td align="center" style="padding:12px 0">
        <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:{MailColors.Paper};border:1px solid #D3DAE0"><tr><td style="padding:20px 16px;{Font};font-size:16px;line-height:24px;color:{MailColors.Ink}">

        """);

    private void Write(MailBlock block)
    {
        switch (block)
        {
            case TitleBlock title: Title(title); break;
            case BannerBlock banner: Banner(banner); break;
            case TextBlock text: Line($"""<p style="margin:0 0 16px;{(text.Strong ? "font-weight:bold;" : "")}{Breaks(text.Text, LongWord)}">{E(text.Text)}</p>"""); break;
            case HeadingBlock heading: Line($"""<h2 style="margin:24px 0 8px;font-size:18px;line-height:24px;color:{MailColors.Ink}{Breaks(heading.Text, LongWord, ";")}">{E(heading.Text)}</h2>"""); break;
            case ChartBlock chart: Chart(chart); break;
            case TableBlock table: Table(table); break;
            case LogBlock log: Line($"""<p style="margin:0 0 16px;padding:8px 10px;background-color:{MailColors.Ground};font-family:Consolas,Menlo,monospace;font-size:13px;line-height:18px;word-break:break-word">{string.Join("<br>\n", log.Lines.Select(E))}</p>"""); break;
            case ButtonBlock button: Button(button); break;
            case FooterBlock footer: Footer(footer); break;
        }
    }

    // A word that no phone is wide enough for would push every amount off the screen. Others must not be broken: a table takes that as leave to squeeze names.
    private static string Breaks(string text, int longest, string front = "") => text.Split(' ').Any(word => word.Length > longest) ? $"{front}word-break:break-word" : "";

    private void Line(string html) => _html.Append(html).Append('\n');

    private void Title(TitleBlock title)
    {
        Line($"""<h1 style="margin:0 0 12px;font-size:20px;line-height:26px;color:{MailColors.Ink}{Breaks(title.Text, LongName, ";")}">{E(title.Text)}</h1>""");
        if (title.Badge is null) return;
        (string ink, string ground) = Colors(title.Tone);
        Line($"""<p style="margin:0 0 16px"><span style="display:inline-block;padding:2px 10px;border:1px solid {ink};background-color:{ground};color:{ink};font-size:15px;font-weight:bold">{E(title.Badge)}</span></p>""");
    }

    private void Banner(BannerBlock banner)
    {
        (string ink, string ground) = Colors(banner.Tone);
        Line($"""<p style="margin:0 0 16px;padding:10px 12px;border:1px solid {ink};background-color:{ground};color:{ink};font-weight:bold">{E(banner.Text)}</p>""");
    }

    private void Chart(ChartBlock chart) => Line(
        $"""<p style="margin:0 0 16px"><img src="cid:{E(chart.ContentId)}" width="{Int(chart.WidthPx)}" alt="{E(chart.Alt)}" style="display:block;width:100%;max-width:{Int(chart.WidthPx)}px;height:auto;border:0;font-size:15px;color:{MailColors.Ink}"></p>""");

    private void Table(TableBlock table)
    {
        string cell = table.Columns.Count > 3 ? NarrowCellStyle : CellStyle;
        Line("""<table width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;border-collapse:collapse;margin:0 0 16px">""");
        Line($"""<caption style="padding:0 0 4px;text-align:left;font-size:15px;color:{MailColors.Quiet}">{E(table.Caption)}</caption>""");
        Line("<thead><tr>" + string.Concat(table.Columns.Select((column, at) =>
            $"""<th scope="col" align="{Align(at)}" style="{At(cell, at)};text-align:{Align(at)};color:{MailColors.Quiet};font-weight:bold">{E(column)}</th>""")) + "</tr></thead>");
        Line("<tbody>");
        foreach (IReadOnlyList<string> row in table.Rows) Row(row, cell, strong: false);
        if (table.Total is { } total) Row(total, cell, strong: true);
        Line("</tbody></table>");
    }

    private void Row(IReadOnlyList<string> cells, string cell, bool strong)
    {
        string weight = strong ? "font-weight:bold;border-top:2px solid #1F2933" : "font-weight:normal";
        _html.Append("<tr>");
        for (int at = 0; at < cells.Count; at++)
        {
            _html.Append(at == 0
                ? $"""<th scope="row" align="left" style="{At(cell, at)};text-align:left;{weight}{Breaks(cells[at], LongName, ";")}">{E(cells[at])}</th>"""
                : $"""<td align="right" style="{cell};text-align:right;white-space:nowrap;{weight}">{E(cells[at])}</td>""");
        }

        Line("</tr>");
    }

    private void Button(ButtonBlock button) => Line(
        $"""<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px"><tr><td style="border:2px solid {MailColors.Link};padding:10px 20px"><a href="{E(button.Target.AbsoluteUri)}" style="color:{MailColors.Link};font-weight:bold;text-decoration:none">{E(button.Label)}</a></td></tr></table>""");

    private void Footer(FooterBlock footer) => Line(
        $"""<p style="margin:24px 0 0;padding:12px 0 0;border-top:1px solid #D3DAE0;font-size:13px;line-height:20px;color:{MailColors.Quiet}">{string.Join("<br>\n", footer.Lines.Select(E))}</p>""");

    // Amounts of a narrow table keep a distance from each other, its names none from the edge.
    private static string At(string cell, int column) => column == 0 && ReferenceEquals(cell, NarrowCellStyle) ? $"{cell};padding-left:0" : cell;

    private static string Align(int column) => column == 0 ? "left" : "right";

    private static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);
}
