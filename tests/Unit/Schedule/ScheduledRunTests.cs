using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Schedule;

public sealed class ScheduledRunTests
{
    [Theory]
    [InlineData(2025, 6, 2, "2025-05-26..2025-06-01")]
    [InlineData(2025, 6, 1, "2025-05-19..2025-05-25")]
    [InlineData(2025, 6, 7, "2025-05-26..2025-06-01")]
    public void LastWeek_AnyDay_WholeWeekFromMondayBeforeIt(int year, int month, int day, string expected) =>
        Assert.Equal(expected, Run(new DateTimeOffset(year, month, day, 7, 0, 0, TimeSpan.Zero)).LastWeek.ToString());

    [Fact]
    public void LastMonth_LocalDayDecides_NotUtc() =>
        Assert.Equal(BillingPeriod.Month(2025, 5), Run(new DateTimeOffset(2025, 6, 1, 0, 30, 0, TimeSpan.FromHours(2))).LastMonth);

    private static ScheduledRun Run(DateTimeOffset local) => new()
    {
        Schedule = new ScheduleConfig { Name = "s", Action = "mail", Cron = "0 0 7 ? * MON", TimeZone = "UTC" },
        DueAt = local.ToUniversalTime(),
        LocalDueAt = local,
    };
}
