using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

public sealed class MetricSamplesTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void Use_TwoDays_LooksBackOneAndKeepsGapsOut()
    {
        // Day 1 is all 50; day 2 is 0, 1, … 22 and one gap.
        double[] hours = [.. Enumerable.Repeat(50d, 24), .. Enumerable.Range(0, 23).Select(hour => (double)hour), double.NaN];

        MetricUse use = MetricSamples.Use(First, hours, 1, isCpu: true);

        MetricDay day = Assert.Single(use.Days);
        Assert.Equal((new DateOnly(2026, 11, 2), 11d, 22d, 253d), (day.Day, day.Mean, day.Max, day.Sum));
        Assert.Equal(11, use.P50);
        // 22 steps between 23 samples: the 95 % point is at 20.9.
        Assert.Equal(20.9, use.P95, 9);
        Assert.Equal(23d / 24, use.Coverage, 12);
        Assert.Null(use.InactiveShare);
    }

    [Fact]
    public void Use_Week_CountsHoursWithoutWork()
    {
        // Work from 8 to 18 every day: 70 of 168 hours.
        double[] hours = [.. Enumerable.Range(0, 14 * 24).Select(hour => hour % 24 is >= 8 and < 18 ? 40d : 1d)];

        Assert.Equal(98d / 168, MetricSamples.Use(First, hours, 14, isCpu: true).InactiveShare!.Value, 12);
        Assert.Null(MetricSamples.Use(First, hours, 14, isCpu: false).InactiveShare);
    }

    [Fact]
    public void Use_NothingReported_HasNoDays()
    {
        MetricUse use = MetricSamples.Use(First, [.. Enumerable.Repeat(double.NaN, 48)], 2, isCpu: true);

        Assert.Empty(use.Days);
        Assert.Equal(0, use.Coverage);
        Assert.True(double.IsNaN(use.Max));
    }
}
