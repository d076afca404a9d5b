using CostGuard.Core.Budgets;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class SeasonalEstimateTests
{
    private static readonly DayRange History = new(new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 1));

    [Fact]
    public void From_WeekendsAtHalfAndAFeeOnDayOne_FindsBoth()
    {
        Dictionary<DateOnly, decimal> daily = Days(History).ToDictionary(
            day => day, day => (IsWeekend(day) ? 50m : 100m) + (day.Day == 1 ? 1000m : 0m));

        SeasonalProfile profile = SeasonalEstimate.From(daily, new Dictionary<DateOnly, decimal>(), History, DayRange.Of(BillingPeriod.Parse("2026-06")));

        // Mean of the week is 600 ÷ 7; the weekday's 100 is 7 ÷ 6 of it, the weekend day's 50 is 3.5 ÷ 6.
        Assert.InRange(profile.Weight(new DateOnly(2026, 6, 3)), (7m / 6m) - 0.03m, (7m / 6m) + 0.03m);
        Assert.InRange(profile.Weight(new DateOnly(2026, 6, 7)), (3.5m / 6m) - 0.03m, (3.5m / 6m) + 0.03m);
        Assert.Equal([new DateOnly(2026, 6, 1)], profile.Fees.Keys);
        Assert.InRange(profile.Fees[new DateOnly(2026, 6, 1)], 950m, 1050m);
    }

    [Fact]
    public void From_EvenCost_HasNoFeesAndEqualWeights()
    {
        SeasonalProfile profile = SeasonalEstimate.From(
            Days(History).ToDictionary(day => day, _ => 12.5m), new Dictionary<DateOnly, decimal>(), History, DayRange.Of(BillingPeriod.Parse("2026-06")));

        Assert.Empty(profile.Fees);
        Assert.All(profile.Weekdays, weight => Assert.Equal(1m, weight));
    }

    [Fact]
    public void Factors_MostDaysZero_AreAllOne() =>
        Assert.Equal(SeasonalProfile.Even.Weekdays, SeasonalEstimate.Factors(new DateOnly(2026, 5, 31), [.. Enumerable.Range(0, 56).Select(i => i % 2 == 0 ? 0m : 9m)]));

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static IEnumerable<DateOnly> Days(DayRange range) => Enumerable.Range(0, range.Days).Select(range.Start.AddDays);
}
