using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>A sheet as it was written: what its cells hold or have cached, and its tables row by row.</summary>
internal sealed class WrittenSheet
{
    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _formulas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> _tables = new(StringComparer.Ordinal);

    private WrittenSheet(WorksheetPart part, string[] texts)
    {
        foreach (Cell cell in part.Worksheet.Descendants<Cell>())
        {
            string value = cell.CellValue?.Text ?? "";
            _cells[cell.CellReference!.Value!] = cell.DataType?.Value == CellValues.SharedString && value.Length > 0 ? texts[int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)] : value;
            if (cell.CellFormula is { } formula) _formulas[cell.CellReference!.Value!] = formula.Text;
        }

        foreach (TableDefinitionPart table in part.TableDefinitionParts)
        {
            string[] corners = table.Table.Reference!.Value!.Split(':');
            (int first, int row) = Place(corners[0]);
            int last = Place(corners[1]).Row - (table.Table.TotalsRowCount?.Value == 1 ? 1 : 0);
            string[] names = [.. table.Table.TableColumns!.Elements<TableColumn>().Select(column => column.Name!.Value!)];
            _tables[table.Table.Name!.Value!] = [.. Enumerable.Range(row + 1, last - row)
                .Select(r => names.Select((name, c) => (name, Value: this[Address(first + c, r)])).ToDictionary(cell => cell.name, cell => cell.Value))];
        }
    }

    public string this[string cell] => _cells.GetValueOrDefault(cell, "");

    public string Formula(string cell) => _formulas.GetValueOrDefault(cell, "");

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string name) => _tables[name];

    /// <summary>Writes the workbook, holds it against the schema, and reads a sheet.</summary>
    public static async Task<WrittenSheet> OfAsync(WorkbookInput input, string sheet)
    {
        using var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
        file.Position = 0;
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        return Of(book, sheet);
    }

    public static WrittenSheet Of(SpreadsheetDocument book, string sheet)
    {
        string[] texts = [.. book.WorkbookPart!.SharedStringTablePart!.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText)];
        string id = book.WorkbookPart.Workbook.Descendants<Sheet>().Single(candidate => candidate.Name == sheet).Id!;
        return new WrittenSheet((WorksheetPart)book.WorkbookPart.GetPartById(id), texts);
    }

    private static (int Column, int Row) Place(string address)
    {
        string letters = new([.. address.TakeWhile(char.IsLetter)]);
        return (letters.Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1), int.Parse(address[letters.Length..], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Address(int column, int row)
    {
        string letters = "";
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{letters}{row}");
    }
}
