namespace CostGuard.Core.Alerts;

/// <summary>Names of what endpoints are told, and of the endpoints among the readers of notices.</summary>
public static class WebhookEvents
{
    /// <summary>A reader with this front is an endpoint: a program, which knows neither quiet hours nor one mail an hour.</summary>
    public const string ReaderFront = "webhook:";

    /// <summary>The kind of an endpoint's messages in the outbox.</summary>
    public const string OutboxKind = "webhook";

    /// <summary>Every event type, with what it means.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [Of(AlertNoticeKind.Crossed)] = "a threshold of a budget is passed",
        [Of(AlertNoticeKind.Recovered)] = "a forecast is below its threshold again",
        [Of(AlertNoticeKind.Escalated)] = "nobody acknowledged a critical threshold",
        [Of(AlertNoticeKind.StaleData)] = "budgets are not watched: the data are too old or incomplete, or a rate is missing",
        [Of(AlertNoticeKind.AnomalyOpened)] = "cost is unusually high",
        [Of(AlertNoticeKind.AnomalyGrew)] = "unusual cost has doubled, or matters more",
        [Of(AlertNoticeKind.AnomalyOver)] = "unusual cost is over",
        [PeriodFinal] = "providers have billed a month: no line is without an invoice",
        [PeriodReconciled] = "somebody signed that a month is complete, tied and allocated",
        [PeriodClosed] = "a month is closed",
        [PeriodReopened] = "a closed month is open again",
        [DataRestated] = "a provider changed a closed month",
        [ReportPublished] = "a report is finished",
        [CollectionFailed] = "a connection cannot be read (any more)",
        [CollectionRecovered] = "a connection is read again",
        [ReportLate] = "a report did not go out by its hour",
        [ReportCaughtUp] = "a report that was late goes out again",
        [MailFailed] = "mails do not arrive",
        [MailRecovered] = "mails arrive again",
        [Test] = "somebody asked for a trial message",
    };

    /// <summary>Providers have billed a month.</summary>
    public const string PeriodFinal = "period.provider_final";

    /// <summary>A month is reconciled.</summary>
    public const string PeriodReconciled = "period.reconciled";

    /// <summary>A month is closed.</summary>
    public const string PeriodClosed = "period.closed";

    /// <summary>A closed month is open again.</summary>
    public const string PeriodReopened = "period.reopened";

    /// <summary>A closed month was changed by its provider.</summary>
    public const string DataRestated = "data.restated";

    /// <summary>A report is finished.</summary>
    public const string ReportPublished = "report.published";

    /// <summary>A connection cannot be read.</summary>
    public const string CollectionFailed = "collection.failed";

    /// <summary>A connection is read again.</summary>
    public const string CollectionRecovered = "collection.recovered";

    /// <summary>A report did not go out by its hour.</summary>
    public const string ReportLate = "report.late";

    /// <summary>A report that was late goes out again; the message says whether the late one did.</summary>
    public const string ReportCaughtUp = "report.caught_up";

    /// <summary>Mails do not arrive.</summary>
    public const string MailFailed = "mail.failed";

    /// <summary>Mails arrive again.</summary>
    public const string MailRecovered = "mail.recovered";

    /// <summary>The trial message of 'costguard webhook test'.</summary>
    public const string Test = "webhook.test";

    /// <summary>Event type of a notice.</summary>
    public static string Of(AlertNoticeKind kind) => kind switch
    {
        AlertNoticeKind.Crossed => "budget.threshold_crossed",
        AlertNoticeKind.Recovered => "budget.recovered",
        AlertNoticeKind.Escalated => "budget.escalated",
        AlertNoticeKind.AnomalyOpened => "anomaly.opened",
        AlertNoticeKind.AnomalyGrew => "anomaly.grew",
        AlertNoticeKind.AnomalyOver => "anomaly.resolved",
        _ => "data.stale",
    };

    /// <summary>The endpoint as a reader of notices.</summary>
    public static string ReaderOf(string endpoint) => ReaderFront + endpoint;

    /// <summary>Whether a reader is an endpoint.</summary>
    public static bool IsEndpoint(string reader) => reader.StartsWith(ReaderFront, StringComparison.Ordinal);
}
