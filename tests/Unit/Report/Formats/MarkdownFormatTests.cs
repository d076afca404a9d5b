using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class MarkdownFormatTests
{
    [Fact]
    public async Task MarkdownFormat_PipesAndMarkup_AreEscaped()
    {
        string text = await ReportTables.Text(new MarkdownFormat(), ReportTables.TwoTeams());

        Assert.Contains("| Pay\\|ments &lt;1&gt; | 39,655.71 | 82.6 % | 2026-11 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| --- | ---: | ---: | --- |\n", text, StringComparison.Ordinal);
        Assert.Contains("| **Total** | **39,643.21** | – | – |\n", text, StringComparison.Ordinal);
        Assert.Contains("snapshot 0123456789ab", text, StringComparison.Ordinal);
    }
}
