using CostGuard.Core.Configuration;
using Quartz;

namespace CostGuard.Schedule;

/// <summary>
/// The instants at which a schedule is due. Quartz calculates them: in the gap of a clock change a run moves to the first valid minute after
/// it, in the overlap it happens at the first of the two. A day of month that a month lacks means the month's last day, which plain cron skips.
/// </summary>
public static class CronTimes
{
    private const int DayField = 3;
    private const int MonthField = 4;

    /// <summary>The first due instant after <paramref name="after"/>, UTC; null when there is none.</summary>
    public static DateTimeOffset? Next(ScheduleConfig schedule, DateTimeOffset after)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return Next(schedule.Cron, Zone(schedule), after);
    }

    /// <summary>Due instants in (after, upTo], in order.</summary>
    public static IEnumerable<DateTimeOffset> Between(ScheduleConfig schedule, DateTimeOffset after, DateTimeOffset upTo)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        CronExpression[] expressions = Parse(schedule.Cron, Zone(schedule));
        for (DateTimeOffset? due = Next(expressions, after); due <= upTo; due = Next(expressions, due.Value)) yield return due.Value;
    }

    /// <summary>The schedule's time zone.</summary>
    public static TimeZoneInfo Zone(ScheduleConfig schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone);
    }

    /// <summary>The Quartz expressions that together fire on the right days: one, or one more for the end of February.</summary>
    public static IReadOnlyList<string> Expand(string cron)
    {
        ArgumentNullException.ThrowIfNull(cron);
        string[] fields = cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (6 or 7)) return [cron];
        string[] days = fields[DayField].Split(',');
        if (!days.Any(day => day is "29" or "30" or "31" or "31W")) return [cron];

        // "The 31st, or the last day" is L in every month; of the shorter days only February needs help.
        fields[DayField] = string.Join(',', days.Select(day => day switch { "31" => "L", "31W" => "LW", _ => day }).Distinct());
        string whole = string.Join(' ', fields);
        if (!days.Any(day => day is "29" or "30") || days.Contains("31") || !HasFebruary(fields)) return [whole];
        fields[DayField] = "L";
        fields[MonthField] = "2";
        return [whole, string.Join(' ', fields)];
    }

    internal static DateTimeOffset? Next(string cron, TimeZoneInfo zone, DateTimeOffset after) => Next(Parse(cron, zone), after);

    private static CronExpression[] Parse(string cron, TimeZoneInfo zone) => [.. Expand(cron).Select(text => new CronExpression(text, zone))];

    private static DateTimeOffset? Next(CronExpression[] expressions, DateTimeOffset after) =>
        expressions.Select(expression => expression.GetNextValidTimeAfter(after)?.ToUniversalTime()).Min();

    private static bool HasFebruary(string[] fields)
    {
        CronExpression firstOfMonths = new($"0 0 0 1 {fields[MonthField]} ?", TimeZoneInfo.Utc);
        return firstOfMonths.GetNextValidTimeAfter(new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero))?.Month == 2;
    }
}
