using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>A sheet of a written workbook, cell by cell, as a program reads it that calculates nothing.</summary>
internal sealed class SheetReader
{
    private readonly Dictionary<string, (string Formula, string Value)> _cells;

    private SheetReader(Dictionary<string, (string Formula, string Value)> cells) => _cells = cells;

    /// <summary>Writes the workbook, holds it against the file format, and reads a sheet; null without it.</summary>
    public static async Task<SheetReader?> OfAsync(WorkbookInput input, string name)
    {
        using var output = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, output, TestContext.Current.CancellationToken);
        output.Position = 0;
        using SpreadsheetDocument book = SpreadsheetDocument.Open(output, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        if (book.WorkbookPart!.Workbook.Descendants<Sheet>().FirstOrDefault(sheet => sheet.Name == name) is not { } found) return null;
        string[] texts = [.. book.WorkbookPart.SharedStringTablePart!.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText)];
        string Text(Cell cell) => cell.DataType?.Value == CellValues.SharedString ? texts[int.Parse(cell.CellValue!.Text, System.Globalization.CultureInfo.InvariantCulture)] : cell.CellValue!.Text;
        return new SheetReader(((WorksheetPart)book.WorkbookPart.GetPartById(found.Id!)).Worksheet.Descendants<Cell>().Where(cell => cell.CellValue is not null)
            .ToDictionary(cell => cell.CellReference!.Value!, cell => (cell.CellFormula?.Text ?? "", Text(cell))));
    }

    /// <summary>A cell's value; empty for an empty cell.</summary>
    public string this[string cell] => _cells.TryGetValue(cell, out (string Formula, string Value) found) ? found.Value : "";

    /// <summary>A cell's formula; empty for a value.</summary>
    public string Formula(string cell) => _cells.TryGetValue(cell, out (string Formula, string Value) found) ? found.Formula : "";

    /// <summary>Values of a row, from column A to <paramref name="last"/>.</summary>
    public string[] Row(int row, char last) => [.. Enumerable.Range('A', last - 'A' + 1).Select(column => this[$"{(char)column}{row}"])];

    /// <summary>Values of a column.</summary>
    public string[] Column(char column, int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(row => this[$"{column}{row}"])];

    /// <summary>The row whose cell in a column holds a text.</summary>
    public int Find(char column, string text) => Enumerable.Range(1, 200).First(row => this[$"{column}{row}"] == text);
}
