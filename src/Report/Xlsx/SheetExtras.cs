using CostGuard.Core.Values;

namespace CostGuard.Report.Xlsx;

/// <summary>A formula, as OOXML writes it and without "=", beside the value it gives: decimal, string, or null for an empty text.</summary>
internal sealed record Live(string Formula, object? Cached);

/// <summary>Where a cell leads: a sheet of the workbook, or a page of the web.</summary>
/// <param name="Sheet">Name of the sheet, or null.</param>
/// <param name="Address">Address of the page, or null.</param>
/// <param name="Look">How the cell looks, which a link alone would change.</param>
internal sealed record LinkTarget(string? Sheet, Uri? Address, Look Look);

/// <summary>A formula cell of a sheet.</summary>
internal sealed record FormulaCell(int Row, int Column, Live Live);

/// <summary>A column of an Excel table.</summary>
/// <param name="Name">Header text, unique in the table.</param>
/// <param name="Formula">The formula of every row, or null.</param>
/// <param name="TotalLabel">Text in the total row, or null.</param>
/// <param name="TotalFormula">Formula in the total row, or null.</param>
internal sealed record TableColumn(string Name, string? Formula = null, string? TotalLabel = null, string? TotalFormula = null);

/// <summary>An Excel table: header, rows and perhaps a total row, from <paramref name="Row"/> and <paramref name="Column"/> on.</summary>
internal sealed record TableSpec(string Name, int Row, int Column, int Rows, bool HasTotal, IReadOnlyList<TableColumn> Columns)
{
    public string Range => CellAddress.Range(Row, Column, Row + Rows + (HasTotal ? 1 : 0), Column + Columns.Count - 1);

    public string RangeWithoutTotal => CellAddress.Range(Row, Column, Row + Rows, Column + Columns.Count - 1);
}

/// <summary>A bar in each cell from 0 to a fixed maximum.</summary>
internal sealed record DataBarSpec(string Range, decimal Max, string Colour);

/// <summary>A trend line in a cell.</summary>
internal sealed record SparklineSpec(string Cell, string DataRange);

/// <summary>Rows that are written straight into the file. Sample cells below the first row carry the styles.</summary>
/// <param name="FirstRow">Row of the first streamed row; the sample rows stand in its place.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Samples">Number of sample rows.</param>
/// <param name="WriteRow">Writes row i (from 0). Called twice a row: once to collect texts, once to write.</param>
internal sealed record StreamedRows(int FirstRow, int Rows, int Samples, Action<RowWriter, int> WriteRow);

/// <summary>A series of a chart, tied to cells, with the values they hold.</summary>
internal sealed record ChartSeries(string Name, string NameCell, string ValueRange, IReadOnlyList<decimal?> Values, string Colour, bool OutlineOnly = false, bool Dashed = false, bool IsHidden = false);

/// <summary>What a chart draws.</summary>
internal enum ChartKind
{
    /// <summary>Lines over days.</summary>
    Lines,

    /// <summary>Horizontal bars, one group a name, the first on top.</summary>
    Bars,

    /// <summary>Stacked columns, one a name, with a legend.</summary>
    Columns,

    /// <summary>Lines over names, such as months; amounts are shares.</summary>
    Shares,

    /// <summary>Stacked columns, one a name; a hidden series is the base that the others stand on. Without a legend.</summary>
    Waterfall,
}

/// <summary>A native chart.</summary>
/// <param name="Kind">What is drawn.</param>
/// <param name="Title">The conclusion.</param>
/// <param name="AltText">The figures in words, for people who do not see it.</param>
/// <param name="CategoryRange">Cells of days or names.</param>
/// <param name="Days">Categories of lines.</param>
/// <param name="Names">Categories of bars and columns.</param>
/// <param name="Series">The series, drawn in order.</param>
/// <param name="FromColumn">Left column, from 1.</param>
/// <param name="FromRow">Top row, from 1.</param>
/// <param name="ToColumn">Column after the right edge.</param>
/// <param name="ToRow">Row after the lower edge.</param>
internal sealed record ChartSpec(
    ChartKind Kind,
    string Title,
    string AltText,
    string CategoryRange,
    IReadOnlyList<DateOnly> Days,
    IReadOnlyList<string> Names,
    IReadOnlyList<ChartSeries> Series,
    int FromColumn,
    int FromRow,
    int ToColumn,
    int ToRow);

/// <summary>Cell addresses.</summary>
internal static class CellAddress
{
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    public static string Column(int column)
    {
        string letters = "";
        for (int rest = column; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return letters;
    }

    public static string Of(int row, int column) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Column(column)}{row}");

    public static string Range(int row, int column, int lastRow, int lastColumn) => $"{Of(row, column)}:{Of(lastRow, lastColumn)}";

    /// <summary>"'By Service'!$B$6:$B$9".</summary>
    public static string Absolute(string sheet, int row, int column, int lastRow, int lastColumn)
    {
        string first = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${Column(column)}${row}");
        string last = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${Column(lastColumn)}${lastRow}");
        string quoted = $"'{sheet.Replace("'", "''", StringComparison.Ordinal)}'!";
        return first == last ? quoted + first : $"{quoted}{first}:{last}";
    }

    public static string Absolute(string sheet, int row, int column) => Absolute(sheet, row, column, row, column);

    /// <summary>Excel's serial number of a day.</summary>
    public static int Serial(DateOnly day) => day.DayNumber - SerialZero.DayNumber;

    public static int Serial(BillingPeriod month) => Serial(month.FirstDay);
}
