using System.Text;

namespace CostGuard.Report.Mails;

/// <summary>Renders a mail's pieces as plain text, 72 columns, line ends LF.</summary>
internal static class TextPart
{
    private const int Width = 72;

    public static string Render(MailPage page)
    {
        var text = new StringBuilder();
        foreach (MailBlock block in page.Blocks) Write(text, block);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder text, MailBlock block)
    {
        switch (block)
        {
            case TitleBlock title:
                Wrap(text, title.Badge is null ? title.Text : $"{title.Text}   {title.Badge}");
                text.Append('=', Width).Append("\n\n");
                break;
            case BannerBlock banner: Wrap(text, $"*** {banner.Text} ***"); text.Append('\n'); break;
            case TextBlock line: Wrap(text, line.Text); text.Append('\n'); break;
            case HeadingBlock heading: Wrap(text, heading.Text); text.Append('-', Math.Min(Width, heading.Text.Length)).Append('\n'); break;
            case ChartBlock chart: Wrap(text, $"[Chart: {chart.Alt}]"); text.Append('\n'); break;
            case TableBlock table: Table(text, table); break;
            case LogBlock log:
                foreach (string line in log.Lines) text.Append("  ").Append(line).Append('\n');
                text.Append('\n');
                break;
            case ButtonBlock button: Wrap(text, $"{button.Label}:"); text.Append(button.Target.AbsoluteUri).Append("\n\n"); break;
            case FooterBlock footer:
                text.Append('-', Width).Append('\n');
                foreach (string line in footer.Lines) Wrap(text, line);
                break;
        }
    }

    private static void Table(StringBuilder text, TableBlock table)
    {
        Wrap(text, table.Caption);
        List<IReadOnlyList<string>> lines = [table.Columns, .. table.Rows, .. table.Total is { } total ? [total] : Array.Empty<IReadOnlyList<string>>()];
        int[] widths = [.. Enumerable.Range(0, table.Columns.Count).Select(at => lines.Max(line => line[at].Length))];
        int first = Math.Max(20, Width - 2 - widths.Skip(1).Sum(width => width + 2));
        foreach (IReadOnlyList<string> line in lines)
        {
            if (ReferenceEquals(line, table.Total)) text.Append("  ").Append('-', Width - 2).Append('\n');
            text.Append("  ").Append(line[0].Length > first ? line[0] + "\n" + new string(' ', first + 2) : line[0].PadRight(first));
            for (int at = 1; at < line.Count; at++) text.Append("  ").Append(line[at].PadLeft(widths[at]));
            text.Append('\n');
        }

        text.Append('\n');
    }

    private static void Wrap(StringBuilder text, string line)
    {
        int used = 0;
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (used > 0 && used + 1 + word.Length > Width)
            {
                text.Append('\n');
                used = 0;
            }

            if (used > 0) text.Append(' ');
            text.Append(word);
            used += word.Length + (used > 0 ? 1 : 0);
        }

        text.Append('\n');
    }
}
