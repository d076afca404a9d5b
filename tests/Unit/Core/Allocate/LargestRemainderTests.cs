using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Allocate;
using CsCheck;
using Xunit;

namespace CostGuard.Unit.Core.Allocate;

public sealed class LargestRemainderTests
{
    private static readonly Gen<decimal[]> Weights = Gen.Decimal[0m, 1_000_000m].Array[1, 12];

    [Fact]
    public void Split_DomainVectors_GivesTheirParts()
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json")));
        foreach (JsonElement vector in vectors.RootElement.GetProperty("B").GetProperty("largestRemainder").EnumerateArray())
        {
            Assert.Equal(
                Decimals(vector.GetProperty("r")),
                LargestRemainder.Split(Number(vector.GetProperty("t")), Decimals(vector.GetProperty("w")), vector.GetProperty("e").GetInt32()));
        }
    }

    [Fact]
    public void Split_PennySplitCase_GivesItsParts()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "A01-penny-split", "expected.json")));
        foreach (string[] line in File.ReadLines(SharedFolder.Path("cases", "A01-penny-split", "shared.csv")).Skip(1).Select(line => line.Split(',')))
        {
            decimal[] weights = [.. line[4].Split(';').Select(weight => decimal.Parse(weight.Split('=')[1], CultureInfo.InvariantCulture))];
            decimal total = decimal.Parse(line[1], CultureInfo.InvariantCulture);
            IReadOnlyList<decimal> parts = LargestRemainder.Split(total, weights, int.Parse(line[3], CultureInfo.InvariantCulture));
            Assert.Equal(expected.RootElement.GetProperty("expect").GetProperty(line[0]).EnumerateObject().Select(part => Number(part.Value)), parts);
            Assert.Equal(total, parts.Sum());
        }
    }

    [Fact]
    public void Split_AnyAmount_AddsUpAndStaysWithinOneUnit() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Weights, Gen.Int[0, 3]).Sample((units, weights, decimals) =>
        {
            decimal unit = decimals switch { 0 => 1m, 1 => 0.1m, 2 => 0.01m, _ => 0.001m };
            decimal total = units * unit;
            IReadOnlyList<decimal> parts = LargestRemainder.Split(total, weights, decimals);
            decimal sum = weights.Sum();
            Assert.Equal(total, parts.Sum());
            for (int i = 0; i < parts.Count && sum > 0; i++) Assert.True(Math.Abs(parts[i] - (total * (weights[i] / sum))) < unit * 1.0001m);
        });

    [Fact]
    public void Split_NegativeAmount_MirrorsThePositive() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Weights).Sample((units, weights) => Assert.Equal(
            LargestRemainder.Split(units * 0.01m, weights, 2).Select(part => -part), LargestRemainder.Split(units * -0.01m, weights, 2)));

    [Fact]
    public void Split_DistinctRemainders_DoesNotDependOnTheOrder() =>
        Assert.Equal(
            LargestRemainder.Split(250m, [523.10m, 311.45m, 165.46m], 2).Order(),
            LargestRemainder.Split(250m, [165.46m, 523.10m, 311.45m], 2).Order());

    [Fact]
    public void Split_ZeroWeight_GetsNothingUnlessAllAreZero()
    {
        Assert.Equal([0m, 0.01m], LargestRemainder.Split(0.01m, [0m, 1m], 2));
        Assert.Equal([0.01m, 0m], LargestRemainder.Split(0.01m, [0m, 0m], 2));
    }

    [Fact]
    public void Split_NegativeOrNoWeights_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(1m, [], 2));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(1m, [1m, -1m], 2));
    }

    [Fact]
    public void Foot_LargestFractions_GetTheUnitsLeft()
    {
        Assert.Equal([0.34m, 0.33m, 0.33m], LargestRemainder.Foot([0.3334m, 0.3333m, 0.3333m], 1m, 2));
        Assert.Equal([-0.33m, -0.33m, -0.34m], LargestRemainder.Foot([-0.3333m, -0.3333m, -0.3334m], -1m, 2));
        // Equal fractions: the earlier one.
        Assert.Equal([1m, 0m], LargestRemainder.Foot([0.5m, 0.5m], 1m, 0));
    }

    [Fact]
    public void Foot_TotalFurtherAway_TakesAndGivesAllTheSame()
    {
        Assert.Equal([100.01m, 49.99m], LargestRemainder.Foot([100.009m, 49.992m], 150.00m, 2));
        Assert.Equal([0.008m, 0.003m], LargestRemainder.Foot([0.009m, 0.004m], 0.011m, 3));
        Assert.Equal([1.01m, 1.02m, 0m], LargestRemainder.Foot([1m, 1.01m, 0m], 2.03m, 2));
    }

    [Fact]
    public void Foot_AnyAmounts_AddsUpAndStaysWithinOneUnit() =>
        Gen.Select(Gen.Decimal[-1_000_000m, 1_000_000m].Array[1, 20], Gen.Int[0, 3]).Sample((amounts, decimals) =>
        {
            decimal[] exact = [.. amounts.Select(amount => decimal.Round(amount, 10))];
            decimal total = decimal.Round(exact.Sum(), decimals, MidpointRounding.ToEven), unit = decimals switch { 0 => 1m, 1 => 0.1m, 2 => 0.01m, _ => 0.001m };
            IReadOnlyList<decimal> parts = LargestRemainder.Foot(exact, total, decimals);
            Assert.Equal(total, parts.Sum());
            Assert.All(parts.Zip(exact), pair => Assert.True(Math.Abs(pair.First - pair.Second) < unit));
        });

    // Rounded each for itself, the teams of a month were a cent more than the month: it is nobody's.
    [Fact]
    public void Foot_RestThere_TakesWhatIsLeft()
    {
        decimal[] teams = [34_944.401064m, 33_492.043618m, 32_621.458247m, 11_879.825731m, 9_550.276286m, 5_294.256896m, 0m];
        Assert.Equal([34_944.40m, 33_492.04m, 32_621.46m, 11_879.83m, 9_550.28m, 5_294.25m, 0m], LargestRemainder.Foot(teams, 127_782.26m, 2, i => i >= 5));
        // Nothing can take nothing.
        Assert.Equal([0.34m, 0.33m, 0.33m, 0m], LargestRemainder.Foot([0.3334m, 0.3333m, 0.3333m, 0m], 1m, 2, i => i == 3));
    }

    [Fact]
    public void Foot_Nobody_GetsNothing()
    {
        Assert.Empty(LargestRemainder.Foot([], 0m, 2));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Foot([], 1m, 2));
    }

    private static decimal[] Decimals(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
