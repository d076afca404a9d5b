using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;

namespace CostGuard.Core.Alerts;

/// <summary>A notice with the figures that it is told with: those of now, never those of when it happened.</summary>
/// <param name="Notice">What happened.</param>
/// <param name="Status">The budget; null when it is about the data.</param>
/// <param name="Outlook">Its forecast; null without.</param>
/// <param name="AlsoTo">Who else is told the same.</param>
public sealed record AlertItem(AlertNotice Notice, BudgetStatus? Status, BudgetOutlook? Outlook, IReadOnlyList<string> AlsoTo)
{
    /// <summary>The anomaly as it is now; null when it is about something else, or was restated away.</summary>
    public Anomaly? Anomaly { get; init; }

    /// <summary>Budgets that are not watched; empty when it is about something else, or about all of them since the data are too old.</summary>
    public IReadOnlyList<BudgetStatus> Unwatched { get; init; } = [];

    /// <summary>What was known of the anomaly when it was last told; null when it is about something else.</summary>
    public ToldAnomaly? Told { get; init; }
}

/// <summary>One mail: everything that one reader is to be told at once.</summary>
/// <param name="Reader">Mail address.</param>
/// <param name="Items">What, the most urgent first.</param>
public sealed record AlertLetter(string Reader, IReadOnlyList<AlertItem> Items);

/// <summary>What becomes of the waiting notices.</summary>
/// <param name="Letters">Mails to make; at most one a reader.</param>
/// <param name="Dropped">Notices that are no longer true, with the reason.</param>
public sealed record AlertPost(IReadOnlyList<AlertLetter> Letters, IReadOnlyList<(AlertNotice Notice, string Why)> Dropped)
{
    /// <summary>A reader gets one alert mail an hour.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Sorts the waiting notices.</summary>
    /// <param name="book">Notices, states, and when each reader last got a mail.</param>
    /// <param name="configuration">Quiet hours and time zones.</param>
    /// <param name="statuses">Budgets as judged now. A notice about one that cannot be told now waits.</param>
    /// <param name="outlooks">Forecasts by budget.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="anomalies">Anomalies as found now, by their alerts.</param>
    /// <param name="preferences">How readers want mails; null: all as the routing says.</param>
    public static AlertPost Sort(
        AlertBook book, CostGuardConfiguration configuration, IReadOnlyList<BudgetStatus> statuses, IReadOnlyDictionary<string, BudgetOutlook> outlooks, DateTimeOffset asOf,
        IReadOnlyDictionary<(string, DateOnly), Anomaly>? anomalies = null, MailPreferences? preferences = null)
    {
        var states = book.Alerts.ToDictionary(alert => (alert.Budget, alert.Period, alert.Threshold), alert => alert.State);
        var dropped = new List<(AlertNotice Notice, string Why)>();
        var ready = new List<(AlertNotice Notice, BudgetStatus? Status)>();
        foreach (AlertNotice notice in book.Waiting)
        {
            BudgetStatus? status = statuses.FirstOrDefault(each => each.Budget.Name == notice.Budget && each.Days.Start == notice.Period);
            if ((WhyNot(notice, status, states) ?? Unwanted(notice, preferences)) is { } why) dropped.Add((notice, why));
            else if (notice.Kind == AlertNoticeKind.StaleData || (AnomalyAlerts.IsAbout(notice.Kind) && anomalies is not null) || status is { State: not BudgetState.Unknown, Actual: not null }) ready.Add((notice, status));
        }

        // Of two notices about the data the newer one says everything.
        foreach (var (notice, status) in ready.Where(each => each.Notice.Kind == AlertNoticeKind.StaleData).GroupBy(each => each.Notice.Reader, StringComparer.OrdinalIgnoreCase).SelectMany(reader => reader.OrderByDescending(each => each.Notice.At).Skip(1)).ToArray())
        {
            ready.Remove((notice, status));
            dropped.Add((notice, "told with a newer one"));
        }

        // What was never told needs no calling off.
        foreach (var (notice, status) in ready.Where(each => each.Notice.Kind is AlertNoticeKind.Recovered or AlertNoticeKind.AnomalyOver).ToArray())
        {
            AlertNoticeKind opened = notice.Kind == AlertNoticeKind.Recovered ? AlertNoticeKind.Crossed : AlertNoticeKind.AnomalyOpened;
            if (!dropped.Any(each => each.Notice.Kind == opened && Same(each.Notice, notice))) continue;
            ready.Remove((notice, status));
            dropped.Add((notice, "over before it was told"));
        }

        var letters = new List<AlertLetter>();
        foreach (var reader in ready.GroupBy(each => each.Notice.Reader, StringComparer.OrdinalIgnoreCase))
        {
            if (WebhookEvents.IsEndpoint(reader.Key))
            {
                // One message an event, at once: a program sorts for itself, and a channel is muted by its readers.
                letters.AddRange(reader.OrderBy(each => each.Notice.At).ThenBy(each => each.Notice.Key, StringComparer.Ordinal)
                    .Select(each => new AlertLetter(reader.Key, [Item(each)])));
                continue;
            }

            if (book.LastMails.TryGetValue(reader.Key, out DateTimeOffset last) && asOf - last < Pause) continue;
            AlertItem[] items = [.. reader.Where(each => !IsQuiet(configuration, TeamOf(configuration, each), reader.Key, preferences, asOf))
                .OrderBy(each => Urgency(each.Notice, each.Status)).ThenBy(each => each.Notice.Budget, StringComparer.Ordinal).ThenBy(each => each.Notice.Period)
                .Select(Item)];
            if (items.Length > 0) letters.Add(new AlertLetter(reader.Key, items));
        }

        return new AlertPost(letters, dropped);

        AlertItem Item((AlertNotice Notice, BudgetStatus? Status) each) =>
            new(each.Notice, each.Status, each.Status is null ? null : BudgetAlerts.Outlook(each.Status, outlooks, asOf), Others(book.Waiting, each.Notice))
            {
                Unwatched = each.Notice.Kind == AlertNoticeKind.StaleData && !StaleDataAlert.IsOfAll(book.Alerts.FirstOrDefault(alert => alert.Budget == StaleDataAlert.Budget)) ? StaleDataAlert.Unwatched(statuses, asOf) : [],
                Anomaly = anomalies?.GetValueOrDefault((each.Notice.Budget, each.Notice.Period)),
                Told = AnomalyAlerts.IsAbout(each.Notice.Kind) ? AnomalyAlerts.Told(book.Alerts.FirstOrDefault(alert => alert.Budget == each.Notice.Budget && alert.Period == each.Notice.Period)) : null,
            };
    }

    private static string? WhyNot(AlertNotice notice, BudgetStatus? status, Dictionary<(string, DateOnly, string), AlertState> states)
    {
        AlertState? state = notice.Thresholds.Count == 0 ? null : states.GetValueOrDefault((notice.Budget, notice.Period, notice.Thresholds[^1]));
        return notice.Kind switch
        {
            AlertNoticeKind.StaleData => state is AlertState.Triggered ? null : "all budgets are watched again",
            AlertNoticeKind.AnomalyOpened or AlertNoticeKind.AnomalyGrew => state is AlertState.Triggered ? null : state is AlertState.Acknowledged ? "somebody looks at it already" : "over before it was told",
            AlertNoticeKind.AnomalyOver => state is AlertState.Recovered ? null : "no longer true",
            _ when status is null => "its budget or period is no longer watched",
            AlertNoticeKind.Recovered => state is AlertState.Recovered ? null : "no longer true",
            _ => state is AlertState.Triggered ? null : state is AlertState.Acknowledged or AlertState.Snoozed ? "acknowledged before it was told" : "no longer true",
        };
    }

    private static string? Unwanted(AlertNotice notice, MailPreferences? preferences) =>
        preferences is not null && AnomalyAlerts.IsAbout(notice.Kind) && !WebhookEvents.IsEndpoint(notice.Reader) && !preferences.Of(notice.Reader).Anomalies
            ? "the reader left mails about unusual cost"
            : null;

    private static bool Same(AlertNotice one, AlertNotice other) =>
        one.Budget == other.Budget && one.Period == other.Period && string.Equals(one.Reader, other.Reader, StringComparison.OrdinalIgnoreCase)
        && one.Thresholds.Intersect(other.Thresholds, StringComparer.Ordinal).Any();

    private static string[] Others(IReadOnlyList<AlertNotice> waiting, AlertNotice notice) =>
        [.. waiting.Where(each => each.Key == notice.Key && each.Reader != notice.Reader).Select(each => each.Reader).Order(StringComparer.Ordinal)];

    private static int Urgency(AlertNotice notice, BudgetStatus? status) => (notice.Kind, status?.State) switch
    {
        (AlertNoticeKind.StaleData, _) => 0,
        (AlertNoticeKind.Escalated, _) => 1,
        (AlertNoticeKind.Crossed, BudgetState.Over) => 2,
        (AlertNoticeKind.Crossed or AlertNoticeKind.AnomalyOpened or AlertNoticeKind.AnomalyGrew, _) => 3,
        _ => 4,
    };

    private static TeamConfig? TeamOf(CostGuardConfiguration configuration, (AlertNotice Notice, BudgetStatus? Status) each) => each.Status is { } status
        ? AlertReaders.TeamOf(configuration, status.Budget)
        : AnomalyAlerts.IsAbout(each.Notice.Kind) ? AlertReaders.TeamOf(configuration, AnomalyAlerts.TeamOf(each.Notice.Budget)) : null;

    // A person's own quiet hours take the place of everybody's.
    private static bool IsQuiet(CostGuardConfiguration configuration, TeamConfig? team, string reader, MailPreferences? preferences, DateTimeOffset asOf)
    {
        ReaderPreferences? own = preferences?.Of(reader);
        if ((own?.Quiet ?? configuration.Alerts.Quiet) is not { } quiet) return false;
        string zone = own?.TimeZone ?? team?.TimeZone ?? configuration.Company.TimeZone;
        return quiet.Hold(TimeZoneInfo.ConvertTime(asOf, TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }
}
