using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class XlsxFormatTests
{
    private static readonly string[] Guarded = ["=", "+", "-", "@", "\t", "\r"];

    [Fact]
    public async Task WriteAsync_CaseX05_TextStaysTextAndNumbersStayNumbers()
    {
        (ReportTable table, string[] texts) = FormulaCase();
        using var file = new MemoryStream(await ReportTables.Render(new XlsxFormat(), table));
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);
        string expectedSum = Expected().RootElement.GetProperty("expect").GetProperty("xlsx").GetProperty("B_sum").GetString()!;

        Assert.Empty(Problems(book));
        List<Row> rows = [.. Rows(book).Where(row => row.RowIndex! > 5u)];
        Assert.Equal(texts.Length, rows.Count);
        decimal sum = 0m;
        for (int i = 0; i < texts.Length; i++)
        {
            Cell[] cells = [.. rows[i].Elements<Cell>()];
            Assert.Null(cells[0].CellFormula);
            Assert.Equal(CellValues.SharedString, cells[0].DataType!.Value);
            Assert.Equal(texts[i], TextOf(book, cells[0]));
            Assert.Equal(Guarded.Any(start => texts[i].StartsWith(start, StringComparison.Ordinal)), HasQuotePrefix(book, cells[0]));
            Assert.Null(cells[1].DataType);
            sum += decimal.Parse(cells[1].CellValue!.Text, CultureInfo.InvariantCulture);
        }

        Assert.Equal(decimal.Parse(expectedSum, CultureInfo.InvariantCulture), sum);
    }

    [Fact]
    public async Task CsvFormat_CaseX05_GuardsTextOnly()
    {
        (ReportTable table, string[] texts) = FormulaCase();

        string csv = await ReportTables.Text(new CsvFormat(), table);

        Assert.Contains("\"-12.5\"", csv, StringComparison.Ordinal);
        foreach (string text in texts)
        {
            string guard = Guarded.Any(start => text.StartsWith(start, StringComparison.Ordinal)) ? "'" : "";
            Assert.Contains($"\r\n\"{guard}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",", csv, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WriteAsync_CaseP09_AccountIdsAreTextOfTwelveCharacters()
    {
        using JsonDocument expected = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFolder.Path("cases", "P09-leading-zero-accounts", "expected.json"), TestContext.Current.CancellationToken));
        JsonProperty[] accounts = [.. expected.RootElement.GetProperty("expect").GetProperty("by_account").EnumerateObject()];
        ReportTable table = ReportTables.Of(
            [new("subAccountId", "Account id", CellKind.Id), new("billedCost", "Billed cost", CellKind.Money)],
            [.. accounts.Select(account => (object?[])[account.Name, decimal.Parse(account.Value.GetString()!, CultureInfo.InvariantCulture)])]);

        using var file = new MemoryStream(await ReportTables.Render(new XlsxFormat(), table));
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);

        string[] ids = [.. Rows(book).Where(row => row.RowIndex! > 5u).Select(row => TextOf(book, row.Elements<Cell>().First()))];
        Assert.Equal(accounts.Select(account => account.Name), ids);
        Assert.All(ids, id => Assert.Equal(12, id.Length));
    }

    [Fact]
    public async Task WriteAsync_TotalsAndStates_AreValid()
    {
        ReportTable table = ReportTables.Of(
            [new("team", "Team", CellKind.Text), new("currency", "Currency", CellKind.Text), new("cost", "Cost", CellKind.Money), new("state", "State", CellKind.State), new("rows", "Rows", CellKind.Count), new("day", "Day", CellKind.Date)],
            [["A", "JPY", 1200m, "✓ OK", 3L, new DateOnly(2025, 2, 1)], ["B", "EUR", 12.5m, "▲ OVER", 4L, null]],
            [["Total", "JPY", 1200m, null, 3L, null], ["Total", "EUR", 12.5m, null, 4L, null]],
            "mixed");

        using var file = new MemoryStream(await ReportTables.Render(new XlsxFormat(), table));
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);

        Assert.Empty(Problems(book));
        List<Row> rows = [.. Rows(book).Where(row => row.RowIndex! > 5u)];
        Assert.Equal(4, rows.Count);
        Assert.Equal("45689", rows[0].Elements<Cell>().Last().CellValue!.Text); // 2025-02-01 in Excel's day count.
        Assert.Equal("#,##0;-#,##0;0", FormatOf(book, rows[0].Elements<Cell>().ElementAt(2)));
        Assert.Equal("#,##0.00;-#,##0.00;0.00", FormatOf(book, rows[1].Elements<Cell>().ElementAt(2)));
    }

    private static string[] Problems(SpreadsheetDocument book) =>
        [.. new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}")];

    private static JsonDocument Expected() => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "X05-formula-injection", "expected.json")));

    private static (ReportTable Table, string[] Texts) FormulaCase()
    {
        // Each line is "text","number"; the texts hold doubled quotes and commas, the numbers none.
        string[][] lines = [.. File.ReadAllText(SharedFolder.Path("cases", "X05-formula-injection", "rows.csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r')).Select(line =>
            {
                int split = line.LastIndexOf("\",\"", StringComparison.Ordinal);
                return new[] { line[1..split].Replace("\"\"", "\"", StringComparison.Ordinal), line[(split + 3)..^1] };
            })];
        ReportTable table = ReportTables.Of(
            [new("tag", "Tag value", CellKind.Text), new("cost", "Cost", CellKind.Money)],
            [.. lines.Select(line => (object?[])[line[0], decimal.Parse(line[1], CultureInfo.InvariantCulture)])]);
        return (table, [.. lines.Select(line => line[0])]);
    }

    private static IEnumerable<Row> Rows(SpreadsheetDocument book) => book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>();

    private static string TextOf(SpreadsheetDocument book, Cell cell) =>
        book.WorkbookPart!.SharedStringTablePart!.SharedStringTable.Elements<SharedStringItem>().ElementAt(int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)).InnerText;

    private static CellFormat StyleOf(SpreadsheetDocument book, Cell cell) =>
        (CellFormat)book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.ElementAt((int)cell.StyleIndex!.Value);

    private static bool HasQuotePrefix(SpreadsheetDocument book, Cell cell) => StyleOf(book, cell).QuotePrefix?.Value ?? false;

    private static string FormatOf(SpreadsheetDocument book, Cell cell) => book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.NumberingFormats!
        .Elements<NumberingFormat>().Single(format => format.NumberFormatId!.Value == StyleOf(book, cell).NumberFormatId!.Value).FormatCode!.Value!;
}
