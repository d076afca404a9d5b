using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>A value that looks different from the rest of its column.</summary>
/// <param name="Value">The value.</param>
/// <param name="Look">Its look.</param>
/// <param name="Link">Where the cell leads, or null.</param>
internal sealed record Styled(object? Value, Look Look, LinkTarget? Link = null);

/// <summary>A column of a laid-out table.</summary>
/// <param name="Header">Unique header.</param>
/// <param name="Look">Look of its cells.</param>
/// <param name="Width">Width in characters.</param>
/// <param name="Total">Label or formula of the total row; null leaves it empty.</param>
internal sealed record SheetColumn(string Header, Look Look, double Width, object? Total = null)
{
    /// <summary>Room for the longest text.</summary>
    public static double WidthFor(IEnumerable<string?> texts, double least) =>
        Math.Min(CellWidths.Max, Math.Max(least, texts.Select(text => text?.Length ?? 0).DefaultIfEmpty().Max() + 2));
}

/// <summary>Lays a table out on a sheet: header, rows, total row, and the Excel table over it.</summary>
internal static class SheetTable
{
    // Two lines of 11 points: row heights are set by rule, since fitting needs fonts.
    private const double HeaderHeight = 31;

    /// <summary>The last row, total included.</summary>
    public static int Write(SheetCanvas canvas, string name, int headerRow, IReadOnlyList<SheetColumn> columns, IReadOnlyList<object?[]> rows)
    {
        // An Excel table has at least one row.
        IReadOnlyList<object?[]> shown = rows.Count > 0 ? rows : [[.. columns.Select((_, i) => i == 0 ? (object)"(none)" : null)]];
        bool hasTotal = columns.Any(column => column.Total is not null);
        for (int c = 0; c < columns.Count; c++)
        {
            IEnumerable<object?> cells = shown.Select(row => row[c]);
            PutHeader(canvas, headerRow, c + 1, columns[c] with
            {
                Width = columns[c].Look.IsNumber ? CellWidths.OfNumbers(columns[c], cells) : columns[c].Look.Kind is CellKind.Text or CellKind.Id ? CellWidths.OfTexts(columns[c], cells) : columns[c].Width,
            });
            for (int r = 0; r < shown.Count; r++)
            {
                PutCell(canvas, headerRow + 1 + r, c + 1, shown[r][c], columns[c].Look);
            }

            if (columns[c].Look.Kind == CellKind.Text) Wrap(canvas, headerRow + 1, c + 1, [.. cells.Select(CellWidths.Text)]);
            if (hasTotal) PutTotal(canvas, headerRow + 1 + shown.Count, c + 1, columns[c]);
        }

        canvas.Tables.Add(new TableSpec(name, headerRow, 1, shown.Count, hasTotal, [.. columns.Select((column, c) => Describe(column, shown, c))]));
        return headerRow + shown.Count + (hasTotal ? 1 : 0);
    }

    /// <summary>A column of the row that the formula stands in.</summary>
    public static string ThisRow(string table, string column) => $"{table}[[#This Row],[{column}]]";

    public static void PutHeader(SheetCanvas canvas, int row, int column, SheetColumn header)
    {
        canvas.Put(row, column, header.Header, Look.Header);
        var style = canvas.Sheet.Cell(row, column).Style;
        style.Alignment.WrapText = true;
        if (header.Look.Italic) style.Font.Italic = true;
        style.Alignment.Vertical = ClosedXML.Excel.XLAlignmentVerticalValues.Bottom;
        if (header.Look.IsNumber) style.Alignment.Horizontal = ClosedXML.Excel.XLAlignmentHorizontalValues.Right;
        else if (column > 1) style.Alignment.Indent = 1;
        canvas.Sheet.Row(row).Height = HeaderHeight;
        canvas.Width(column, Math.Max(canvas.Sheet.Column(column).Width > 10 ? canvas.Sheet.Column(column).Width : 0, header.Width));
    }

    // A text longer than its column is cut where the cell beside it holds something.
    private static void Wrap(SheetCanvas canvas, int row, int column, string?[] texts)
    {
        double width = canvas.Sheet.Column(column).Width;
        for (int r = 0; r < texts.Length; r++)
        {
            if (texts[r] is not { } text || CellWidths.Height(text, width) is not { } height) continue;
            canvas.Sheet.Cell(row + r, column).Style.Alignment.WrapText = true;
            canvas.Sheet.Row(row + r).Height = Math.Max(canvas.Sheet.Row(row + r).Height, height);
        }
    }

    private static void PutCell(SheetCanvas canvas, int row, int column, object? value, Look look)
    {
        (object? plain, Look own) = value is Styled styled ? (styled.Value, styled.Look) : (value, look);
        if (own.Kind == CellKind.State && plain is string state) own = Look.State(state);
        canvas.Put(row, column, plain, own);
        if (value is Styled { Link: { } link }) canvas.Link(row, column, link);
        // Text beside right-aligned figures needs air.
        if (!own.IsNumber && column > 1) canvas.Sheet.Cell(row, column).Style.Alignment.Indent = 1;
        var border = canvas.Sheet.Cell(row, column).Style.Border;
        border.BottomBorder = ClosedXML.Excel.XLBorderStyleValues.Hair;
        border.BottomBorderColor = ClosedXML.Excel.XLColor.FromHtml("#CBD2D9");
    }

    private static void PutTotal(SheetCanvas canvas, int row, int column, SheetColumn of)
    {
        Look look = of.Look with { Bold = true, Colour = null };
        canvas.Put(row, column, of.Total, of.Total is string ? new Look(CellKind.Text, Bold: true) : look);
        var border = canvas.Sheet.Cell(row, column).Style.Border;
        border.TopBorder = ClosedXML.Excel.XLBorderStyleValues.Medium;
        border.TopBorderColor = ClosedXML.Excel.XLColor.FromHtml(Look.Ink);
    }

    private static TableColumn Describe(SheetColumn column, IReadOnlyList<object?[]> rows, int c)
    {
        string?[] formulas = [.. rows.Select(row => ((row[c] is Styled styled ? styled.Value : row[c]) as Live)?.Formula).Distinct()];
        return new TableColumn(
            column.Header,
            formulas.Length == 1 ? formulas[0] : null,
            column.Total as string,
            (column.Total as Live)?.Formula);
    }
}
