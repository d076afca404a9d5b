using System.Globalization;
using System.Text;

namespace CostGuard.Report.Formats;

/// <summary>Text of iCalendar files (RFC 5545): escaped values, lines of at most 75 octets that end in CRLF.</summary>
internal static class CalendarText
{
    private const int OctetsMax = 75;

    /// <summary>A whole file of these components' lines.</summary>
    public static string File(string product, IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (string line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", $"PRODID:-//CostGuard//{product}//EN", "CALSCALE:GREGORIAN", .. lines, "END:VCALENDAR"]) Fold(text, line);
        return text.ToString();
    }

    /// <summary>A TEXT value: what has a meaning is escaped, and control characters, which none may hold, are left out.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char letter in text.ReplaceLineEndings("\n"))
        {
            if (letter is '\\' or ';' or ',') escaped.Append('\\').Append(letter);
            else if (letter == '\n') escaped.Append("\\n");
            else if (!char.IsControl(letter)) escaped.Append(letter);
        }

        return escaped.ToString();
    }

    /// <summary>"20261110T090000Z".</summary>
    public static string Instant(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The tail of a UID, which tells two companies' homes apart.</summary>
    public static string UidTail(string company) => $"{Escaped(company.ToLowerInvariant().Replace(' ', '-'))}@costguard";

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
