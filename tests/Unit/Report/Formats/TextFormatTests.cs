using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class TextFormatTests
{
    [Fact]
    public async Task JsonFormat_MoneyAndShares_AreExactDecimalText()
    {
        using JsonDocument json = JsonDocument.Parse(await ReportTables.Text(new JsonFormat(), ReportTables.TwoTeams()));

        JsonElement root = json.RootElement;
        Assert.Equal("costguard.cost/1", root.GetProperty("schema").GetString());
        Assert.Equal("2026-11-23", root.GetProperty("dataThrough").GetString());
        Assert.Equal("39655.71", root.GetProperty("items")[0].GetProperty("effectiveCost").GetString());
        Assert.Equal("0.8262", root.GetProperty("items")[0].GetProperty("used").GetString());
        Assert.Equal("2026-11", root.GetProperty("items")[0].GetProperty("month").GetString());
        Assert.Equal("-12.5", root.GetProperty("items")[1].GetProperty("effectiveCost").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("items")[1].GetProperty("used").ValueKind);
        Assert.Equal("39643.21", root.GetProperty("totals")[0].GetProperty("effectiveCost").GetString());
        Assert.Equal("The source azure is stale.", root.GetProperty("warnings")[0].GetString());
    }

    [Fact]
    public async Task JsonFormat_TinyAmount_IsPlainNotation()
    {
        ReportTable table = ReportTables.Of([new("billedCost", "Billed cost", CellKind.Money)], [[0.000000000000000001m], [1e-7m], [-0.0m]]);

        string text = await ReportTables.Text(new JsonFormat(), table);

        Assert.Contains("\"0.000000000000000001\"", text, StringComparison.Ordinal);
        Assert.Contains("\"0.0000001\"", text, StringComparison.Ordinal);
        Assert.Contains("\"0\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonLinesFormat_TwoRows_AreTwoObjectsThatNameTheirSnapshot()
    {
        string[] lines = (await ReportTables.Text(new JsonLinesFormat(), ReportTables.TwoTeams())).TrimEnd('\n').Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal("0123456789ab", JsonDocument.Parse(line).RootElement.GetProperty("snapshot").GetString()));
    }

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

    [Fact]
    public async Task TsvFormat_TabsAndLineEnds_DoNotBreakRows()
    {
        ReportTable table = ReportTables.Of([new("tag", "Tag", CellKind.Text), new("n", "N", CellKind.Count)], [["a\tb\nc", 3L]]);

        Assert.Equal("tag\tn\na\\tb\\nc\t3\n", await ReportTables.Text(new TsvFormat(), table));
    }

    [Fact]
    public async Task MarkdownFormat_PipesAndMarkup_AreEscaped()
    {
        string text = await ReportTables.Text(new MarkdownFormat(), ReportTables.TwoTeams());

        Assert.Contains("| Pay\\|ments &lt;1&gt; | 39,655.71 | 82.6 % | 2026-11 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| --- | ---: | ---: | --- |\n", text, StringComparison.Ordinal);
        Assert.Contains("| **Total** | **39,643.21** | – | – |\n", text, StringComparison.Ordinal);
        Assert.Contains("snapshot 0123456789ab", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HtmlFormat_TextFromOutside_IsEscapedAndHeadersAreScoped()
    {
        string text = await ReportTables.Text(new HtmlFormat(), ReportTables.TwoTeams());

        Assert.Contains("<th scope=\"row\">Pay|ments &lt;1&gt;</th>", text, StringComparison.Ordinal);
        Assert.Contains("<caption>", text, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\" class=\"n\">Effective cost</th>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
    }

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
