using ClosedXML.Excel;
using CostGuard.Core.Budgets;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class BudgetGridReaderTests
{
    private static readonly BillingPeriod[] Months = [.. Enumerable.Range(0, 12).Select(BillingPeriod.Parse("2027-01").AddMonths)];

    private static readonly BudgetGrid Grid = new("FY2027", Months,
    [
        new BudgetGridRow("payments", Currency.Usd, new Dictionary<BillingPeriod, decimal> { [Months[0]] = 46000.5m }, new Dictionary<BillingPeriod, decimal> { [BillingPeriod.Parse("2026-01")] = 40000m }),
        new BudgetGridRow("tokyo", Currency.Parse("JPY"), new Dictionary<BillingPeriod, decimal>(), new Dictionary<BillingPeriod, decimal>()),
    ]);

    [Fact]
    public void Read_WhatWasWritten_IsTheAmountsThatWereThere()
    {
        (IReadOnlyList<BudgetCell> cells, IReadOnlyList<Problem> problems) = Read(_ => { });

        Assert.Empty(problems);
        Assert.Equal([new BudgetCell("payments", Currency.Usd, Months[0], 46000.5m, "Budget!D5")], cells);
    }

    [Fact]
    public void Read_FilledCells_TakesNumbersFormulasAndNumbersTypedAsText()
    {
        (IReadOnlyList<BudgetCell> cells, IReadOnlyList<Problem> problems) = Read(sheet =>
        {
            sheet.Cell("E5").Value = 47000.25;
            sheet.Cell("F5").FormulaA1 = "40000*1.2";
            sheet.Cell("G5").SetValue("48000.10").DataType = XLDataType.Text;
            sheet.Cell("D6").Value = 5000000;
        });

        Assert.Empty(problems);
        Assert.Equal([46000.5m, 47000.25m, 48000m, 48000.10m, 5000000m], cells.Select(cell => cell.Amount));
        Assert.Equal(("tokyo", "Budget!D6"), (cells[^1].Team, cells[^1].Place));
    }

    [Fact]
    public void Read_BadCells_AreAllNamedBySheetAndCell()
    {
        (_, IReadOnlyList<Problem> problems) = Read(sheet =>
        {
            sheet.Cell("F5").SetValue("12,000 approx");
            sheet.Cell("G5").Value = -1;
            sheet.Cell("H5").Value = 10.005;
            sheet.Cell("D6").Value = 10.5;
            sheet.Cell("I5").Value = 1e300;
        });

        Assert.Equal(
            [
                "Budget!F5: \"12,000 approx\" is not a number.",
                "Budget!G5: -1 is not an amount from 0 to 9999999999.",
                "Budget!H5: 10.005 has more than the 2 decimals of USD: round it.",
                "Budget!I5: 1E+300 is not an amount from 0 to 9999999999.",
                "Budget!D6: 10.5 has more than the 0 decimals of JPY: round it.",
            ],
            problems.Select(problem => problem.Message));
        Assert.All(problems, problem => Assert.Equal("CG2215", problem.Code));
    }

    [Fact]
    public void Read_NoWorkbook_IsRefusedWithItsName()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        var error = Assert.Throws<CostGuardException>(() => BudgetGridReader.Read(stream, "plan.xlsx"));

        Assert.Equal("CG2216", error.Problem.Code);
        Assert.StartsWith("plan.xlsx cannot be read as a workbook", error.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Grid_AddsTheYearUpAndShowsGrowthWhereThereIsAPlan()
    {
        using XLWorkbook book = Book();
        IXLWorksheet sheet = book.Worksheet("Budget");

        Assert.Equal("SUM(D5:O5)", sheet.Cell("P5").FormulaA1);
        Assert.Equal(40000d, book.Worksheet("Last year").Cell("D5").GetDouble());
        Assert.Equal("2027-12", sheet.Cell("O4").GetString());
        Assert.Equal("payments|USD", sheet.Cell("A5").GetString());
        Assert.All(book.Worksheets, each => Assert.Equal(XLWorksheetVisibility.Visible, each.Visibility));
    }

    /// <summary>Eleven months of 1,000 against October to December of the year before: only October and November are in both, 2,000 against 1,500.</summary>
    [Fact]
    public async Task Write_YearBeforeWithThreeMonths_ComparesThoseWithTheirOwnMonthsAndHasEachValueInTheFile()
    {
        var grid = new BudgetGrid("FY2027", Months,
        [
            new BudgetGridRow("payments", Currency.Usd, Months.Take(11).ToDictionary(month => month, _ => 1000m), new Dictionary<BillingPeriod, decimal> { [BillingPeriod.Parse("2026-10")] = 800m, [BillingPeriod.Parse("2026-11")] = 700m, [BillingPeriod.Parse("2026-12")] = 900m }),
            new BudgetGridRow("web", Currency.Usd, Months.Take(1).ToDictionary(month => month, _ => 5m), new Dictionary<BillingPeriod, decimal> { [BillingPeriod.Parse("2026-12")] = 900m }),
        ]);
        using var bytes = new MemoryStream();
        await BudgetGridWorkbook.WriteAsync(grid, bytes, TestContext.Current.CancellationToken);
        using SpreadsheetDocument book = SpreadsheetDocument.Open(bytes, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book, TestContext.Current.CancellationToken).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}"));
        WrittenSheet sheet = WrittenSheet.Of(book, "Budget");

        Assert.Equal(["Total", "Last year", "Growth", "Months compared"], ((string[])["P4", "Q4", "R4", "S4"]).Select(cell => sheet[cell]));
        Assert.Equal(("11000", "2400", "2"), (sheet["P5"], sheet["Q5"], sheet["S5"]));
        Assert.Equal(1d / 3d, double.Parse(sheet["R5"], System.Globalization.CultureInfo.InvariantCulture), 9);
        Assert.Equal("2400", WrittenSheet.Of(book, "Last year")["P5"]);
        // No month is in both: there is nothing to compare.
        Assert.Equal(("5", "900", "", "0"), (sheet["P6"], sheet["Q6"], sheet["R6"], sheet["S6"]));
    }

    private static XLWorkbook Book()
    {
        var bytes = new MemoryStream();
        BudgetGridWorkbook.WriteAsync(Grid, bytes, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        bytes.Position = 0;
        return new XLWorkbook(bytes);
    }

    private static (IReadOnlyList<BudgetCell> Cells, IReadOnlyList<Problem> Problems) Read(Action<IXLWorksheet> fill)
    {
        using XLWorkbook book = Book();
        fill(book.Worksheet("Budget"));
        using var bytes = new MemoryStream();
        book.SaveAs(bytes);
        bytes.Position = 0;
        return BudgetGridReader.Read(bytes, "plan.xlsx");
    }
}
