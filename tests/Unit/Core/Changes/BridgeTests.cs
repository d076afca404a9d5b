using System.Text.Json;
using CostGuard.Core.Changes;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Changes;

public sealed class BridgeTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void Between_WorkedExampleH5_GivesEveryCause()
    {
        // Two m5.2xlarge → one, 28 % off by commitments; a new m6i.xlarge on demand; S3 grows and gets cheaper; credits.
        LineGroup[] before =
        [
            Usage("m5.2xlarge", "i-1", 730m, 0.384m, 0.72m), Usage("m5.2xlarge", "i-2", 730m, 0.384m, 0.72m),
            Usage("s3", null, 20_000m, 0.023m), Own("Credit", -20m),
        ];
        LineGroup[] after = [Usage("m5.2xlarge", "i-1", 730m, 0.384m, 0.72m), Usage("m6i.xlarge", "i-3", 730m, 0.192m), Usage("s3", null, 26_000m, 0.022m), Own("Credit", -50m)];
        JsonElement truth = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json"))).RootElement.GetProperty("H").GetProperty("bridge");

        Bridge bridge = Assert.Single(Bridge.Between(before, after));

        decimal Truth(string name) => decimal.Parse(truth.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [Truth("new"), Truth("removed"), Truth("volume"), Truth("price"), Truth("commitment"), Truth("credits")],
            [bridge[ChangeCause.New], bridge[ChangeCause.Gone], bridge[ChangeCause.Usage], bridge[ChangeCause.Price], bridge[ChangeCause.Commitment], bridge[ChangeCause.Credit]]);
        Assert.Equal((843.6608m, 863.9904m, Truth("delta")), (bridge.Before, bridge.After, bridge.Change));
        Assert.Equal([ChangeCause.New, ChangeCause.Gone, ChangeCause.Usage, ChangeCause.Price, ChangeCause.Commitment, ChangeCause.Credit], bridge.Causes);
    }

    [Fact]
    public void Between_PriceVolumePair_TakesVolumeAtTheOldAndPriceAtTheNewQuantity() =>
        Assert.Equal([(ChangeCause.Usage, 20m), (ChangeCause.Price, -12m)], Causes([Usage("x", null, 1000m, 0.10m)], [Usage("x", null, 1200m, 0.09m)]));

    // vectors.json H.mix: a, b from 100/100 to 150/50 at 2 and 1. Of one SKU each, volume is told SKU by SKU; the sum is the mix effect.
    [Fact]
    public void Between_MixExampleH6_VolumesOfTheSkusAddUpToTheMix() =>
        Assert.Equal(
            [(ChangeCause.Usage, 50m)],
            Causes([Usage("a", null, 100m, 2m), Usage("b", null, 100m, 1m)], [Usage("a", null, 150m, 2m), Usage("b", null, 50m, 1m)]));

    [Fact]
    public void Between_NewResourceOfAKnownSku_IsNewAtTheOldPriceAndTheRestIsPrice() =>
        Assert.Equal(
            [(ChangeCause.New, 20m), (ChangeCause.Price, 10m)],
            Causes([Usage("x", "i-1", 10m, 2m)], [Usage("x", "i-1", 10m, 2.5m), Usage("x", "i-2", 10m, 2.5m)]));

    [Fact]
    public void Between_ThirdsOfAPrice_PutWhatIsLeftUnderRounding()
    {
        // 1 for 3 hours is 0.333…; 4 hours at the same price cannot be split without a rest, and it is no price change.
        LineGroup[] before = [Usage("x", "i-1", 3m, 0m) with { Amount = 1m, Contracted = 1m }];
        LineGroup[] after = [Usage("x", "i-1", 2m, 0m) with { Amount = 2m, Contracted = 2m }, Usage("x", "i-2", 4m, 0m) with { Amount = 0m, Contracted = 0m }];

        Assert.Equal(
            [(ChangeCause.New, 1.333333333333333333m), (ChangeCause.Usage, -0.333333333333333333m), (ChangeCause.Rounding, 0m)],
            [.. Causes(before, after), (ChangeCause.Rounding, 0m)]);
        LineGroup[] sevenths = [Usage("x", "i-1", 1m, 0m) with { Amount = 1m, Contracted = 1m }, Usage("x", "i-2", 4m, 0m) with { Amount = 1m, Contracted = 1m }, Usage("x", "i-3", 9m, 0m) with { Amount = 2.5m, Contracted = 2.5m }];
        Bridge bridge = Assert.Single(Bridge.Between([Usage("x", "i-1", 7m, 0m) with { Amount = 2.25m, Contracted = 2.25m }], sevenths));
        Assert.DoesNotContain(bridge.Drivers, driver => driver.Cause == ChangeCause.Price);
        Assert.True(Math.Abs(bridge[ChangeCause.Rounding]) < 1e-16m);
    }

    [Fact]
    public void Between_NoQuantityOrNoSku_SaysThatUsageAndPriceAreOne()
    {
        Assert.Equal([(ChangeCause.UsageOrPrice, 3m)], Causes([Usage("x", "i", 1m, 5m) with { Quantity = null }], [Usage("x", "i", 2m, 4m)]));
        Assert.Equal([(ChangeCause.UsageOrPrice, 3m)], Causes([Usage(null, "i", 1m, 5m)], [Usage(null, "i", 2m, 4m)]));
        Assert.Equal([(ChangeCause.New, 8m), (ChangeCause.Gone, -5m)], Causes([Usage(null, "i", 1m, 5m)], [Usage(null, "j", 2m, 4m)]));
    }

    [Fact]
    public void Between_OtherUnit_IsAnotherPrice() =>
        Assert.Equal([(ChangeCause.New, 4m), (ChangeCause.Gone, -5m)], Causes([Usage("x", "i", 1m, 5m)], [Usage("x", "i", 1000m, 0.004m) with { Unit = "1K" }]));

    // Trap P15: a contracted cost of 0 with something paid is no price; 8 − 0 is no discount that got lost.
    [Fact]
    public void Between_ContractedCostMissing_TakesWhatWasPaid() =>
        Assert.Equal([(ChangeCause.Usage, 8m)], Causes([Usage("x", "i", 1m, 8m) with { Contracted = 0m }], [Usage("x", "i", 2m, 8m) with { Contracted = 0m }]));

    [Fact]
    public void Between_RefundsAndZeroQuantities_HaveNoPrice()
    {
        Assert.Equal([(ChangeCause.UsageOrPrice, -13m)], Causes([Usage("x", "i", 0m, 0m) with { Amount = 5m, Contracted = 5m }], [Usage("x", "i", -2m, 4m)]));
        Assert.Equal([(ChangeCause.Usage, -18m)], Causes([Usage("x", "i", 2m, 3m)], [Usage("x", "i", -4m, 3m)]));
    }

    // 1 hour for 5 after a refund of nearly all: a "price" of 5,000,000 would make usage +50,000,000 and price as much less.
    [Fact]
    public void Between_QuantityNearlyCancelled_IsNoPrice() =>
        Assert.Equal([(ChangeCause.UsageOrPrice, 2m)], Causes([Usage("x", "i", 0.000001m, 5_000_000m)], [Usage("x", "i", 10m, 0.7m)]));

    [Fact]
    public void Between_ChargesThatAreNoUsage_HaveBucketsOfTheirOwn()
    {
        LineGroup[] after =
        [
            Own("Tax", 1m), Own("Adjustment", 2m), Own("Purchase", 4m), Own("Purchase", 8m) with { HasCommitment = true }, Own("Credit", -16m) with { Class = "Correction" },
            Own("Usage", 32m) with { CommitmentStatus = "Unused" }, Own("Usage", 64m) with { IsShared = true }, Own("Credit", -128m),
        ];

        Assert.Equal(
            [
                (ChangeCause.Commitment, 8m), (ChangeCause.Unused, 32m), (ChangeCause.Purchase, 4m), (ChangeCause.Credit, -128m), (ChangeCause.Tax, 1m),
                (ChangeCause.Adjustment, 2m), (ChangeCause.Correction, -16m), (ChangeCause.SharedCost, 64m),
            ],
            Causes([], after));
    }

    [Fact]
    public void Between_TwoCurrencies_HasABridgeForEach()
    {
        LineGroup euro = Usage("x", "i", 1m, 5m) with { Currency = Currency.Parse("EUR") };

        IReadOnlyList<Bridge> bridges = Bridge.Between([euro, Usage("x", "i", 1m, 5m)], [Usage("x", "i", 1m, 7m)]);

        Assert.Equal([("EUR", -5m), ("USD", 2m)], bridges.Select(bridge => (bridge.Currency.Code, bridge.Change)));
    }

    [Fact]
    public void Between_MoreDigitsThanADecimalHas_IsRefusedAndNotRounded()
    {
        LineGroup[] after = [Own("Tax", 99_999_999_999m), Own("Tax", 0.000000000000000001m)];

        CostGuardException exception = Assert.Throws<CostGuardException>(() => Bridge.Between([], after));

        Assert.Equal("CG2641", exception.Problem.Code);
    }

    private static (ChangeCause, decimal)[] Causes(LineGroup[] before, LineGroup[] after)
    {
        Bridge bridge = Assert.Single(Bridge.Between(before, after));
        return [.. bridge.Causes.Select(cause => (cause, bridge[cause]))];
    }

    private static LineGroup Usage(string? sku, string? resource, decimal quantity, decimal price, decimal paid = 1m) => new()
    {
        Service = "Service",
        Sku = sku,
        Region = "eu-west-1",
        Account = "1",
        Resource = resource,
        Unit = "Hrs",
        Category = "Usage",
        Currency = Usd,
        Quantity = quantity,
        Contracted = quantity * price,
        Amount = quantity * price * paid,
    };

    private static LineGroup Own(string category, decimal amount) => new() { Service = "Service", Category = category, Currency = Usd, Amount = amount };
}
