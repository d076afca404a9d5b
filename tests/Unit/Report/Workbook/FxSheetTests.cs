using ClosedXML.Excel;
using CostGuard.Core.Currencies;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class FxSheetTests
{
    [Fact]
    public async Task Write_Rates_AreATableWithEveryDigit()
    {
        WorkbookInput input = WorkbookSamples.Input() with { Rates = [new ExchangeRate(RateKind.Actual, WorkbookSamples.November, Currency.Eur, Currency.Usd, 1.08765m, "ECB")] };
        using var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
        file.Position = 0;
        using (var book = new XLWorkbook(file))
        {
            IXLWorksheet sheet = book.Worksheet("FX");
            Assert.Equal(["actual cost", "EUR", "USD", "1.08765", "ECB"], ((string[])["B6", "C6", "D6", "E6", "F6"]).Select(cell => sheet.Cell(cell).Value.ToString()!.Replace(',', '.')));
            Assert.Equal("tblFx", Assert.Single(sheet.Tables).Name);
        }

        file.Position = 0;
        using SpreadsheetDocument package = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(package, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
    }

    // 1,234.567 EUR at 1.08765 are 1,342.7767…; yen have no rate, and no answer is not zero.
    [Fact]
    public async Task Data_ForeignLine_IsConvertedExactly()
    {
        WorkbookInput input = WorkbookSamples.Input() with { Rates = [new ExchangeRate(RateKind.Actual, WorkbookSamples.November, Currency.Eur, Currency.Usd, 1.08765m, "ECB")] };
        using var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
        file.Position = 0;
        using var book = new XLWorkbook(file);
        IXLTable data = book.Worksheet("Data").Table("tblCost");
        IXLTableRow Last(string currency) => data.DataRange.Rows().Last(row => row.Field("Currency").GetString() == currency);

        Assert.Equal(1_342.78, Last("EUR").Field("Cost (reporting)").GetDouble());
        Assert.Equal(1.08765, Last("EUR").Field("FX rate").GetDouble());
        Assert.Equal(1d, Last("USD").Field("FX rate").GetDouble());
        Assert.True(Last("JPY").Field("FX rate").IsEmpty() && Last("JPY").Field("Cost (reporting)").IsEmpty());
    }
}
