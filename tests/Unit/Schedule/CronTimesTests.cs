using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Configuration;
using CostGuard.Schedule;
using Xunit;

namespace CostGuard.Unit.Schedule;

public sealed class CronTimesTests
{
    [Fact]
    public void Between_ClockChangeDaysOfCaseJ01_OncePerLocalDayAtTheRightInstant()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "J01-dst-days", "expected.json")));
        JsonElement instants = expected.RootElement.GetProperty("expect").GetProperty("instants");
        string[] rows = File.ReadAllLines(SharedFolder.Path("cases", "J01-dst-days", "schedules.csv"));
        foreach (string[] row in rows.Skip(1).Select(line => line.Split(',')))
        {
            string[] time = row[2].Split(':');
            ScheduleConfig schedule = Daily($"0 {int.Parse(time[1], CultureInfo.InvariantCulture)} {int.Parse(time[0], CultureInfo.InvariantCulture)} * * ?", row[1]);
            TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(row[1]);
            DateTimeOffset from = MidnightOf(row[3], zone).AddSeconds(-1);
            DateTimeOffset to = MidnightOf(row[4], zone).AddDays(1).AddSeconds(-1);

            string[] actual = [.. CronTimes.Between(schedule, from, to).Select(due => due.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))];

            Assert.Equal(instants.GetProperty(row[0]).EnumerateObject().Select(day => day.Value.GetString()), actual);
        }
    }

    [Fact]
    public void Between_Day31OfCaseJ03_LastDayOfEveryMonth()
    {
        using JsonDocument input = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "J03-day-31", "schedule.json")));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "J03-day-31", "expected.json")));
        JsonElement given = input.RootElement;
        int hour = int.Parse(given.GetProperty("time").GetString()!.Split(':')[0], CultureInfo.InvariantCulture);
        ScheduleConfig schedule = Daily($"0 0 {hour} {given.GetProperty("day").GetInt32()} * ?", given.GetProperty("zone").GetString()!);

        string[] actual = [.. Year(schedule, given.GetProperty("year").GetInt32())];

        Assert.Equal(expected.RootElement.GetProperty("expect").GetProperty("days").EnumerateArray().Select(day => day.GetString()), actual);
    }

    [Theory]
    [InlineData("0 0 9 30 * ?", 2027, "01-30 02-28 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30")]
    [InlineData("0 0 9 29 * ?", 2027, "01-29 02-28 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29")]
    [InlineData("0 0 9 29 1-3 ?", 2028, "01-29 02-29 03-29")]
    [InlineData("0 0 9 15,31 2,4 ?", 2027, "02-15 02-28 04-15 04-30")]
    [InlineData("0 0 9 30 3-12 ?", 2027, "03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30")]
    [InlineData("0 0 9 28 * ?", 2027, "01-28 02-28 03-28 04-28 05-28 06-28 07-28 08-28 09-28 10-28 11-28 12-28")]
    public void Between_LateDaysOfMonth_ShorterMonthsUseTheirLastDay(string cron, int year, string days) =>
        Assert.Equal(days, string.Join(' ', Year(Daily(cron, "UTC"), year)));

    [Fact]
    public void Next_YearIsOver_Null() =>
        Assert.Null(CronTimes.Next(Daily("0 0 9 1 1 ? 2026", "UTC"), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    private static ScheduleConfig Daily(string cron, string zone) => new() { Name = "s", Action = "collect", Cron = cron, TimeZone = zone };

    private static IEnumerable<string> Year(ScheduleConfig schedule, int year) =>
        CronTimes.Between(schedule, new DateTimeOffset(year - 1, 12, 31, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(year, 12, 31, 23, 0, 0, TimeSpan.Zero))
            .Select(due => due.ToString("MM-dd", CultureInfo.InvariantCulture));

    private static DateTimeOffset MidnightOf(string day, TimeZoneInfo zone)
    {
        DateTime local = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
