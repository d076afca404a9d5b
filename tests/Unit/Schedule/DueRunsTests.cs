using CostGuard.Core.Configuration;
using CostGuard.Schedule;
using Xunit;

namespace CostGuard.Unit.Schedule;

public sealed class DueRunsTests
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(10);

    [Fact]
    public void Since_NothingDue_Empty() => Assert.Empty(Since(MisfirePolicy.RunOnce, "2026-11-23T04:00Z", "2026-11-24T03:59Z"));

    [Fact]
    public void Since_OnTime_OneRunNotLate() =>
        Assert.Equal([new DueRun(At("2026-11-24T04:00Z"), false, false)], Since(MisfirePolicy.RunOnce, "2026-11-23T04:00Z", "2026-11-24T04:00Z"));

    [Fact]
    public void Since_DaysDownRunOnce_OnlyTheLastLate() =>
        Assert.Equal([new DueRun(At("2026-11-24T04:00Z"), true, false)], Since(MisfirePolicy.RunOnce, "2026-11-20T04:00Z", "2026-11-24T09:00Z"));

    [Fact]
    public void Since_DaysDownRunAll_EachInOrder() =>
        Assert.Equal(
            [At("2026-11-22T04:00Z"), At("2026-11-23T04:00Z"), At("2026-11-24T04:00Z")],
            Since(MisfirePolicy.RunAll, "2026-11-21T04:00Z", "2026-11-24T09:00Z").Select(run => run.DueAt));

    [Fact]
    public void Since_DaysDownSkip_LastIsDropped() =>
        Assert.Equal([new DueRun(At("2026-11-24T04:00Z"), true, true)], Since(MisfirePolicy.Skip, "2026-11-20T04:00Z", "2026-11-24T09:00Z"));

    [Fact]
    public void Since_DaysDownSkipButLastOnTime_LastRuns() =>
        Assert.Equal([new DueRun(At("2026-11-24T04:00Z"), false, false)], Since(MisfirePolicy.Skip, "2026-11-20T04:00Z", "2026-11-24T04:05Z"));

    [Theory]
    [InlineData("2026-11-24T06:00Z", "10:00", "2026-11-24T09:00Z")]
    [InlineData("2026-11-24T22:00Z", "02:00", "2026-11-25T01:00Z")]
    [InlineData("2027-03-27T23:00Z", "02:30", "2027-03-28T01:00Z")]
    public void Deadline_UntilLocalTime_NextSuchTimeAfterDue(string due, string until, string expected)
    {
        ScheduleConfig schedule = Config(MisfirePolicy.RunOnce) with
        {
            TimeZone = "Europe/Berlin",
            WaitFor = new WaitForData(TimeSpan.FromHours(36), TimeOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), true),
        };

        Assert.Equal(At(expected), DueRuns.Deadline(schedule, At(due)));
    }

    private static IReadOnlyList<DueRun> Since(MisfirePolicy policy, string last, string now) => DueRuns.Since(Config(policy), At(last), At(now), LateAfter);

    private static ScheduleConfig Config(MisfirePolicy policy) =>
        new() { Name = "s", Action = "collect", Cron = "0 0 4 * * ?", TimeZone = "UTC", Misfire = policy };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
