using System.Text.Json;
using CostGuard.Core.Forecasts.Completeness;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts.Completeness;

public sealed class CompletenessCurveTests
{
    // Domain D-3 and its twin in vectors.json: "model" is null here.
    [Fact]
    public void Nowcast_ExampleD3_IsThePublishedEstimate()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json")));
        JsonElement vector = vectors.RootElement.GetProperty("D").GetProperty("nowcast");
        decimal[] known = [.. vector.GetProperty("known").EnumerateArray().Select(each => each.GetDecimal())];
        decimal?[] expected = [.. vector.GetProperty("est").EnumerateArray().Select(each => each.ValueKind == JsonValueKind.Number ? each.GetDecimal() : (decimal?)null)];
        var curve = CompletenessCurve.Learn(Readings([.. vector.GetProperty("c").EnumerateArray().Select(each => each.GetDecimal())]), 2);

        Assert.Equal(expected, known.Select((cost, k) => curve.Nowcast(cost, k) is { } estimate ? decimal.Round(estimate, 6) : (decimal?)null));
        Assert.Equal([.35, .82, .97], Enumerable.Range(0, 3).Select(k => curve.Share(k)!.Value));
    }

    // .97 is not complete; .98 is.
    [Theory]
    [InlineData(.97, false)]
    [InlineData(.98, true)]
    [InlineData(1.01, true)]
    public void IsComplete_LearntShare_Decides(double share, bool complete) =>
        Assert.Equal(complete, CompletenessCurve.Learn(Readings([(decimal)share]), 3).IsComplete(0));

    // The median of five days; four are too few, and days without cost say nothing.
    [Fact]
    public void Learn_FewDays_KeepsTheDefault()
    {
        EarlyReading[] four = [.. Readings([.5m]).Take(4)];
        var curve = CompletenessCurve.Learn([.. four, new EarlyReading(0, 0m, 0m), new EarlyReading(0, 5m, -10m)], 2);

        Assert.False(curve.IsLearnt);
        Assert.Null(curve.Share(0));
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(curve.IsComplete));
        Assert.Null(curve.Nowcast(100m, 1));
        Assert.Equal(100m, curve.Nowcast(100m, 2));
    }

    // Median of .2 .3 .9 .9 .9 is .9: one bad week does not move it.
    [Fact]
    public void Learn_WildDays_TakesTheMedian() => Assert.Equal(.9, CompletenessCurve.Learn(
        new[] { .2m, .3m, .9m, .9m, .9m }.Select(share => new EarlyReading(1, share * 100m, 100m)), 2).Share(1));

    [Theory]
    [InlineData("aws", 2)]
    [InlineData("gcp", 2)]
    [InlineData("azure", 3)]
    [InlineData("folder", 0)]
    [InlineData(null, 0)]
    public void UsualDays_Providers_AreThoseOfTheDomain(string? provider, int days) => Assert.Equal(days, LoadCompleteness.UsualDays(provider));

    // Read on the 20th, data through the 19th: with two days of delay the 18th is the last complete day. Read a month later, all of it is.
    [Theory]
    [InlineData("2025-05-20", "2025-05-18")]
    [InlineData("2025-06-20", "2025-05-19")]
    public void CompleteThrough_DefaultOfTwoDays_GoesBack(string read, string through) => Assert.Equal(
        DateOnly.ParseExact(through, "yyyy-MM-dd"),
        new SourceState(new SourceKey("aws"), DateOnly.ParseExact(read, "yyyy-MM-dd"), new DateOnly(2025, 5, 19), CompletenessCurve.Default(2)).CompleteThrough);

    private static IEnumerable<EarlyReading> Readings(decimal[] shares) =>
        shares.SelectMany((share, k) => Enumerable.Range(1, 5).Select(i => new EarlyReading(k, share * i * 100m, i * 100m)));
}
