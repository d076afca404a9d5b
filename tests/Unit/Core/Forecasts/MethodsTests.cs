using CostGuard.Core.Forecasts;
using CostGuard.Core.Forecasts.Methods;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

public sealed class MethodsTests
{
    // A Sunday.
    private static readonly DateOnly Last = new(2025, 6, 29);

    public static TheoryData<string> Keys => [.. All.Select(method => method.Key)];

    private static IForecastMethod[] All =>
    [
        new RunRate(), new RecentMean(28), new SeasonalNaive(), new WeekdayMean(), new HoltWinters(), new Theta(), new Profile(),
        LevelGrowth.Following, LevelGrowth.Steady, Ensemble.Full, Ensemble.WithoutTrend,
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Continue_SameCostEachDay_StaysTheSame(string key)
    {
        foreach (double day in Path(key, Enumerable.Repeat(25.0, 120), 40)) Assert.Equal(25.0, day, 6);
    }

    [Theory]
    [InlineData("seasonal-naive")]
    [InlineData("weekday-mean")]
    [InlineData("holt-winters")]
    [InlineData("theta")]
    [InlineData("profile")]
    [InlineData("level-growth")]
    [InlineData("steady-growth")]
    [InlineData("ensemble")]
    public void Continue_WeekdaysAndWeekends_FindsThem(string key)
    {
        double[] path = Path(key, Enumerable.Range(0, 140).Select(i => Cost(Last.AddDays(i - 139))), 14);

        for (int h = 0; h < 14; h++) Assert.Equal(Cost(Last.AddDays(h + 1)), path[h], 4);
    }

    [Fact]
    public void Continue_RunRate_IsTheMeanOfTheMonthSoFar() =>
        Assert.Equal(30.0, Path("run-rate", [.. Enumerable.Repeat(7.0, 20), .. Enumerable.Repeat(30.0, 29)], 1)[0], 9);

    // 0.2 % a day for half a year: 100 · 1.002^182 tomorrow. Growth fades by a hundredth a day, so 30 days ahead 26.03 of 30 are left.
    [Fact]
    public void Continue_SteadyGrowth_IsFollowedInPercent()
    {
        double[] path = Path("level-growth", Enumerable.Range(0, 182).Select(i => 100 * Math.Pow(1.002, i)), 30);

        Assert.Equal(100 * Math.Pow(1.002, 181 + .99), path[0], .05);
        Assert.Equal(100 * Math.Pow(1.002, 181 + (.99 * (1 - Math.Pow(.99, 30)) / .01)), path[29], .1);
    }

    // The level doubled five days ago. The mean of 28 days is 118, and a straight line through it climbs for ever.
    [Fact]
    public void Continue_LevelShift_IsFollowedAndIsNoSlope()
    {
        double[] path = Path("level-growth", Enumerable.Range(0, 120).Select(i => (i < 115 ? 100.0 : 200.0) + (i % 3)), 60);

        Assert.InRange(path[0], 196, 206);
        Assert.InRange(path[59], 196, 206);
    }

    [Fact]
    public void Continue_OneWildDay_MovesNothing()
    {
        double[] path = Path("level-growth", Enumerable.Range(0, 120).Select(i => i == 117 ? 5000.0 : 100.0 + (i % 3)), 30);

        Assert.All(path, day => Assert.InRange(day, 99, 103));
    }

    [Fact]
    public void Continue_ManyDaysWithoutCost_IsTheMeanOfEightWeeks() =>
        Assert.Equal(70.0 / 7, Path("ensemble", Enumerable.Range(0, 112).Select(i => i % 7 == 0 ? 70.0 : 0.0), 3)[1], 9);

    private static double Cost(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 60 : 100;

    private static double[] Path(string key, IEnumerable<double> history, int days)
    {
        double[] path = new double[days];
        All.First(method => method.Key == key).Continue(new DailyHistory(Last, [.. history]), path);
        return path;
    }
}
