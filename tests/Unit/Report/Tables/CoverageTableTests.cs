using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class CoverageTableTests
{
    [Fact]
    public void Build_Coverage_IsByCostAndByResourceAndNamesTheWorst()
    {
        ReportTable table = CoverageTable.Build(
            [new("team", Currency.Usd, 200m, 150m, 8, 4, 30m, 230m, 2), new("env", Currency.Usd, 200m, 50m, 8, 1, 30m, 230m, 0)], SomeTables.Meta);

        Assert.Equal([0.75m, 0.25m], table.Column("taggedShare"));
        Assert.Equal([0.5m, 0.125m], table.Column("taggedResourcesShare"));
        Assert.Equal("25.0 % of taggable cost has the tag env", table.Title);
    }

    [Fact]
    public void Build_NothingTaggable_HasNoPercentage() =>
        Assert.Equal([null], CoverageTable.Build([new("team", Currency.Usd, 0m, 0m, 0, 0, 30m, 30m, 0)], SomeTables.Meta).Column("taggedShare"));
}
