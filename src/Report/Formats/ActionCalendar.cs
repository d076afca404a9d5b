using System.Globalization;
using CostGuard.Core.Actions;

namespace CostGuard.Report.Formats;

/// <summary>Due days of open actions as iCalendar (RFC 5545), for any calendar program. The same action keeps its UID; its SEQUENCE counts its changes.</summary>
public static class ActionCalendar
{
    /// <summary>The calendar, with CRLF line ends. Cancelled actions are cancelled there, too; done ones stay as they were.</summary>
    /// <param name="actions">Actions.</param>
    /// <param name="company">Part of the UID, so that two homes never share one.</param>
    public static string Render(IReadOnlyList<ActionItem> actions, string company)
    {
        ArgumentNullException.ThrowIfNull(actions);
        return CalendarText.File("Actions", actions.OrderBy(each => each.Id).SelectMany(action => Event(action, company)));
    }

    /// <summary>The lines of one action, the same in every file that has it.</summary>
    internal static IEnumerable<string> Event(ActionItem action, string company)
    {
        yield return "BEGIN:VEVENT";
        yield return $"UID:{action.Id}.{CalendarText.UidTail(company)}";
        yield return $"SEQUENCE:{action.Revision.ToString(CultureInfo.InvariantCulture)}";
        yield return $"DTSTAMP:{CalendarText.Instant(action.At)}";
        yield return $"DTSTART;VALUE=DATE:{Day(action.Due)}";
        yield return $"DTEND;VALUE=DATE:{Day(action.Due.AddDays(1))}";
        yield return $"SUMMARY:{CalendarText.Escaped($"{action.Id} due: {action.Title}")}";
        string promised = action.Expected is { } expected ? string.Create(CultureInfo.InvariantCulture, $", {expected.Rounded().Amount:N2} {expected.Currency} a month") : "";
        yield return $"DESCRIPTION:{CalendarText.Escaped($"Owner {action.Owner}{(action.Team is null ? "" : $", team {action.Team}")}{promised}. costguard action show {action.Id}")}";
        yield return $"STATUS:{(action.State == ActionState.Cancelled ? "CANCELLED" : "CONFIRMED")}";
        yield return "TRANSP:TRANSPARENT";
        yield return "END:VEVENT";
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
