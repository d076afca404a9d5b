using System.Globalization;
using System.Text;
using CostGuard.Core.Actions;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

public sealed class ReviewCalendarTests
{
    private static readonly ReviewMeeting Meeting = new(new DateTimeOffset(2026, 11, 11, 9, 0, 0, TimeSpan.Zero), 30, "Room 4; first floor, left\nbell");
    private static readonly ReviewModel Model = SomeReview.Model with { Company = "Größe, Söhne & Co", Meeting = Meeting };

    // November 2026 begins on a Sunday: working days are 2, 3, 4, 5, 6, 9, 10, 11. Berlin is an hour ahead of UTC then.
    [Theory]
    [InlineData("2026-10", 8, "Europe/Berlin", "2026-11-11T09:00:00Z")]
    [InlineData("2026-10", 1, "UTC", "2026-11-02T10:00:00Z")]
    [InlineData("2026-07", 6, "Europe/Berlin", "2026-08-10T08:00:00Z")]
    public void Meeting_IsOnAWorkingDayAtAnHourOfTheCompany(string period, int workingDay, string zone, string start)
    {
        var company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd, TimeZone = zone, Review = new ReviewConfig { WorkingDay = workingDay, Minutes = 45 } };
        ReviewMeeting meeting = ReviewCalendar.Meeting(company, BillingPeriod.Parse(period));
        Assert.Equal((DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), 45), (meeting.Start, meeting.Minutes));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Render_IsRfc5545_InAnyCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            string text = Render(Review(1), SomeActions.Of(7) with { Title = "Löschen; dann „prüfen“, und noch ein langer Satz, der über die Zeile hinausgeht", Revision = 3 });

            // 3.1: lines end in CRLF, none has more than 75 octets, and a fold cuts no character.
            Assert.Equal(text.Split("\r\n").Length - 1, text.Count(letter => letter == '\n'));
            Assert.Equal(text.Split("\r\n").Length - 1, text.Count(letter => letter == '\r'));
            Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
            Assert.DoesNotContain('�', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
            string[] lines = Unfolded(text);
            // 3.4 and 3.6: one calendar with version and product, every component ended, required properties once in each.
            Assert.Equal(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CostGuard//Cost review//EN", "CALSCALE:GREGORIAN"], lines[..4]);
            Assert.Equal("END:VCALENDAR", lines[^1]);
            string[][] events = Events(lines);
            Assert.Equal(2, events.Length);
            foreach (string[] each in events)
            {
                foreach (string name in (string[])["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS"]) Assert.Single(each, line => line.StartsWith(name + ":", StringComparison.Ordinal) || line.StartsWith(name + ";", StringComparison.Ordinal));
                // 3.3.11: what has a meaning is escaped.
                foreach (string value in each.Where(line => line.StartsWith("SUMMARY:", StringComparison.Ordinal) || line.StartsWith("DESCRIPTION:", StringComparison.Ordinal) || line.StartsWith("LOCATION:", StringComparison.Ordinal)))
                    Assert.DoesNotMatch(@"(?<!\\)[,;]|\\(?![\\;,n])", value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            }

            Assert.Contains("DTSTART:20261111T090000Z", events[0]);
            Assert.Contains("DTEND:20261111T093000Z", events[0]);
            Assert.Contains(@"SUMMARY:Cost review of October 2026\, Größe\, Söhne & Co", events[0]);
            Assert.Contains(@"LOCATION:Room 4\; first floor\, left\nbell", events[0]);
            Assert.Contains(events[0], line => line.StartsWith(@"DESCRIPTION:October 2026 cost 163k USD\, 3.3 % over budget.\n3 decisions needed.\n- FY2026 is expected to end 35.4k USD above its budget", StringComparison.Ordinal));
            // A day of its own: DTEND is the day after (3.6.1).
            Assert.Contains("DTSTART;VALUE=DATE:20261130", events[1]);
            Assert.Contains("DTEND;VALUE=DATE:20261201", events[1]);
            Assert.Contains("SEQUENCE:3", events[1]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Render_UidStaysAndSequenceRises_AndAnotherMonthIsAnotherMeeting()
    {
        string[] first = Events(Unfolded(Render(Review(1))))[0], again = Events(Unfolded(Render(Review(2))))[0];
        Assert.Equal(One(first, "UID:"), One(again, "UID:"));
        Assert.Equal(("SEQUENCE:0", "SEQUENCE:1"), (One(first, "SEQUENCE:"), One(again, "SEQUENCE:")));
        Assert.NotEqual(One(first, "UID:"), One(Events(Unfolded(ReviewCalendar.Render(Model with { Period = SomeReview.October.Next }, Review(1), Book())))[0], "UID:"));
        Assert.Equal(Render(Review(1)), Render(Review(1)));
    }

    // Closed before people met: the meeting is off. Closed after it: it was held, and stays.
    [Theory]
    [InlineData(-1, "STATUS:CANCELLED")]
    [InlineData(1, "STATUS:CONFIRMED")]
    public void Render_ClosedReview_CancelsAMeetingThatIsStillAhead(int hours, string status)
    {
        Review closed = Review(2) with { State = ReviewState.Closed, ClosedBy = "cfo@acme.test", ClosedAt = Meeting.Start.AddHours(hours) };
        Assert.Equal(status, One(Events(Unfolded(Render(closed)))[0], "STATUS:"));
    }

    private static Review Review(int revision) => SomeReview.Review with
    {
        Revision = revision,
        Entries = [SomeReview.Entry(ReviewEntryKind.Decision, "Delete") with { Action = new ActionId(7) }, SomeReview.Entry(ReviewEntryKind.Note, "no due day")],
    };

    private static string Render(Review review, params ActionItem[] actions) => ReviewCalendar.Render(Model, review, Book(actions));

    private static ActionBook Book(params ActionItem[] actions) => new([], actions);

    private static string One(string[] lines, string start) => lines.Single(line => line.StartsWith(start, StringComparison.Ordinal));

    private static string[] Unfolded(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal).TrimEnd('\r', '\n').Split("\r\n");

    private static string[][] Events(string[] lines)
    {
        int[] starts = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i] == "BEGIN:VEVENT")], ends = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i] == "END:VEVENT")];
        Assert.Equal(starts.Length, ends.Length);
        return [.. starts.Zip(ends, (from, to) => lines[from..(to + 1)])];
    }
}
