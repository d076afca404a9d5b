using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Reviews;

/// <summary>
/// The review as an iCalendar file (RFC 5545): its meeting, and a whole day for each decision and question that is due, the very entry that
/// 'action calendar' writes. A UID stays for ever, and SEQUENCE rises with each change, so that a calendar that read it before moves what it has.
/// Same review and actions, same bytes.
/// </summary>
public static class ReviewCalendar
{
    /// <summary>The meeting about a month: on a working day of the month after it, at a time of the company's zone.</summary>
    public static ReviewMeeting Meeting(CompanyConfig company, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(company);
        DateOnly day = period.Next.FirstDay;
        for (int left = company.Review.WorkingDay; ; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && --left == 0) break;
        }

        DateTime local = day.ToDateTime(company.Review.At);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone);
        // An hour that a change of clocks leaves out: the meeting begins an hour later.
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new ReviewMeeting(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero), company.Review.Minutes, company.Review.Place);
    }

    /// <summary>The file.</summary>
    /// <param name="model">Frozen figures.</param>
    /// <param name="review">What people wrote.</param>
    /// <param name="actions">What became of decisions and questions.</param>
    public static string Render(ReviewModel model, Review review, ActionBook actions)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(actions);
        IEnumerable<ActionItem> due = review.Entries.Select(entry => entry.Action is { } id ? actions.Find(id) : null).OfType<ActionItem>().OrderBy(action => action.Id);
        return CalendarText.File("Cost review", [.. Held(model, review), .. due.SelectMany(action => ActionCalendar.Event(action, model.Company))]);
    }

    /// <summary>"costguard-2026-10-acme-review.ics".</summary>
    public static string FileName(ReviewModel model) => Path.ChangeExtension(ReviewPack.FileName(model, false), ".ics");

    // Who closes a review before its meeting needs none; one that was held stays in the calendar.
    private static IEnumerable<string> Held(ReviewModel model, Review review)
    {
        if (model.Meeting is not { } meeting) return [];
        var words = new PackWords(model);
        IReadOnlyList<string> open = words.ToDecide();
        string about = string.Join('\n', [$"{words.Headline()}.", words.Needed(), .. open.Select(each => $"- {each}"), $"Snapshot {model.Snapshot}. The pack: costguard review show {model.Period}{(model.Scope is { } own ? $" --team {own.Id}" : "")}"]);
        bool isCancelled = review.ClosedAt is { } closed && closed < meeting.Start;
        return
        [
            "BEGIN:VEVENT", $"UID:review-{model.Period}{(model.Scope is { } scope ? $"-{scope.Id}" : "")}.{CalendarText.UidTail(model.Company)}",
            // The store counts from one, a calendar from zero.
            $"SEQUENCE:{Math.Max(0, review.Revision - 1).ToString(CultureInfo.InvariantCulture)}", $"DTSTAMP:{CalendarText.Instant(review.ClosedAt ?? review.OpenedAt)}",
            $"DTSTART:{CalendarText.Instant(meeting.Start)}", $"DTEND:{CalendarText.Instant(meeting.Start.AddMinutes(meeting.Minutes))}",
            $"SUMMARY:{CalendarText.Escaped($"Cost review of {PackWords.Month(model.Period)}, {model.Scope?.Title ?? model.Company}")}", $"DESCRIPTION:{CalendarText.Escaped(about)}",
            .. meeting.Place is { } place ? [$"LOCATION:{CalendarText.Escaped(place)}"] : Array.Empty<string>(), $"STATUS:{(isCancelled ? "CANCELLED" : "CONFIRMED")}", "END:VEVENT",
        ];
    }
}
