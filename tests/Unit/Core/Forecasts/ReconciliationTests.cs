using CostGuard.Core.Forecasts;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

public sealed class ReconciliationTests
{
    // 900 are expected, the parts say 1,000: each gives a tenth of what is still to come, and what was spent stays.
    [Fact]
    public void Parts_SumTooHigh_GiveInProportionToWhatIsToCome() =>
        Assert.Equal([550m, 450m], Reconciliation.Parts(1000m, [100m, 0m], [500m, 500m], 2));

    // Three equal parts of 100.00: the first takes the odd cent.
    [Fact]
    public void Parts_ThirdsOfAHundred_AddUpToTheCent() => Assert.Equal([33.34m, 33.33m, 33.33m], Reconciliation.Parts(100m, [0m, 0m, 0m], [1m, 1m, 1m], 2));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parts_ManyWildParts_AddUpExactly(int minorUnits)
    {
        decimal[] actuals = [.. Enumerable.Range(0, 50).Select(i => (i % 7 == 0 ? -1 : 1) * 17.123456789012345678m * i)];
        decimal[] rests = [.. Enumerable.Range(0, 50).Select(i => i % 9 == 0 ? -3.3333333m : 1m / (i + 1))];
        decimal total = 12345m;

        IReadOnlyList<decimal> parts = Reconciliation.Parts(total, actuals, rests, minorUnits);

        Assert.Equal(total, parts.Sum());
        Assert.All(parts, part => Assert.Equal(part, decimal.Round(part, minorUnits)));
    }

    [Fact]
    public void Parts_NothingToCome_ShareTheOddCentOnly() => Assert.Equal([10.01m, 10m], Reconciliation.Parts(20.01m, [10.005m, 10.005m], [0m, 0m], 2));
}
