using CostGuard.Core.Currencies;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class RateTableTests
{
    [Fact]
    public void Build_TwoMonths_HasTheNewestFirstAndNamesTheSource()
    {
        ReportTable table = RateTable.Build([Rate("2026-09", 1.2m), Rate("2026-10", 1.0850m)], ReportMeta.NoMoney);

        Assert.Equal("2 exchange rates, through 2026-10", table.Title);
        Assert.Equal<object?>([BillingPeriod.Parse("2026-10"), "EUR", "USD", 1.0850m, "actual", "treasury"], table.Rows[0]);
    }

    [Fact]
    public void Build_NoRates_SaysWhereTheyGo() => Assert.Contains("rates/actual", RateTable.Build([], ReportMeta.NoMoney).Footnote, StringComparison.Ordinal);

    private static ExchangeRate Rate(string month, decimal rate) =>
        new(RateKind.Actual, BillingPeriod.Parse(month), Currency.Eur, Currency.Usd, rate, "treasury");
}
