using CostGuard.Core.Configuration;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class DriverCostTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly BillingPeriod November = October.Next;

    // Domain H-1: 15.00 and 13.95 a thousand requests; cost +7.66 %, unit cost −7.02 %. Quantity +15.79 %: 507,500 of 3,214,000; elasticity 7.66 / 15.79.
    [Fact]
    public void Of_DomainExample_IsPerThousandAndFalls()
    {
        DriverCost requests = Assert.Single(DriverCost.Of(
            [Requests(November, 3_721_500m), Requests(October, 3_214_000m)], "search", November, [Total(51_904.20m)], new EarlierMonth(October, [Total(48_210.55m)])));

        Assert.Equal(1_000m, requests.Per);
        Assert.Equal((13.95m, 15.00m), (decimal.Round(requests.Now.Each!.Value * 1_000m, 2), decimal.Round(requests.Before.Each!.Value * 1_000m, 2)));
        Assert.Equal((0.0766m, -0.0702m, 0.1579m), (decimal.Round(requests.CostChange!.Value, 4), decimal.Round(requests.Change!.Value, 4), decimal.Round(requests.QuantityChange!.Value, 4)));
        Assert.Equal(0.49m, decimal.Round(requests.Elasticity!.Value, 2));
    }

    [Fact]
    public void Of_NoQuantityOrNone_IsNoAnswer()
    {
        EarlierMonth before = new(October, [Total(10m)]);

        Assert.Empty(DriverCost.Of([Requests(November, 5m, "others"), Requests(October.Previous, 5m)], "search", November, [Total(20m)], before));
        DriverCost unknown = Assert.Single(DriverCost.Of([Requests(October, 5m)], "search", November, [Total(20m)], before));
        Assert.Equal((null, 2m, null, null), (unknown.Now.Each, unknown.Before.Each, unknown.Change, unknown.Elasticity));
        DriverCost idle = Assert.Single(DriverCost.Of([Requests(November, 0m), Requests(October, 5m)], "search", November, [Total(20m)], before));
        Assert.Equal((0m, null, -1m), (idle.Now.Quantity, idle.Now.Each, idle.QuantityChange));
    }

    // Nothing was charged in a month with data: that is 0. A month without data is not known.
    [Fact]
    public void Of_MonthWithoutData_IsNotZero()
    {
        DriverQuantity[] drivers = [Requests(November, 4m), Requests(October, 4m)];

        Assert.Null(Assert.Single(DriverCost.Of(drivers, "search", November, [Total(20m)], new EarlierMonth(October, []))).Before.Cost);
        DriverCost[] both = [.. DriverCost.Of(drivers, "search", November, [Total(20m)], new EarlierMonth(October, [new StatementTotal(Currency.Eur, 8m, 8m)]))];
        Assert.Equal([("EUR", 0m, 2m), ("USD", 5m, 0m)], both.Select(each => (each.Currency.Code, each.Now.Each!.Value, each.Before.Each!.Value)));
    }

    [Theory]
    [InlineData("USD", "2", "1", 1)]
    [InlineData("USD", "1", "1", 1)]
    [InlineData("USD", "0.99", "1", 1_000)]
    [InlineData("USD", "0.0004", "1", 1_000_000)]
    [InlineData("JPY", "99", "1", 1_000)]
    [InlineData("KWD", "0.1", "1", 1)]
    public void Per_CostOfOne_ReadsWell(string currency, string cost, string quantity, int expected) => Assert.Equal(
        expected, new DriverCost("d", "u", Currency.Parse(currency), new DriverMonth(November, Parse(cost), Parse(quantity)), new DriverMonth(October, null, null)).Per);

    private static decimal Parse(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

    private static DriverQuantity Requests(BillingPeriod month, decimal quantity, string team = "search") => new(month, new TeamId(team), "requests", quantity, "requests");

    private static StatementTotal Total(decimal effective) => new(Currency.Usd, effective, effective);
}
