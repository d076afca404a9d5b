using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class HtmlFormatTests
{
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
}
