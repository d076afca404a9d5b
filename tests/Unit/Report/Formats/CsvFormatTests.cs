using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class CsvFormatTests
{
    [Fact]
    public async Task CsvFormat_OneCurrency_NamesItInEachRow()
    {
        string text = await ReportTables.Text(new CsvFormat(), ReportTables.TwoTeams());

        Assert.Equal(
            "\"team\",\"effectiveCost\",\"used\",\"month\",\"currency\"\r\n"
            + "\"Pay|ments <1>\",\"39655.71\",\"0.8262\",\"2026-11\",\"USD\"\r\n"
            + "\"'=1+1\",\"-12.5\",,\"2026-11\",\"USD\"\r\n",
            text);
    }

    [Fact]
    public async Task CsvFormat_ByteOrderMark_OnlyWhenAskedFor()
    {
        Assert.NotEqual(0xEF, (await ReportTables.Render(new CsvFormat(), ReportTables.TwoTeams()))[0]);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await ReportTables.Render(new CsvFormat { WithByteOrderMark = true }, ReportTables.TwoTeams()))[..3]);
    }
}
