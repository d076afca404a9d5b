using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class BridgeSheetTests
{
    // October 100 of EC2 less 10 of credits; November 130.004 of EC2, 25.004 of S3, which is new, less 200 of credits: 90.00 → −44.99.
    private static readonly DataLine[] Lines =
    [
        Line(-1, "EC2", "Usage", 100m), Line(-1, "EC2", "Credit", -10m), Line(0, "EC2", "Usage", 130.004m), Line(0, "S3", "Usage", 25.004m), Line(0, "EC2", "Credit", -200m),
    ];

    [Fact]
    public async Task Write_Drivers_AddUpToTheChangeOfDataToTheCent()
    {
        IReadOnlyDictionary<string, (string Formula, string Value)> cells = await Cells(WorkbookSamples.Input(Lines));

        Assert.Equal(["25", "30", "-190", "0.01"], Column(cells, "C", 28, 31));
        Assert.Equal(("SUBTOTAL(109,tblBridge[Change])", "-134.99"), cells["C32"]);
    }

    [Fact]
    public async Task Write_Steps_LeadFromMonthToMonthBelowZero()
    {
        IReadOnlyDictionary<string, (string Formula, string Value)> cells = await Cells(WorkbookSamples.Input(Lines));

        Assert.Equal(["90", "115", "145", "-45", "-44.99", "-44.99"], Column(cells, "D", 36, 41));
        // Base, month, rise, fall, below zero: what stands on the base ends where the step ends.
        Assert.Equal(["0", "90", "115", "0", "-44.99", "0"], Column(cells, "E", 36, 41));
        Assert.Equal(["90", "0", "0", "0", "0", "0"], Column(cells, "F", 36, 41));
        Assert.Equal(["0", "25", "30", "0", "0", "0"], Column(cells, "G", 36, 41));
        Assert.Equal(["0", "0", "0", "145", "0", "0"], Column(cells, "H", 36, 41));
        Assert.Equal(["0", "0", "0", "-45", "-0.01", "-44.99"], Column(cells, "I", 36, 41));
        Assert.Equal("ROUND(SUMIFS(tblBridge[Change],tblBridge[Cause],A37),2)", cells["B37"].Formula);
        Assert.StartsWith("SUMIFS(tblCost[Effective cost],tblCost[Month],46296,", cells["D36"].Formula, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Waterfall_HidesItsBaseAndIsStacked()
    {
        using SpreadsheetDocument book = await Book(WorkbookSamples.Input(Lines));
        string chart = Sheet(book)!.DrawingsPart!.ChartParts.Single().ChartSpace.OuterXml;

        Assert.Contains("<c:barDir val=\"col\"", chart, StringComparison.Ordinal);
        Assert.Contains("<c:grouping val=\"stacked\"", chart, StringComparison.Ordinal);
        Assert.Contains("'Bridge'!$E$36:$E$41", chart, StringComparison.Ordinal);
        Assert.Equal(1, chart.Split("<c:spPr><a:noFill").Length - 1);
    }

    [Fact]
    public async Task Write_NoEarlierCost_LeavesTheSheetOut()
    {
        using SpreadsheetDocument book = await Book(WorkbookSamples.Input() with { Bridge = null });

        Assert.Null(Sheet(book));
    }

    private static DataLine Line(int month, string service, string category, decimal cost) =>
        WorkbookSamples.Line(WorkbookSamples.November.AddMonths(month), "Platform", "AWS", "012345678901", service, category, cost);

    private static string[] Column(IReadOnlyDictionary<string, (string Formula, string Value)> cells, string column, int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(row => cells[$"{column}{row}"].Value)];

    private static async Task<IReadOnlyDictionary<string, (string Formula, string Value)>> Cells(WorkbookInput input)
    {
        using SpreadsheetDocument book = await Book(input);
        return Sheet(book)!.Worksheet.Descendants<Cell>().Where(cell => cell.CellValue is not null)
            .ToDictionary(cell => cell.CellReference!.Value!, cell => (cell.CellFormula?.Text ?? "", cell.CellValue!.Text));
    }

    private static WorksheetPart? Sheet(SpreadsheetDocument book) =>
        book.WorkbookPart!.Workbook.Descendants<Sheet>().FirstOrDefault(sheet => sheet.Name == "Bridge") is { } found ? (WorksheetPart)book.WorkbookPart.GetPartById(found.Id!) : null;

    private static async Task<SpreadsheetDocument> Book(WorkbookInput input)
    {
        var output = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, output, TestContext.Current.CancellationToken);
        return SpreadsheetDocument.Open(output, false);
    }
}
