using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>HTML that needs no more encoding. Text becomes it in one place only.</summary>
/// <param name="Html">Markup.</param>
internal readonly record struct Safe(string Html)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static Safe None => new("");

    public static implicit operator Safe(string text) => Of(text);

    /// <summary>Text, encoded, without what the PDF that is drawn from it could not hold.</summary>
    public static Safe Of(string? text) => new(text is null ? "" : Encoder.Encode(WritableText.Clean(text)));

    /// <summary>Markup of pieces.</summary>
    public static Safe operator +(Safe left, Safe right) => new(left.Html + right.Html);

    /// <summary>An element around it.</summary>
    public Safe In(string tag, string? style = null) => new($"<{tag}{(style is null ? "" : $" class=\"{style}\"")}>{Html}</{tag}>");
}

/// <summary>A column of a table in the pack.</summary>
/// <param name="Title">Its header.</param>
/// <param name="Style">"n" for numbers, "bar" for a picture beside them; null for text.</param>
internal sealed record PackColumn(string Title, string? Style = null);

/// <summary>A page of the pack.</summary>
/// <param name="Title">A sentence with the figure that matters.</param>
/// <param name="Body">What is below it.</param>
/// <param name="Command">The command that answers the same; null without one.</param>
/// <param name="Sheet">The workbook's sheet with the same figures; null without one.</param>
internal sealed record PackPage(string Title, Safe Body, string? Command = null, string? Sheet = null);

/// <summary>Pieces that all pages are made of.</summary>
internal static class Pack
{
    /// <summary>A paragraph.</summary>
    public static Safe Text(string text, string? style = null) => Safe.Of(text).In("p", style);

    /// <summary>A heading inside of a page.</summary>
    public static Safe Heading(string text) => Safe.Of(text).In("h3");

    /// <summary>What cannot be told, and why.</summary>
    public static Safe Gap(string why) => (Safe.Of("? ").In("b") + Safe.Of($"cannot tell: {why}{(why.EndsWith('.') ? "" : ".")}")).In("p", "gap");

    /// <summary>Pieces one after the other.</summary>
    public static Safe All(IEnumerable<Safe> pieces) => new(string.Concat(pieces.Select(piece => piece.Html)));

    /// <summary>Two columns; the first one larger when it is wide.</summary>
    public static Safe Columns(Safe left, Safe right, bool wide = false) => (left.In("div") + right.In("div")).In("div", wide ? "cols wide" : "cols");

    /// <summary>A state's sign and word; the colour only repeats it.</summary>
    public static Safe Badge(string state) => Safe.Of(state).In("span", "badge " + Tone(state));

    /// <summary>"over", "risk", "ok" or "none", by the sign of a state.</summary>
    public static string Tone(string state) => state.Length == 0 ? "none" : state[0] switch
    {
        '▲' or '✗' => "over",
        '!' or '?' => "risk",
        '✓' => "ok",
        _ => "none",
    };

    /// <summary>A table whose first column names its rows.</summary>
    /// <param name="caption">What the figures are.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="total">The last row; null without.</param>
    public static Safe Table(string caption, IReadOnlyList<PackColumn> columns, IEnumerable<IReadOnlyList<Safe>> rows, IReadOnlyList<Safe>? total = null)
    {
        var html = new StringBuilder("<table>").Append(Safe.Of(caption).In("caption").Html).Append("\n<thead><tr>");
        foreach (PackColumn column in columns) html.Append("<th scope=\"col\"").Append(Class(column.Style)).Append('>').Append(Safe.Of(column.Title).Html).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<Safe> row in rows) Row(html, columns, row, null);
        if (total is not null) Row(html, columns, total, "total");
        return new Safe(html.Append("</tbody></table>\n").ToString());
    }

    /// <summary>A number of percent for SVG: as short as it can be, whatever the culture.</summary>
    public static string Share(decimal share) => decimal.Round(share * 100m, 2).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static void Row(StringBuilder html, IReadOnlyList<PackColumn> columns, IReadOnlyList<Safe> row, string? style)
    {
        html.Append("<tr").Append(Class(style)).Append('>');
        for (int i = 0; i < row.Count; i++)
        {
            string tag = i == 0 ? "th" : "td";
            html.Append('<').Append(tag).Append(i == 0 ? " scope=\"row\"" : "").Append(Class(columns[i].Style)).Append('>').Append(row[i].Html).Append("</").Append(tag).Append('>');
        }

        html.Append("</tr>\n");
    }

    private static string Class(string? style) => style is null ? "" : $" class=\"{style}\"";
}
