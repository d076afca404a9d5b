using CostGuard.Core.Changes;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Changes;

/// <summary>Whatever the charges are, the causes add up to the difference to the last digit.</summary>
public sealed class BridgePropertyTests
{
    private const int Pairs = 10_000;

    private static readonly string?[] Skus = [null, "a", "a", "b", "b"];
    private static readonly string?[] Resources = [null, "i-1", "i-2", "i-3"];
    private static readonly string[] Units = ["Hrs", "Hrs", "GB"];
    private static readonly string[] Categories = ["Usage", "Usage", "Usage", "Usage", "Usage", "Usage", "Usage", "Usage", "Credit", "Tax", "Purchase", "Adjustment"];
    private static readonly string?[] Statuses = [null, null, "Used", "Unused"];
    private static readonly Currency[] Currencies = [Currency.Parse("USD"), Currency.Parse("EUR")];

    [Fact]
    public void Between_RandomWindows_AddUpToTheLastDigit()
    {
        var random = new Random(20_261_114);
        int price = 0, fresh = 0, negative = 0;
        for (int i = 0; i < Pairs; i++)
        {
            LineGroup[] before = Window(random), after = Window(random);
            IReadOnlyList<Bridge> bridges = Bridge.Between(before, after);
            foreach (Currency currency in Currencies)
            {
                // Sums of any length, made apart from the code that is tested.
                ExactSum change = Sum(after, currency) - Sum(before, currency);
                ExactSum told = bridges.Where(bridge => bridge.Currency == currency).SelectMany(bridge => bridge.Drivers)
                    .Aggregate(ExactSum.Zero, (sum, driver) => sum + ExactSum.Of(driver.Amount));
                Assert.Equal(change, told);
            }

            price += bridges.Count(bridge => bridge.Causes.Contains(ChangeCause.Price));
            fresh += bridges.Count(bridge => bridge.Causes.Contains(ChangeCause.New));
            negative += bridges.Count(bridge => bridge.After < 0m);
        }

        // A generator that never reaches the interesting cases would prove nothing.
        Assert.True(price > 1_000 && fresh > 1_000 && negative > 1_000, $"price {price}, new {fresh}, negative {negative}");
    }

    [Fact]
    public void Between_WindowsChangedOver_TellTheOppositeSum()
    {
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            LineGroup[] before = Window(random), after = Window(random);
            Assert.Equal(Bridge.Between(before, after).Select(bridge => bridge.Change), Bridge.Between(after, before).Select(bridge => -bridge.Change));
        }
    }

    private static ExactSum Sum(LineGroup[] groups, Currency currency) =>
        groups.Where(group => group.Currency == currency).Aggregate(ExactSum.Zero, (sum, group) => sum + ExactSum.Of(group.Amount));

    private static LineGroup[] Window(Random random) => [.. Enumerable.Range(0, random.Next(12)).Select(_ => Group(random))];

    private static LineGroup Group(Random random)
    {
        decimal contracted = random.Next(6) == 0 ? 0m : Amount(random);
        return new LineGroup
        {
            Service = "s",
            Sku = Pick(random, Skus),
            Region = "r",
            Account = "1",
            Resource = Pick(random, Resources),
            Unit = Pick(random, Units),
            Category = Pick(random, Categories),
            Class = random.Next(20) == 0 ? "Correction" : null,
            HasCommitment = random.Next(2) == 0,
            CommitmentStatus = Pick(random, Statuses),
            IsShared = random.Next(30) == 0,
            Currency = Pick(random, Currencies),
            Quantity = random.Next(12) switch { 0 => null, 1 => 0m, 2 => Amount(random), _ => Math.Abs(Amount(random)) },
            Contracted = contracted,
            Amount = random.Next(2) == 0 ? contracted : Amount(random),
        };
    }

    // From a billionth of a cent to millions, with up to 18 decimals; a third is negative.
    private static decimal Amount(Random random)
    {
        decimal size = new decimal(random.Next(), random.Next(1 << 20), 0, random.Next(3) == 0, (byte)random.Next(9, 19));
        return size;
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
