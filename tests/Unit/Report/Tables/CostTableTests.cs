using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class CostTableTests
{
    private static readonly Dimension[] ByService = [new("service")];

    [Fact]
    public void Build_Groups_AreLargestFirstThenByKeyAndNamedAsInFocus()
    {
        ReportTable table = CostTable.Build(
            ByService,
            [SomeTables.Cost(null, 1m), SomeTables.Cost("b", 5m), SomeTables.Cost("a", 5m), SomeTables.Cost("c", -2m)],
            [CostMetric.Effective],
            SomeTables.Meta);

        Assert.Equal(["a", "b", null, "c"], table.Column("serviceName"));
        Assert.Equal([5m, 5m, 1m, -2m], table.Column("effectiveCost"));
        Assert.Equal((9m, "Total"), (table.Total("effectiveCost"), table.Total("serviceName")));
        Assert.Equal("EffectiveCost", table.Meta.Metric);
        Assert.Equal("EffectiveCost of 9 USD by service, 2026-11", table.Title);
    }

    [Fact]
    public void Build_TwoCurrencies_AreNeverAddedAndTheTableIsMixed()
    {
        ReportTable table = CostTable.Build(
            ByService, [SomeTables.Cost("a", 1m), SomeTables.Cost("a", 100m, "EUR"), SomeTables.Cost("b", 3m)], [CostMetric.Effective], SomeTables.Meta);

        Assert.Equal(["EUR", "USD", "USD"], table.Column("currency"));
        Assert.Equal([1m, 0.75m, 0.25m], table.Column("share"));
        Assert.Equal((100m, 4m, "mixed"), (table.Total("effectiveCost", 0), table.Total("effectiveCost", 1), table.Meta.Currency));
    }

    [Fact]
    public void Build_Months_AreInTheirOwnOrderAndTyped()
    {
        ReportTable table = CostTable.Build(
            [new("month")], [SomeTables.Cost("2026-10", 1m), SomeTables.Cost("2026-11", 9m)], [CostMetric.Effective], SomeTables.Meta);

        Assert.Equal([BillingPeriod.Parse("2026-10"), BillingPeriod.Parse("2026-11")], table.Column("month"));
    }

    [Fact]
    public void Build_TwoMetrics_AreBothNamed()
    {
        ReportTable table = CostTable.Build([], [new([], Currency.Usd, new Costs(2m, 1m, 0m, 0m), 1)], [CostMetric.Billed, CostMetric.Effective], SomeTables.Meta);

        Assert.Equal((2m, 1m), (table.Column("billedCost").Single(), table.Column("effectiveCost").Single()));
        Assert.Equal("BilledCost and EffectiveCost", table.Meta.Metric);
    }

    [Fact]
    public void Build_NoRows_HasNoTotalInsteadOfZero()
    {
        ReportTable table = CostTable.Build(ByService, [], [CostMetric.Effective], SomeTables.Meta);

        Assert.Empty(table.Totals);
        Assert.NotNull(table.Footnote);
    }

    [Fact]
    public void Build_NegativeTotal_HasNoShares() =>
        Assert.Equal([null, null], CostTable.Build(
            ByService, [SomeTables.Cost("a", 1m), SomeTables.Cost("b", -5m)], [CostMetric.Effective], SomeTables.Meta).Column("share"));

    [Fact]
    public void Build_RawTag_KeepsItsKeyAsAsked() =>
        Assert.Equal("rawTag:Cost Center", CostTable.Build(
            [Dimension.Parse("rawTag:Cost Center")], [SomeTables.Cost("7", 1m)], [CostMetric.Billed], SomeTables.Meta).Columns[0].Key);
}
