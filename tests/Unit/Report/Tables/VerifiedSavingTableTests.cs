using CostGuard.Core.Forecasts;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class VerifiedSavingTableTests
{
    private static readonly SavingQuestion Question = new(["vm-1", "vm-2"], new DateOnly(2026, 11, 1), 600m, Currency.Usd);

    [Fact]
    public void Build_Measured_SaysWhatItSays()
    {
        ReportTable table = VerifiedSavingTable.Build(
            Question, new VerifiedSaving { State = SavingState.Verified, PerMonth = 631.14m, Interval = new ForecastInterval(600m, 660m, true), PriceEffect = -5m, Plain = new BeforeAfter(20m, 0m) }, SomeTables.Meta);

        Assert.Equal(["✓ VERIFIED"], table.Column("state"));
        Assert.Equal([1.0519m], table.Column("share"));
        Assert.Equal(["vm-1, vm-2"], table.Column("resource"));
        Assert.Equal(["counterfactual"], table.Column("method"));
    }

    [Fact]
    public void Build_Pending_HasNoNumber()
    {
        ReportTable table = VerifiedSavingTable.Build(Question, new VerifiedSaving { State = SavingState.Pending }, SomeTables.Meta);

        Assert.Equal([null], table.Column("verified"));
        Assert.StartsWith("Too early", table.Title, StringComparison.Ordinal);
    }
}
