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
    /// <summary>Crossings that were over before anybody was told of them: the next one is as good as the first.</summary>
    public IReadOnlyList<AlertNotice> NeverTold { get; init; } = [];

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
        WaitingNotices waiting = WaitingNotices.Judge(book, statuses, anomalies is not null, preferences);
        var letters = new List<AlertLetter>();
        foreach (var reader in waiting.Ready.GroupBy(each => each.Notice.Reader, StringComparer.OrdinalIgnoreCase))
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

        return new AlertPost(letters, waiting.Dropped) { NeverTold = waiting.NeverTold };

        AlertItem Item((AlertNotice Notice, BudgetStatus? Status) each) =>
            new(each.Notice, each.Status, each.Status is null ? null : BudgetAlerts.Outlook(each.Status, outlooks, asOf), waiting.Others(each.Notice))
            {
                Unwatched = each.Notice.Kind == AlertNoticeKind.StaleData && !StaleDataAlert.IsOfAll(book.Alerts.FirstOrDefault(alert => alert.Budget == StaleDataAlert.Budget)) ? StaleDataAlert.Unwatched(statuses, asOf) : [],
                Anomaly = anomalies?.GetValueOrDefault((each.Notice.Budget, each.Notice.Period)),
                Told = AnomalyAlerts.IsAbout(each.Notice.Kind) ? AnomalyAlerts.Told(book.Alerts.FirstOrDefault(alert => alert.Budget == each.Notice.Budget && alert.Period == each.Notice.Period)) : null,
            };
    }

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
