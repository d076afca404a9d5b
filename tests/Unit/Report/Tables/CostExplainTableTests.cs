using CostGuard.Core.Changes;
using CostGuard.Core.Focus;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class CostExplainTableTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void Build_CausesAndDrivers_EachAddUpToTheChange()
    {
        // 1,000 → 1,090: +140 new, −60 gone as −30, −20 and −10, +10 credits.
        var bridge = new Bridge(Usd, 1000m, 1090m,
            [Driver(ChangeCause.New, "EC2", 140m), Driver(ChangeCause.Gone, "RDS", -30m), Driver(ChangeCause.Gone, "S3", -20m), Driver(ChangeCause.Gone, "VPC", -10m), Driver(ChangeCause.Credit, "EC2", 10m)]);

        ReportTable table = Build(1, bridge);

        Assert.Equal(["New", "New", "Gone", "Gone", "Gone", "Credits", "Credits"], table.Column("cause"));
        Assert.Equal([null, "EC2", null, "RDS", "All other", null, "EC2"], table.Column("serviceName"));
        Assert.Equal([140m, null, -60m, null, null, 10m, null], table.Column("change"));
        Assert.Equal([null, 140m, null, -30m, -30m, null, 10m], table.Column("ofWhich"));
        Assert.Equal((90m, 90m, 1000m, 1090m), (table.Total("change"), table.Total("ofWhich"), table.Total("before"), table.Total("after")));
        Assert.Equal("EffectiveCost rose by 90 USD to 1.09k USD: new +140 USD, gone -60 USD, credits +10 USD", table.Title);
        Assert.Equal("costguard.cost-explain/1", table.Schema);
    }

    [Fact]
    public void Build_OneDriverTooMany_IsShownInsteadOfAllOther() =>
        Assert.Equal(
            [null, "RDS", "S3"],
            Build(1, new Bridge(Usd, 50m, 0m, [Driver(ChangeCause.Gone, "RDS", -30m), Driver(ChangeCause.Gone, "S3", -20m)])).Column("serviceName"));

    [Fact]
    public void Build_CausesThatCancel_AreStillNamed() =>
        Assert.Equal(
            "EffectiveCost stayed at 100 USD: new +30 USD, gone -30 USD",
            Build(5, new Bridge(Usd, 100m, 100m, [Driver(ChangeCause.New, "a", 30m), Driver(ChangeCause.Gone, "b", -30m)])).Title);

    [Fact]
    public void Build_TwoCurrencies_AreNeverAdded()
    {
        ReportTable table = Build(5, new Bridge(Currency.Parse("EUR"), 5m, 7m, [Driver(ChangeCause.Usage, "a", 2m)]), new Bridge(Usd, 1m, 0m, [Driver(ChangeCause.Gone, "a", -1m)]));

        Assert.Equal((2m, -1m), (table.Total("change", 0), table.Total("change", 1)));
        Assert.Equal("mixed", table.Meta.Currency);
    }

    [Fact]
    public void Build_NoCost_SaysSo()
    {
        Assert.Equal("No cost in either window", Build(5).Title);
        Assert.Equal("EffectiveCost did not change: 3 USD", Build(5, new Bridge(Usd, 3m, 3m, [])).Title);
    }

    [Fact]
    public void Build_ATeam_SaysWhatIsNotToldApart()
    {
        ReportTable table = CostExplainTable.Build(
            new ChangeAnswer([new Bridge(Usd, 1m, 2m, [Driver(ChangeCause.UsageOrPrice, "a", 1m)])], true, []), CostMetric.Billed, 5, SomeTables.Meta);

        Assert.Contains("usage and price are one cause", table.Footnote, StringComparison.Ordinal);
        Assert.StartsWith("BilledCost rose by", table.Title, StringComparison.Ordinal);
    }

    private static ReportTable Build(int driversMax, params Bridge[] bridges) =>
        CostExplainTable.Build(new ChangeAnswer(bridges, false, []), CostMetric.Effective, driversMax, SomeTables.Meta with { Period = "2026-10 → 2026-11" });

    private static ChangeDriver Driver(ChangeCause cause, string service, decimal amount) => new(cause, service, null, null, null, null, Usd, amount);
}
