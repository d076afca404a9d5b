using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class TextFormatTests
{
    [Theory]
    [InlineData(CellKind.OverUnder, "-800", "(800.00)")]
    [InlineData(CellKind.OverUnder, "4135.711", "4,135.71")]
    [InlineData(CellKind.Change, "1350", "+1,350.00")]
    [InlineData(CellKind.Change, "0.001", "0.00")]
    [InlineData(CellKind.Money, "-170", "-170.00")]
    [InlineData(CellKind.Money, "0.125", "0.12")] // Half-even.
    [InlineData(CellKind.Money, "-0.001", "0.00")]
    public void Shown_Amount_IsRoundedOnceAndSigned(CellKind kind, string amount, string expected) =>
        Assert.Equal(expected, CellText.Shown(decimal.Parse(amount, CultureInfo.InvariantCulture), kind, CostGuard.Core.Values.Currency.Usd));

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task WriteAsync_OtherCulture_SameBytes(string culture)
    {
        IReportFormat[] formats = [new JsonFormat(), new JsonLinesFormat(), new CsvFormat(), new TsvFormat(), new MarkdownFormat(), new HtmlFormat(), new XlsxFormat()];
        CultureInfo before = CultureInfo.CurrentCulture;
        foreach (IReportFormat format in formats)
        {
            byte[] expected = await ReportTables.Render(format, ReportTables.TwoTeams());
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(expected, await ReportTables.Render(format, ReportTables.TwoTeams()));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }
}
