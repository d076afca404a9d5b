using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class LoadDiffTableTests
{
    [Fact]
    public void Build_RestatedGroups_AreLargestChangeFirstAndAddUp()
    {
        ReportTable table = Build(
            new(["S3", "111"], Currency.Usd, new Costs(1m, 1m, 0m, 0m), 1), new(["EC2", "222"], Currency.Usd, new Costs(-5m, -4m, 0m, 0m), 1));

        Assert.Equal(["EC2", "S3"], table.Column("serviceName"));
        Assert.Equal((-4m, -3m), (table.Total("billedCost"), table.Total("effectiveCost")));
        Assert.Equal("Load new restates EffectiveCost by -3 USD", table.Title);
    }

    [Fact]
    public void Build_NoDifference_SaysSo() => Assert.StartsWith("Loads old and new have the same cost", Build().Title, StringComparison.Ordinal);

    private static ReportTable Build(params CostRow[] rows) => LoadDiffTable.Build(new LoadId("old"), new LoadId("new"), rows, SomeTables.Meta);
}
