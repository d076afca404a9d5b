using CostGuard.Core.Errors;
using Quartz;

namespace CostGuard.Schedule;

/// <summary>Judges the cron text and the time zone of a schedule before anything depends on them.</summary>
public static class CronText
{
    private static readonly char[] Spaces = [' ', '\t'];

    /// <summary>What is wrong with a cron expression, or null. The caller adds file and position.</summary>
    public static Problem? Check(string text, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] fields = text.Split(Spaces, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (6 or 7))
        {
            return ScheduleErrors.FieldCount.At(
                $"\"{text}\" has {fields.Length} {(fields.Length == 1 ? "field" : "fields")}, Quartz needs 6 or 7.{Hint(text, fields)}");
        }

        try
        {
            return CronTimes.Next(text, TimeZoneInfo.Utc, asOf) is null
                ? ScheduleErrors.NeverFires.At($"\"{text}\" never fires after {asOf.UtcDateTime:yyyy-MM-dd}.")
                : null;
        }
        catch (FormatException wrong)
        {
            return ScheduleErrors.BadCron.At($"\"{text}\" is not a cron expression: {wrong.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>What is wrong with a time zone, or null.</summary>
    public static Problem? CheckZone(string zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(zone, out string? iana) && !string.Equals(zone, iana, StringComparison.OrdinalIgnoreCase) && !zone.Contains('/', StringComparison.Ordinal) && zone != "UTC")
            return ScheduleErrors.UnknownZone.At($"\"{zone}\" is a Windows name, not an IANA time zone. Same as: \"{iana}\"");
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
            ? null
            : ScheduleErrors.UnknownZone.At($"\"{zone}\" is not an IANA time zone.");
    }

    private static string Hint(string text, string[] fields)
    {
        // Unix cron fires when either day field matches; that has no single Quartz form worth suggesting.
        bool bothDays = fields.Length == 5 && fields[2] is not ("*" or "?") && fields[4] is not ("*" or "?");
        return fields.Length == 5 && !bothDays && CronExpression.TryParse(text, CronFormat.Unix, out CronExpression? unix)
            ? $" Same as: \"{unix.CronExpressionString}\""
            : "";
    }
}
