using System.Text.Json;
using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class JsonLinesFormatTests
{
    [Fact]
    public async Task JsonLinesFormat_TwoRows_AreTwoObjectsThatNameTheirSnapshot()
    {
        string[] lines = (await ReportTables.Text(new JsonLinesFormat(), ReportTables.TwoTeams())).TrimEnd('\n').Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal("0123456789ab", JsonDocument.Parse(line).RootElement.GetProperty("snapshot").GetString()));
    }
}
