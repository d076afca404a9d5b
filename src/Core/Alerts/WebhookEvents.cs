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
        [Of(AlertNoticeKind.StaleData)] = "the data are too old to watch budgets",
        [Of(AlertNoticeKind.AnomalyOpened)] = "cost is unusually high",
        [Of(AlertNoticeKind.AnomalyGrew)] = "unusual cost has doubled, or matters more",
        [Of(AlertNoticeKind.AnomalyOver)] = "unusual cost is over",
        [Test] = "somebody asked for a trial message",
    };

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
