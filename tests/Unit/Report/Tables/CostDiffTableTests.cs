using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class CostDiffTableTests
{
    // ux 0.2: Payments, 11,130.00 the week before and 12,480.00 this week.
    private static readonly CostRow[] Before =
        [SomeTables.Cost("RDS", 5000m), SomeTables.Cost("Data transfer", 2000m), SomeTables.Cost("AKS", 3000m), SomeTables.Cost("S3", 1130m)];

    private static readonly CostRow[] After =
        [SomeTables.Cost("RDS", 5920m), SomeTables.Cost("Data transfer", 2390m), SomeTables.Cost("AKS", 3210m), SomeTables.Cost("S3", 960m)];

    [Fact]
    public void Build_WorkedExample_ClosesWithAllOther()
    {
        ReportTable table = Build(Before, After, 2);

        Assert.Equal(["RDS", "Data transfer", "All other"], table.Column("serviceName"));
        Assert.Equal([920m, 390m, 40m], table.Column("change"));
        Assert.Equal((11130m, 12480m, 1350m), (table.Total("before"), table.Total("after"), table.Total("change")));
        Assert.Equal("EffectiveCost rose by 1.35k USD (+12.1 %) to 12.5k USD", table.Title);
    }

    [Fact]
    public void Build_GroupsInOnePeriodOnly_CountAsZeroInTheOther()
    {
        ReportTable table = Build([SomeTables.Cost("gone", 7m)], [SomeTables.Cost("new", 3m)], 10);

        Assert.Equal([-7m, 3m], table.Column("change"));
        Assert.Equal([-1m, null], table.Column("changeShare"));
    }

    [Fact]
    public void Build_NoValue_IsAGroupOfItsOwn() =>
        Assert.Equal(["", null], Build([SomeTables.Cost(null, 1m), SomeTables.Cost("", 5m)], [], 10).Column("serviceName"));

    [Fact]
    public void Build_TwoCurrencies_CloseApart()
    {
        ReportTable table = Build([SomeTables.Cost("a", 1m), SomeTables.Cost("a", 10m, "EUR")], [SomeTables.Cost("a", 4m)], 10);

        Assert.Equal((-10m, 3m), (table.Total("change", 0), table.Total("change", 1)));
    }

    [Fact]
    public void Build_NegativeBase_HasNoPercentage() =>
        Assert.Null(Build([SomeTables.Cost("a", -20m)], [SomeTables.Cost("a", 50m)], 10).Total("changeShare"));

    private static ReportTable Build(CostRow[] before, CostRow[] after, int rowsMax) =>
        CostDiffTable.Build([new Dimension("service")], before, after, CostMetric.Effective, rowsMax, SomeTables.Meta with { Period = "2026-10 → 2026-11" });
}
