using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Schedule;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Integration.Schedule;

public sealed class ClockChangeWeekTests
{
    // Berlin leaves summer time on 25 October 2026 and enters it on 29 March 2026; New York changes on neither of these days.
    [Theory]
    [InlineData("2026-10-21T22:00:00Z", "2026-10-28T23:00:00Z", 169, "2026-10-25T00:30:00Z", "2026-10-26T06:00:00Z", "2026-10-22T13:00:00Z")]
    [InlineData("2026-03-25T23:00:00Z", "2026-04-01T22:00:00Z", 167, "2026-03-29T01:00:00Z", "2026-03-30T05:00:00Z", "2026-03-26T13:00:00Z")]
    public async Task Serve_WeekWithClockChange_EachScheduleFiresTheRightNumberOfTimes(
        string from, string to, int hours, string collectOnChangeDay, string mondayMail, string firstNewYork)
    {
        FakeTimeProvider clock = new(At(from));
        MemoryRunHistory history = new();
        await using ServeHarness serve = new(
            clock,
            history,
            new SchedulerOptions(),
            new ScheduleConfig { Name = "collect", Action = "collect", Cron = "0 30 2 * * ?", TimeZone = "Europe/Berlin" },
            new ScheduleConfig { Name = "hourly", Action = "report", Cron = "0 0 * * * ?", TimeZone = "Europe/Berlin" },
            new ScheduleConfig { Name = "weekly", Action = "mail", Cron = "0 0 7 ? * MON", TimeZone = "Europe/Berlin" },
            new ScheduleConfig { Name = "newyork", Action = "mail", Cron = "0 0 9 ? * MON-FRI", TimeZone = "America/New_York" },
            new ScheduleConfig { Name = "off", Action = "mail", Cron = "0 0 * * * ?", TimeZone = "UTC", Enabled = false });

        await serve.StartAsync();
        for (int hour = 1; hour <= hours; hour++)
        {
            // A machine under load may wake a thread later than an hour of this clock takes: the clock waits for the run that is due.
            await serve.AdvanceToAsync(At(from).AddHours(hour), TimeSpan.FromMinutes(15));
            int expected = hour;
            await ServeHarness.UntilAsync(() => serve.DueOf("hourly").Length >= expected, () => clock.Advance(TimeSpan.FromSeconds(1)));
        }

        Assert.True(clock.GetUtcNow() >= At(to));
        await serve.StopAsync();

        Assert.Equal(7, serve.DueOf("collect").Length);
        Assert.Equal(7, serve.DueOf("collect").Select(due => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(due, "Europe/Berlin").Date).Distinct().Count());
        Assert.Contains(At(collectOnChangeDay), serve.DueOf("collect"));
        Assert.Equal(hours, serve.DueOf("hourly").Distinct().Count());
        Assert.Equal(hours, serve.DueOf("hourly").Length);
        Assert.Equal([At(mondayMail)], serve.DueOf("weekly"));
        Assert.Equal(5, serve.DueOf("newyork").Length);
        Assert.Equal(At(firstNewYork), serve.DueOf("newyork")[0]);
        Assert.Empty(serve.DueOf("off"));
        Assert.All(await history.ListAsync(null, 1000, TestContext.Current.CancellationToken), run => Assert.False(run.Late || run.State is RunState.Failed or RunState.Running));
    }

    [Fact]
    public async Task Serve_TriggerAlone_RunsAtItsInstantWithoutASweep()
    {
        FakeTimeProvider clock = new(At("2026-11-24T06:59:30Z"));
        await using ServeHarness serve = new(
            clock,
            new MemoryRunHistory(),
            new SchedulerOptions { Sweep = TimeSpan.FromDays(30) },
            new ScheduleConfig { Name = "daily", Action = "collect", Cron = "0 0 7 * * ?", TimeZone = "UTC" });

        await serve.StartAsync();
        await ServeHarness.UntilAsync(() => !serve.Runs.IsEmpty, () => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal([At("2026-11-24T07:00:00Z")], serve.DueOf("daily"));
        Assert.InRange(serve.Runs.First().At, At("2026-11-24T07:00:00Z"), At("2026-11-24T07:00:30Z"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
