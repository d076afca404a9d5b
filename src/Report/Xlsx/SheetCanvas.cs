using ClosedXML.Excel;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Xlsx;

/// <summary>A sheet being laid out: ClosedXML holds cells and styles, the lists hold what the file pass adds.</summary>
internal sealed class SheetCanvas(IXLWorksheet sheet)
{
    // Wider columns push the figures off the screen.
    private const double WidthMax = 48;

    public IXLWorksheet Sheet => sheet;

    public string Name => sheet.Name;

    public List<FormulaCell> Formulas { get; } = [];

    public List<TableSpec> Tables { get; } = [];

    public List<ChartSpec> Charts { get; } = [];

    public List<DataBarSpec> DataBars { get; } = [];

    public List<SparklineSpec> Sparklines { get; } = [];

    /// <summary>Ranges with ids as text, which Excel would mark with green triangles.</summary>
    public List<string> IdRanges { get; } = [];

    public StreamedRows? Stream { get; set; }

    /// <summary>Puts a value (null, string, decimal, long, DateOnly, BillingPeriod or Live) into a cell.</summary>
    public void Put(int row, int column, object? value, Look look)
    {
        IXLCell cell = sheet.Cell(row, column);
        if (value is Live live)
        {
            Formulas.Add(new FormulaCell(row, column, live));
            look.ApplyTo(cell.Style);
            return;
        }

        switch (value)
        {
            case null: break;
            case string text: PutText(cell, SafeText.Clean(text)); break;
            case decimal number: cell.SetValue(number); break;
            case long count: cell.SetValue(count); break;
            case int count: cell.SetValue(count); break;
            case DateOnly day: cell.SetValue(CellAddress.Serial(day)); break;
            case BillingPeriod month: cell.SetValue(CellAddress.Serial(month)); break;
            default: throw new ArgumentException($"A cell cannot hold a {value.GetType().Name}.", nameof(value));
        }

        look.ApplyTo(cell.Style);
    }

    /// <summary>A link to a cell of this workbook, by location and not by formula.</summary>
    public void PutLink(int row, int column, string text, string targetSheet, string targetCell)
    {
        Put(row, column, text, new Look(CellKind.Text, Colour: Look.Link));
        sheet.Cell(row, column).Hyperlink = new XLHyperlink($"'{targetSheet.Replace("'", "''", StringComparison.Ordinal)}'!{targetCell}");
        sheet.Cell(row, column).Style.Font.Underline = XLFontUnderlineValues.Single;
        sheet.Cell(row, column).Style.Font.FontColor = XLColor.FromHtml(Look.Link);
    }

    /// <summary>Makes a cell lead somewhere; how it looks stays.</summary>
    public void Link(int row, int column, LinkTarget target)
    {
        sheet.Cell(row, column).Hyperlink = target.Address is { } address ? new XLHyperlink(address) : new XLHyperlink($"'{target.Sheet!.Replace("'", "''", StringComparison.Ordinal)}'!A1");
        (target.Look with { Colour = target.Look.Colour ?? Look.Ink }).ApplyTo(sheet.Cell(row, column).Style);
        sheet.Cell(row, column).Style.Font.Underline = target.Address is null ? XLFontUnderlineValues.None : XLFontUnderlineValues.Single;
    }

    public void Width(int column, double width) => sheet.Column(column).Width = Math.Min(width, WidthMax);

    /// <summary>Names a cell for the whole workbook.</summary>
    public void NameCell(string name, int row, int column) =>
        sheet.Workbook.NamedRanges.Add(name, CellAddress.Absolute(Name, row, column));

    private static void PutText(IXLCell cell, string text)
    {
        cell.DataType = XLDataType.Text;
        cell.SetValue(text);
        // Without the prefix, editing such a cell would turn the text into a live formula.
        if (CellText.LooksLikeFormula(text)) cell.Style.IncludeQuotePrefix = true;
    }
}
