using CostGuard.Core.Anomalies;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

public sealed class AnomalyDetectorTests
{
    private static readonly DateOnly First = new(2026, 3, 1);

    [Theory]
    [InlineData(3.5, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    public void Judge_Sensitivity_IsTheLimit(double threshold, int sign) =>
        Assert.Equal(sign, Judge([.. Days(60, 200), 222], 60, new AnomalyOptions(threshold)).Single().Sign); // 22 ÷ (2 % of 200) = 5.5

    // 14 is 40 % and seven deviations, but only 4 units: nobody wants a mail for that. 9.9 below the share of 10 %.
    [Theory]
    [InlineData(10, 14)]
    [InlineData(1000, 1099)]
    public void Judge_SmallAmountOrShare_IsUsual(double level, double today) =>
        Assert.Equal(0, Judge([.. Days(60, level), today], 60, AnomalyOptions.High).Single().Sign);

    [Fact]
    public void Judge_WeekendAndMonthlyFee_AreExpected()
    {
        double[] values = [.. Enumerable.Range(0, 200).Select(i => First.AddDays(i)).Select(day => (IsWeekend(day) ? 40 : 100) + (day.Day == 1 ? 3000d : 0d))];

        Assert.DoesNotContain(Judge(values, 100, AnomalyOptions.Medium), day => day.Sign != 0);
    }

    // Traps F11: a jump that stays is one event of seven days, then the new level, and silence.
    [Fact]
    public void Judge_JumpThatStays_BecomesTheNewLevelAfterSevenDays()
    {
        IReadOnlyList<JudgedDay> days = Judge([.. Days(60, 100), .. Days(40, 180)], 60, AnomalyOptions.Medium);

        EventDays found = Assert.Single(AnomalyEvents.Group(days));
        Assert.Equal((7, true), (found.Days.Count, found.IsNewLevel));
        Assert.Equal(180, days[^1].Expected, 6);
    }

    // Traps F09: the day without data is left out of the history; the day that really cost nothing counts, and is seen.
    [Fact]
    public void Judge_MissingDay_IsNotZero()
    {
        double[] values = [.. Days(60, 100), double.NaN, 0, 100];

        IReadOnlyList<JudgedDay> days = Judge(values, 60, AnomalyOptions.Medium);

        Assert.Equal([0, -1, 0], days.Select(day => day.Sign));
        Assert.All(days, day => Assert.Equal(100, day.Expected, 6));
    }

    [Theory]
    [InlineData(13, 0, 0)]
    [InlineData(27, 10, 1)]
    [InlineData(28, 5, 1)]
    public void Judge_ShortHistory_NeedsMoreToSpeak(int history, double limit, int sign)
    {
        JudgedDay day = Judge([.. Days(history, 100), 150], history, AnomalyOptions.Medium).Single();

        Assert.Equal((limit, sign), (day.Limit, day.Sign));
    }

    [Fact]
    public void Judge_SeriesBelowZero_IsJudgedInAmounts()
    {
        IReadOnlyList<JudgedDay> days = Judge([.. Days(60, -100), -300], 60, AnomalyOptions.Medium);

        Assert.Equal((-1, SeriesKind.BelowZero, -100d), (days[0].Sign, days[0].Kind, days[0].Expected));
    }

    // Ratios of 0.5 to 2 from day to day are this series' habit; ten times its level is not.
    [Fact]
    public void Judge_SwingingSeries_KnowsItsHabits()
    {
        double[] habit = [100, 180, 60, 140, 70, 200, 110, 55, 160, 90, 130];
        double[] values = [.. Enumerable.Range(0, 150).Select(i => habit[i % habit.Length])];

        IReadOnlyList<JudgedDay> days = Judge([.. values, 1000], 60, AnomalyOptions.Medium);

        Assert.Equal(1, days.Count(day => day.Sign != 0));
        Assert.Equal((1, SeriesKind.Noisy), (days[^1].Sign, days[^1].Kind));
    }

    // Domain E.6: a false alarm makes the limit a quarter higher for 60 days, at most 10; a right one 5 % lower, at least 3.5.
    [Fact]
    public void ScopeRules_Feedback_MovesTheLimit()
    {
        var falseAlarm = new ScopeRules { False = [First] };

        Assert.Equal([5, 6.25, 5], [falseAlarm.Limit(5, First.AddDays(-1)), falseAlarm.Limit(5, First.AddDays(59)), falseAlarm.Limit(5, First.AddDays(60))]);
        Assert.Equal(10, new ScopeRules { False = [First, First, First, First, First] }.Limit(5, First));
        Assert.Equal(4.75, new ScopeRules { Confirmed = [First] }.Limit(5, First), 9);
        Assert.Equal(3.5, new ScopeRules { Confirmed = [First] }.Limit(3.6, First));
    }

    [Fact]
    public void Judge_PlannedDays_AreNoHistory()
    {
        var planned = new ScopeRules { Planned = [new DayRange(First.AddDays(60), First.AddDays(90))] };

        IReadOnlyList<JudgedDay> days = new AnomalyDetector(AnomalyOptions.Medium).Judge(First, [.. Days(60, 100), .. Days(30, 300), .. Days(5, 100)], 60, planned);

        Assert.All(days, day => Assert.Equal(100, day.Expected, 6));
        Assert.DoesNotContain(days.Skip(30), day => day.Sign != 0);
    }

    private static IReadOnlyList<JudgedDay> Judge(double[] values, int from, AnomalyOptions options) => new AnomalyDetector(options).Judge(First, values, from, ScopeRules.None);

    private static IEnumerable<double> Days(int count, double value) => Enumerable.Repeat(value, count);

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
