using ClosedXML.Excel;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>Paper, pages, links, widths and what text from outside may do, over a workbook with everything in it.</summary>
public sealed class WorkbookLayoutTests
{
    // ux 2.12, and what CSV injection lists add to it.
    private static readonly string[] Hostile = ["=1+1", "-2+3", "+SUM(A1)", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1+1", "=HYPERLINK(\"http://example.invalid\")"];

    private static WorkbookInput Full { get; } = WorkbookSamples.Input() with
    {
        Restated = WorkbookPartSamples.Restated,
        Web = new Uri("https://cost.acme.example/guard/"),
        Rates = [new ExchangeRate(RateKind.Actual, WorkbookSamples.November, Currency.Eur, Currency.Usd, 1.08765m, "ECB")],
        Earlier = new EarlierVersion("costguard-2026-11-acme-asof-2026-11-13-ESTIMATE.xlsx", "00aa11bb22cc", new Dictionary<Currency, decimal> { [Currency.Usd] = 0m }),
        Teams = [.. WorkbookSamples.Input().Teams.Select(team => team with { Id = team.IsPseudo ? null : team.Label.ToLowerInvariant() })],
    };

    [Theory]
    [InlineData(FileFormatVersions.Office2010)]
    [InlineData(FileFormatVersions.Office2013)]
    [InlineData(FileFormatVersions.Office2016)]
    [InlineData(FileFormatVersions.Office2019)]
    [InlineData(FileFormatVersions.Office2021)]
    [InlineData(FileFormatVersions.Microsoft365)]
    public async Task Write_Everything_IsValidInEveryVersion(FileFormatVersions version)
    {
        using var file = await WriteAsync(Full);
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);

        Assert.Empty(new OpenXmlValidator(version).Validate(book, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public async Task Write_LetterPaper_IsOnEverySheet()
    {
        using var file = await WriteAsync(Full with { Paper = PaperSize.Letter });
        using var book = new XLWorkbook(file);

        Assert.All(book.Worksheets, sheet => Assert.Equal(XLPaperSize.LetterPaper, sheet.PageSetup.PaperSize));
    }

    // ux 2.9: each section of Budget v Actual begins a page: history, then the other budgets.
    [Fact]
    public async Task Write_BudgetSections_BeginPages()
    {
        using var file = await WriteAsync(Full);
        using var book = new XLWorkbook(file);
        IXLWorksheet sheet = book.Worksheet("Budget v Actual");

        int[] titles = [.. sheet.Column(1).CellsUsed(cell => cell.GetString().StartsWith("Total cost by month", StringComparison.Ordinal) || cell.GetString().StartsWith("Other budgets", StringComparison.Ordinal)).Select(cell => cell.Address.RowNumber)];
        Assert.Equal(2, titles.Length);
        Assert.Equal(2, sheet.PageSetup.RowBreaks.Count);
        int table = sheet.Tables.Single(each => each.Name == "tblBva").RangeAddress.LastAddress.RowNumber;
        Assert.InRange(sheet.PageSetup.RowBreaks[0], table, titles[0] - 1);
        Assert.InRange(sheet.PageSetup.RowBreaks[1], titles[0] + 1, titles[1] - 1);
        // The header of the first table would name the wrong columns there.
        Assert.Equal(3, sheet.PageSetup.LastRowToRepeatAtTop);
    }

    [Fact]
    public async Task Write_Links_LeadToPagesWithTheSnapshotAndToReconciliation()
    {
        using var file = await WriteAsync(Full);
        using var book = new XLWorkbook(file);
        IXLWorksheet budget = book.Worksheet("Budget v Actual");

        Assert.Equal("https://cost.acme.example/guard/teams/platform?period=2026-11&snapshot=01ab23cd45ef", budget.Cell("A6").Hyperlink.ExternalAddress.AbsoluteUri);
        Assert.Equal("Reconciliation!A1", budget.Cell("N6").Hyperlink.InternalAddress.Replace("'", "", StringComparison.Ordinal));
        Assert.Equal("! AT RISK", budget.Cell("N6").GetString());
        Assert.False(budget.Cell("A10").HasHyperlink);
        Assert.Equal(3, book.Worksheet("Anomalies").Hyperlinks.Count(link => link.IsExternal && link.ExternalAddress.AbsolutePath.StartsWith("/guard/anomalies/", StringComparison.Ordinal)));
        Assert.Equal(["Allocation!A1", "Reconciliation!A1"], book.Worksheet("Data").Hyperlinks.Where(link => link.Cell.Address.RowNumber == 4).Select(link => link.InternalAddress.Replace("'", "", StringComparison.Ordinal)).Order());
        // 65,530 links are all that a sheet may have: none on the lines themselves.
        Assert.DoesNotContain(book.Worksheet("Data").Hyperlinks, link => link.Cell.Address.RowNumber > 5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://cost.acme.example")]
    public async Task Write_WithoutAnHttpsAddress_LinksNowhereOutside(string? web)
    {
        using var file = await WriteAsync(Full with { Web = web is null ? null : new Uri(web) });
        using var book = new XLWorkbook(file);

        Assert.DoesNotContain(book.Worksheets.SelectMany(sheet => sheet.Hyperlinks), link => link.IsExternal);
    }

    // A number that does not fit is shown as ####.
    [Fact]
    public async Task Write_HugeAmounts_HaveRoom()
    {
        List<DataLine> lines = [.. WorkbookSamples.Lines().Select(line => line with { Costs = new Costs(line.Costs.Billed * 1_000_000m, line.Costs.Effective * 1_000_000m, line.Costs.List, line.Costs.Contracted) })];
        using var file = await WriteAsync(WorkbookSamples.Input(lines));
        using var book = new XLWorkbook(file);

        // 28,900,000,000.00 and a total of 79,200,000,000.00 without credits: 17 characters.
        Assert.True(book.Worksheet("Budget v Actual").Column(5).Width >= 17);
        Assert.True(book.Worksheet("By Service").Column(16).Width >= 17);
    }

    [Fact]
    public async Task Write_OtherCurrency_CountsInActualAtTheRateOfTheMonth()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(Full, "Budget v Actual");
        IReadOnlyDictionary<string, string> platform = sheet.Table("tblBva").Single(row => row["Team"] == "Platform");

        // 1,234.57 EUR × 1.08765 = 1,342.78; 28,900.00 + 1,342.78 = 30,242.78. There is no rate for JPY.
        Assert.Equal(("1342.78", "30242.78"), (platform["From other currencies"], platform["Actual"]));
        Assert.Equal("0", sheet.Table("tblBva").Single(row => row["Team"] == "Web")["From other currencies"]);
        Assert.All((await WrittenSheet.OfAsync(Full, "Checks")).Table("tblCheck"), check => Assert.Equal("PASS", check["Result"]));
    }

    [Fact]
    public async Task Write_HostileText_IsTextInEveryColumn()
    {
        DataLine plain = WorkbookSamples.Line(WorkbookSamples.November, "Web", "AWS", "1", "S", "Usage", 10m);
        DataLine[] lines = [.. Hostile.Select(text => plain with
        {
            Team = text, CostCentre = text, Provider = text, AccountId = text, AccountName = text, Service = text, Region = text, Rule = text, Pool = text, Invoice = text, Source = text,
        })];
        WorkbookInput input = WorkbookSamples.Input(lines);
        using var file = await WriteAsync(input with { Teams = [.. Hostile.Select(text => new WorkbookTeam(text, text, text, null, false, false, false))], Loads = [], Bridge = null, Warnings = Hostile });
        using var book = new XLWorkbook(file);

        IXLCell[] cells = [.. book.Worksheets.SelectMany(sheet => sheet.CellsUsed(cell => !cell.HasFormula && Hostile.Contains(cell.GetString())))];
        Assert.DoesNotContain(book.Worksheets.SelectMany(sheet => sheet.CellsUsed(cell => cell.HasFormula)), cell => Hostile.Contains("=" + cell.FormulaA1));
        Assert.All(cells.Where(cell => cell.GetString()[0] is '=' or '+' or '-' or '@'), cell => Assert.True(cell.Style.IncludeQuotePrefix, cell.Address.ToString(XLReferenceStyle.A1, true)));
        // Eleven text columns of Data, each with each text that a cell keeps as it is.
        Assert.True(cells.Count(cell => cell.Worksheet.Name == "Data" && cell.GetString() == "=1+1") == 11);
    }

    private static async Task<MemoryStream> WriteAsync(WorkbookInput input)
    {
        var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
        file.Position = 0;
        return file;
    }
}
