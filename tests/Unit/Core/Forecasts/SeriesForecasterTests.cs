using CostGuard.Core.Forecasts;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

public sealed class SeriesForecasterTests
{
    private static readonly DateOnly First = new(2025, 1, 1);

    // F10: a line that falls to nothing does not go below it.
    [Fact]
    public void ExpectDays_FallingLine_IsNotBelowZero()
    {
        SeriesForecaster forecaster = Of(Enumerable.Range(0, 50).Select(i => 1000.0 - (20 * i)));

        Assert.All(forecaster.ExpectDays(50, 0, 60), day => Assert.True(day >= 0));
    }

    [Fact]
    public void ExpectDays_SeriesWithCredits_MayBeBelowZero() =>
        Assert.All(Of(Enumerable.Repeat(-5.0, 60)).ExpectDays(60, 0, 10), day => Assert.Equal(-5.0, day, 6));

    [Fact]
    public void ExpectDays_AnyDays_AddUpToExpect()
    {
        SeriesForecaster forecaster = Of(Enumerable.Range(0, 200).Select(i => 100.0 + (i % 7) + (i % 11)));

        Assert.Equal(forecaster.Expect(200, 3, 40).Cost, forecaster.ExpectDays(200, 3, 40).Sum(), 6);
        Assert.Equal(1, forecaster.Expect(200, 3, 40).Weights.Sum(), 12);
    }

    // A fee on day 1 of each month: 20 days of March know it, and April has it once.
    [Fact]
    public void Expect_FeeOnDayOne_ComesOnceAMonth()
    {
        SeriesForecaster forecaster = Of(Enumerable.Range(0, 79).Select(i => 10.0 + (First.AddDays(i).Day == 1 ? 3000 : 0)));

        Assert.Equal(110.0, forecaster.Expect(79, 0, 11).Cost, 4);
        Assert.Equal(3300.0, forecaster.Expect(79, 11, 41).Cost, 4);
    }

    // Support is charged on day 1 and on no other day; this month's was a little less than usual.
    [Fact]
    public void Expect_FeeSmallerThisMonth_IsNoPace()
    {
        SeriesForecaster forecaster = Of(Enumerable.Range(0, 130).Select(i => First.AddDays(i).Day == 1 ? 3000.0 - i : 0));

        Assert.Equal(0.0, forecaster.Expect(130, 0, 21).Cost, 6);
    }

    [Fact]
    public void Expect_SwitchedOffForFourWeeks_IsNothing() =>
        Assert.Equal(0.0, Of([.. Enumerable.Repeat(80.0, 60), .. Enumerable.Repeat(0.0, 28)]).Expect(88, 0, 30).Cost);

    [Fact]
    public void Expect_SixDays_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Of(Enumerable.Repeat(1.0, 6)).Expect(6, 0, 1));

    // Errors ask only for what the origin knew: what happened later does not change them.
    [Fact]
    public void PastErrors_LaterDaysDiffer_AreTheSame()
    {
        double[] days = [.. Enumerable.Range(0, 260).Select(i => 100.0 + (i % 5))];
        double[] other = [.. days.Select((day, i) => i < 230 ? day : day * 9)];

        Assert.Equal(Of(days).PastErrors(230, 0, 20, 12), Of(other).PastErrors(230, 0, 20, 12));
    }

    [Fact]
    public void Weights_OneMethodTwiceAsWrong_GetsASixteenth() => Assert.Equal([16.0 / 17, 1.0 / 17], Selector.Weights([1, 2]).Select(w => Math.Round(w, 15)), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Weights_NoErrorsAtAll_ShareAlike() => Assert.Equal([.5, .5], Selector.Weights([0, 0]));

    private static SeriesForecaster Of(IEnumerable<double> days) => new(new DailySeries(First, [.. days]));
}
