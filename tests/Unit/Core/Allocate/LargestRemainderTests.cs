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

    private static decimal[] Decimals(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
