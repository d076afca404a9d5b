using System.Globalization;
using System.Text;
using CostGuard.Core.Actions;

namespace CostGuard.Report.Formats;

/// <summary>Due days of open actions as iCalendar (RFC 5545), for any calendar program. The same action keeps its UID; its SEQUENCE counts its changes.</summary>
public static class ActionCalendar
{
    private const int OctetsMax = 75;

    /// <summary>The calendar, with CRLF line ends. Cancelled actions are cancelled there, too; done ones stay as they were.</summary>
    /// <param name="actions">Actions.</param>
    /// <param name="company">Part of the UID, so that two homes never share one.</param>
    public static string Render(IReadOnlyList<ActionItem> actions, string company)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var text = new StringBuilder();
        foreach (string line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CostGuard//Actions//EN", "CALSCALE:GREGORIAN", .. actions.OrderBy(each => each.Id).SelectMany(action => Event(action, company)), "END:VCALENDAR"]) Fold(text, line);
        return text.ToString();
    }

    private static IEnumerable<string> Event(ActionItem action, string company)
    {
        yield return "BEGIN:VEVENT";
        yield return $"UID:{action.Id}.{Escaped(company.ToLowerInvariant().Replace(' ', '-'))}@costguard";
        yield return $"SEQUENCE:{action.Revision.ToString(CultureInfo.InvariantCulture)}";
        yield return $"DTSTAMP:{action.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        yield return $"DTSTART;VALUE=DATE:{Day(action.Due)}";
        yield return $"DTEND;VALUE=DATE:{Day(action.Due.AddDays(1))}";
        yield return $"SUMMARY:{Escaped($"{action.Id} due: {action.Title}")}";
        string promised = action.Expected is { } expected ? string.Create(CultureInfo.InvariantCulture, $", {expected.Rounded().Amount:N2} {expected.Currency} a month") : "";
        yield return $"DESCRIPTION:{Escaped($"Owner {action.Owner}{(action.Team is null ? "" : $", team {action.Team}")}{promised}. costguard action show {action.Id}")}";
        yield return $"STATUS:{(action.State == ActionState.Cancelled ? "CANCELLED" : "CONFIRMED")}";
        yield return "TRANSP:TRANSPARENT";
        yield return "END:VEVENT";
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Lines of more than 75 octets go on in the next one, after a space; never within a character.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        int used = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > OctetsMax)
            {
                text.Append("\r\n ");
                used = 1;
            }

            text.Append(rune.ToString());
            used += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
