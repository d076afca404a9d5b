using System.Globalization;
using System.IO.Compression;
using ClosedXML.Excel;
using CostGuard.Core.Errors;
using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class FinanceWorkbookTests
{
    [Fact]
    public async Task WriteAsync_WorkedExample_IsValidOpenXml()
    {
        using var file = new MemoryStream(await Render());
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);

        string[] problems = [.. new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book, TestContext.Current.CancellationToken)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")];

        Assert.Empty(problems);
    }

    /// <summary>A budget of the company's own goes before the sum of the teams', as it does in the finance mail.</summary>
    [Fact]
    public async Task WriteAsync_CompanyHasABudget_IsTheTotal()
    {
        WorkbookInput input = WorkbookSamples.Input();
        input = input with { OtherBudgets = [input.OtherBudgets[0] with { Amount = 150_000m, Days = CostGuard.Core.Values.DayRange.Of(WorkbookSamples.November) }] };
        using var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
        using var book = new XLWorkbook(file);
        Assert.Equal("'Budget v Actual'!$D$13", book.NamedRange("TotalBudget").Ranges.Single().RangeAddress.ToStringFixed(XLReferenceStyle.A1, true).Split(':')[0]);
        // It counts 79,200.00 by its own rule; the rows hold credits of 10.005 and tax of 7.12 each, which it does not.
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, "Budget v Actual");
        Assert.Equal(("150000", "79200", "-70800"), (sheet["D13"], sheet["E13"], sheet["F13"]));
        Assert.Contains("of 150k USD budget", book.Worksheet("Summary").CellsUsed().Where(cell => !cell.HasFormula).Select(cell => cell.GetString()).First(text => text.Contains("budget", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_BudgetWithoutAnAmount_IsNoZeroAndNoVerdict()
    {
        WorkbookInput input = WorkbookSamples.Input();
        input = input with { Teams = [.. input.Teams.Select(team => team.Label == "Web" ? team with { Budget = team.Budget! with { HasAmount = false, Amount = 0m } } : team)] };
        WrittenSheet summary = await WrittenSheet.OfAsync(input, "Summary");

        Assert.Contains("the budget of Web has no amount for this month", summary["A1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_Twice_SameBytes() => Assert.Equal(await Render(), await Render());

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task WriteAsync_OtherCulture_SameBytes(string culture)
    {
        byte[] expected = await Render();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, await Render());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task WriteAsync_WorkedExample_HasTheSheetsTablesAndNames()
    {
        using var file = new MemoryStream(await Render());
        using var book = new XLWorkbook(file);

        Assert.Equal(["Summary", "Budget v Actual", "Bridge", "By Service", "By Account", "Allocation", "Commitments", "Anomalies", "Savings", "Adjustments", "Invoices", "Reconciliation", "Checks", "Data", "About"], book.Worksheets.Select(sheet => sheet.Name));
        string[] tables = [.. book.Worksheets.SelectMany(sheet => sheet.Tables).Select(table => table.Name)];
        Assert.Superset(new HashSet<string>(["tblCost", "tblBva", "tblBridge", "tblService", "tblAccount", "tblAlloc", "tblCommit", "tblAnom", "tblSaving", "tblAction", "tblAdj", "tblInv", "tblRecon", "tblCheck"]), tables.ToHashSet());
        foreach (string name in new[] { "Period", "PeriodStatus", "ReportCurrency", "DataThrough", "SnapshotId", "Tolerance", "CheckOverall", "TotalActual", "TotalBudget", "InvoiceDifference" })
        {
            Assert.NotNull(book.NamedRange(name));
        }

        Assert.All(book.Worksheets.Where(sheet => sheet.Name != "Summary"), sheet => Assert.Equal("← Summary", sheet.Cell("A2").GetString()));
    }

    // ux 2.9 and 2.10: each sheet prints on A4 landscape, one page wide, with its place and status around it; contents lead to sheets that are there.
    [Fact]
    public async Task WriteAsync_EverySheet_PrintsAndIsLinked()
    {
        using var file = new MemoryStream(await Render(InvoiceSamples.Input(InvoiceSamples.Both(), journal: InvoiceSamples.Accounts)));
        using var book = new XLWorkbook(file);

        Assert.All(book.Worksheets, sheet =>
        {
            IXLPageSetup page = sheet.PageSetup;
            // About is one page.
            Assert.Equal((XLPaperSize.A4Paper, XLPageOrientation.Landscape, 1, sheet.Name == "About" ? 1 : 0), (page.PaperSize, page.PageOrientation, page.PagesWide, page.PagesTall));
            Assert.Equal(sheet.Name == "Data" ? 0 : 1, page.PrintAreas.Count());
        });
        file.Position = 0;
        using (SpreadsheetDocument package = SpreadsheetDocument.Open(file, false))
        {
            string[] titles = [.. package.WorkbookPart!.Workbook.DefinedNames!.Elements<DocumentFormat.OpenXml.Spreadsheet.DefinedName>().Where(name => name.Name == "_xlnm.Print_Titles").Select(name => name.Text)];
            Assert.Contains("Invoices!$1:$5", titles);
            Assert.All(titles, title => Assert.Matches(@"!\$\d+:\$\d+$", title));
            Assert.All(package.WorkbookPart.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>(), sheet =>
            {
                var around = ((WorksheetPart)package.WorkbookPart.GetPartById(sheet.Id!)).Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.HeaderFooter>().Single();
                Assert.Contains($"{sheet.Name}, Oct 2026", around.OddHeader!.Text, StringComparison.Ordinal);
                Assert.Contains("ESTIMATE", around.OddHeader.Text, StringComparison.Ordinal);
                Assert.Contains("Snapshot 01ab23cd45ef · data through 2026-10-31", around.OddFooter!.Text, StringComparison.Ordinal);
                Assert.Contains("Page &P of &N", around.OddFooter.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("&D", around.OddFooter.Text, StringComparison.Ordinal);
            });
        }

        string[] linked = [.. book.Worksheet("Summary").Hyperlinks.Select(link => link.InternalAddress.Split('!')[0].Trim('\''))];
        Assert.Superset(book.Worksheets.Select(sheet => sheet.Name).Where(name => name != "Summary").ToHashSet(), linked.ToHashSet());
        Assert.All(linked, name => Assert.True(book.TryGetWorksheet(name, out _)));
        // The header of the long table below stands again on each of its pages.
        IXLWorksheet recon = book.Worksheet("Reconciliation");
        IXLTable loads = recon.Tables.Single(table => table.Name == "tblLoad");
        Assert.Equal(loads.RangeAddress.FirstAddress.RowNumber, recon.PageSetup.FirstRowToRepeatAtTop);
        Assert.Contains(loads.RangeAddress.FirstAddress.RowNumber - 2, recon.PageSetup.RowBreaks);
    }

    [Fact]
    public async Task WriteAsync_WorkedExample_CachesTheFiguresOfTheSpecification()
    {
        // ux 0.2: 79,200.00 actual of 165,000.00; Payments 23,610.00 of 48,000.00. Credits and tax stand beside it.
        IReadOnlyDictionary<string, string> cells = await Cells("Budget v Actual");

        Assert.Equal("28900", cells["E6"]);
        Assert.Equal("23610", cells["E7"]);
        Assert.Equal("-24390", cells["F7"]);
        Assert.Equal("79200", cells["E11"]);
        Assert.Equal("165000", cells["D11"]);
        Assert.Equal("-85800", cells["F11"]);
    }

    [Fact]
    public async Task WriteAsync_EveryFormula_CarriesItsValue()
    {
        using var zip = new ZipArchive(new MemoryStream(await Render()));
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)))
        {
            using Stream content = entry.Open();
            var cells = System.Xml.Linq.XDocument.Load(content).Descendants().Where(element => element.Name.LocalName == "c");
            Assert.All(cells.Where(cell => cell.Elements().Any(child => child.Name.LocalName == "f")), cell => Assert.Contains(cell.Elements(), child => child.Name.LocalName == "v"));
        }
    }

    [Fact]
    public async Task WriteAsync_ZipEntries_HaveFixedTimesAndOrder()
    {
        using var zip = new ZipArchive(new MemoryStream(await Render()));

        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        // The properties name the hash of all others.
        Assert.Equal(zip.Entries.Select(entry => entry.FullName).OrderBy(name => name == "docProps/core.xml").ThenBy(name => name, StringComparer.Ordinal), zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task WriteAsync_HostileServiceName_StaysText()
    {
        using var file = new MemoryStream(await Render());
        using var book = new XLWorkbook(file);

        IXLCell[] cells = [.. book.Worksheets.SelectMany(sheet => sheet.CellsUsed(cell => !cell.HasFormula && cell.DataType == XLDataType.Text && cell.GetString().StartsWith("=HYPERLINK", StringComparison.Ordinal)))];

        Assert.True(cells.Length >= 2);
        Assert.All(cells, cell => Assert.True(cell.Style.IncludeQuotePrefix));
        Assert.Contains(book.Worksheet("Data").CellsUsed(), cell => cell.GetString() == "000000000042" && cell.DataType == XLDataType.Text);
    }

    [Fact]
    public async Task WriteAsync_NoLines_SaysSoAndWritesNothing()
    {
        using var output = new MemoryStream();

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => FinanceWorkbook.WriteAsync(WorkbookSamples.Input([]), output, TestContext.Current.CancellationToken));

        Assert.Equal("CG3004", refused.Problem.Code);
        Assert.Equal(5, refused.ExitCode);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task Data_RoundedLines_FootToTheRoundedMonth()
    {
        // 3 × 0.335 = 1.005, which is 1.00 half-even: the lines must add up to it.
        var month = WorkbookSamples.November;
        DataLine line = WorkbookSamples.Line(month, "Web", "AWS", "1", "S", "Usage", 0.335m);
        using var file = new MemoryStream(await Render(WorkbookSamples.Input([line, line with { Service = "T" }, line with { Service = "U" }])));
        using var book = new XLWorkbook(file);

        double[] amounts = [.. Enumerable.Range(6, 3).Select(row => book.Worksheet("Data").Cell(row, 12).GetDouble())];

        Assert.Equal([0.34, 0.33, 0.33], amounts);
    }

    [Fact]
    public async Task Data_RoundedLines_FootToTeamsAndServices()
    {
        // Each of two teams and of two services has 0.012, which is 0.01: not both cents go to the first service.
        var month = WorkbookSamples.November;
        DataLine line = WorkbookSamples.Line(month, "Web", "AWS", "1", "S", "Usage", 0.006m);
        using var file = new MemoryStream(await Render(WorkbookSamples.Input([line, line with { Service = "T" }, line with { Team = "Payments" }, line with { Team = "Payments", Service = "T" }])));
        using var book = new XLWorkbook(file);

        Assert.Equal([0d, 0.01, 0.01, 0d], Enumerable.Range(6, 4).Select(row => book.Worksheet("Data").Cell(row, 13).GetDouble()));
    }

    // 62,100 + 52,135.71 + 33,500 + 20,200, and 1,980 that nobody owns as it is, are 169,915.71. Where one cannot be told, neither can whether all are over.
    [Fact]
    public async Task Budget_Forecast_HasWhatNobodyOwnsAndSaysNothingOfTheUnknown()
    {
        WorkbookInput input = WorkbookSamples.Input();
        WrittenSheet all = await WrittenSheet.OfAsync(input, "Budget v Actual");
        WrittenSheet unknown = await WrittenSheet.OfAsync(
            input with { Teams = [.. input.Teams.Select(team => team.Label == "Web" ? team with { Budget = team.Budget! with { AtThisPace = null } } : team)] }, "Budget v Actual");

        Assert.Equal(["169915.71", "4915.71", "149715.71", ""], [all["H11"], all["I11"], unknown["H11"], unknown["I11"]]);
    }

    [Fact]
    public async Task Data_CentThatIsLeft_IsUnallocated()
    {
        // 0.016 and 0.016 are 0.02 each, wherever they stand; 0.005 + 0.016 + 0.016 = 0.037 is 0.04.
        var month = WorkbookSamples.November;
        DataLine line = WorkbookSamples.Line(month, "Web", "AWS", "1", "S", "Usage", 0.016m);
        DataLine nobodys = WorkbookSamples.Line(month, "Unallocated", "AWS", "1", "S", "Usage", 0.005m);
        using var file = new MemoryStream(await Render(WorkbookSamples.Input([line, line with { Team = "Payments" }, nobodys])));
        using var book = new XLWorkbook(file);

        Assert.Equal([0.02, 0.02, 0d], Enumerable.Range(6, 3).Select(row => book.Worksheet("Data").Cell(row, 13).GetDouble()));
    }

    private static async Task<IReadOnlyDictionary<string, string>> Cells(string sheet)
    {
        using var file = new MemoryStream(await Render());
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);
        string id = book.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single(candidate => candidate.Name == sheet).Id!;
        return ((WorksheetPart)book.WorkbookPart.GetPartById(id)).Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()
            .Where(cell => cell.CellValue is not null).ToDictionary(cell => cell.CellReference!.Value!, cell => cell.CellValue!.Text);
    }

    private static async Task<byte[]> Render(WorkbookInput? input = null)
    {
        using var output = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input ?? WorkbookSamples.Input(), output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }
}
