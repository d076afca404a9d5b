using System.Text;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;
using CostGuard.Report.Tables;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class FootedTableTests
{
    // 127,782.26 in all; rounded one by one the teams were 127,782.27.
    private static readonly (string Team, decimal Cost)[] Teams =
        [("platform", 34_944.401064m), ("payments", 33_492.043618m), ("data", 32_621.458247m), ("web", 11_879.825731m), ("mobile", 9_550.276286m), ("unallocated", 5_294.256896m)];

    [Fact]
    public void Of_CostByTeam_FootsAndLeavesTeamsAsTheyAreAlone()
    {
        ReportTable footed = FootedTable.Of(Table("team"));

        decimal[] shown = [.. footed.Column("effectiveCost").Cast<decimal>()];
        Assert.Equal([34_944.40m, 33_492.04m, 32_621.46m, 11_879.83m, 9_550.28m, 5_294.25m], shown);
        Assert.Equal(127_782.26m, shown.Sum());
    }

    [Fact]
    public void Of_CostByService_GivesTheLargestFractions()
    {
        decimal[] shown = [.. FootedTable.Of(Table("service")).Column("effectiveCost").Cast<decimal>()];

        Assert.Equal([34_944.40m, 33_492.04m, 32_621.46m, 11_879.82m, 9_550.28m, 5_294.26m], shown);
    }

    [Fact]
    public void Of_OtherTables_AreLeftAlone()
    {
        ReportTable days = Table("month");

        Assert.Same(days, FootedTable.Of(days));
    }

    [Fact]
    public async Task WriteAsync_MachinesFormats_StayExact()
    {
        using var json = new MemoryStream();
        await new JsonFormat().WriteAsync(Table("team"), json, TestContext.Current.CancellationToken);
        using var markdown = new MemoryStream();
        await new MarkdownFormat().WriteAsync(Table("team"), markdown, TestContext.Current.CancellationToken);

        Assert.Contains("5294.256896", Encoding.UTF8.GetString(json.ToArray()), StringComparison.Ordinal);
        Assert.Contains("5,294.25", Encoding.UTF8.GetString(markdown.ToArray()), StringComparison.Ordinal);
    }

    private static ReportTable Table(string by) => CostTable.Build(
        [new Dimension(by)], [.. Teams.Select(team => new CostRow([by == "month" ? "2026-11" : team.Team], Currency.Usd, new Costs(team.Cost, team.Cost, team.Cost, team.Cost), 1))], [CostMetric.Effective], SomeTables.Meta);
}
