using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;
using Spectre.Console;

namespace CostGuard.Cli.Terminal;

/// <summary>A report table on a terminal: no boxes, numbers right, state words with their sign; the same text when it is piped.</summary>
public static class TableView
{
    public static void Write(ReportTable whole, Session session)
    {
        ReportTable table = Short(FootedTable.Of(whole));
        IAnsiConsole console = session.Screen.Answer;
        if (!session.Quiet)
        {
            console.MarkupLineInterpolated($"[bold]{table.Title}[/]");
            console.MarkupLineInterpolated($"[grey]{CellText.MetaLine(table.Meta)}[/]");
            console.WriteLine();
        }

        console.Write(Grid(table));
        if (session.Quiet) return;
        if (table.Footnote is { } footnote)
        {
            console.WriteLine();
            console.WriteLine(footnote);
        }

        foreach (string warning in table.Meta.Warnings) session.Screen.Message.MarkupLineInterpolated($"[yellow]! {warning}[/]");
    }

    /// <summary>The columns that fit a screen; the others are in every other format.</summary>
    private static ReportTable Short(ReportTable table)
    {
        if (table.ShortColumns is not { } keys) return table;
        int[] kept = [.. Enumerable.Range(0, table.Columns.Count).Where(i => keys.Contains(table.Columns[i].Key))];
        IReadOnlyList<object?>[] Rows(IReadOnlyList<IReadOnlyList<object?>> rows) => [.. rows.Select(row => (object?[])[.. kept.Select(i => row[i])])];
        return table with { Columns = [.. kept.Select(i => table.Columns[i])], Rows = Rows(table.Rows), Totals = Rows(table.Totals) };
    }

    private static Table Grid(ReportTable table)
    {
        var grid = new Table { Border = TableBorder.None, ShowHeaders = true, UseSafeBorder = true };
        foreach (ReportColumn column in table.Columns)
        {
            var shown = new TableColumn(new Markup($"[bold]{Markup.Escape(column.Title.ToUpperInvariant())}[/]"))
            {
                Alignment = CellText.IsNumber(column.Kind) ? Justify.Right : Justify.Left,
                NoWrap = CellText.IsNumber(column.Kind) || column.Kind is CellKind.Date or CellKind.Month or CellKind.State or CellKind.Instant,
                Padding = new Padding(0, 0, 2, 0),
            };
            grid.AddColumn(shown);
        }

        foreach (IReadOnlyList<object?> row in table.Rows) grid.AddRow(Cells(table, row, total: false));
        foreach (IReadOnlyList<object?> row in table.Totals) grid.AddRow(Cells(table, row, total: true));
        return grid;
    }

    private static Markup[] Cells(ReportTable table, IReadOnlyList<object?> row, bool total)
    {
        Currency? currency = table.CurrencyOf(row, table.CurrencyColumn());
        return [.. table.Columns.Select((column, i) =>
        {
            string text = Markup.Escape(CellText.Shown(row[i], column.Kind, currency));
            string? style = Style(column.Kind, row[i]);
            if (total) text = $"[bold]{text}[/]";
            return new Markup(style is null ? text : $"[{style}]{text}[/]");
        })];
    }

    private static string? Style(CellKind kind, object? value) => (kind, value) switch
    {
        (CellKind.State, string text) when text.StartsWith('▲') => "red",
        (CellKind.State, string text) when text.StartsWith('!') => "yellow",
        (CellKind.State, string text) when text.StartsWith('✓') => "green",
        (CellKind.OverUnder, decimal amount) when amount > 0 => "bold",
        _ => null,
    };
}
