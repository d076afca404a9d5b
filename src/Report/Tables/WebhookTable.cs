using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Endpoints, what they are told and how it went. Addresses that are secrets are not shown.</summary>
public static class WebhookTable
{
    /// <summary>The table.</summary>
    /// <param name="endpoints">As configured.</param>
    /// <param name="messages">Their messages, the newest first.</param>
    /// <param name="alone">Readers that are left alone since they answered 410.</param>
    /// <param name="meta">Head.</param>
    public static ReportTable Build(IReadOnlyList<WebhookConfig> endpoints, IReadOnlyList<OutboxMessage> messages, IReadOnlySet<string> alone, ReportMeta meta) => new()
    {
        Schema = "costguard.webhook-list/1",
        Title = endpoints.Count switch { 0 => "No webhook is configured", 1 => "1 webhook", _ => string.Create(CultureInfo.InvariantCulture, $"{endpoints.Count} webhooks") },
        Columns =
        [
            new ReportColumn("name", "Webhook", CellKind.Id),
            new ReportColumn("format", "Format", CellKind.Text),
            new ReportColumn("host", "Host", CellKind.Text),
            new ReportColumn("events", "Events", CellKind.Text),
            new ReportColumn("teams", "Teams", CellKind.Text),
            new ReportColumn("waiting", "Waiting", CellKind.Count),
            new ReportColumn("state", "State", CellKind.State),
            new ReportColumn("lastAnswer", "Last answer", CellKind.Text),
        ],
        Rows = [.. endpoints.Select(endpoint => Row(endpoint, [.. messages.Where(message => message.To[0] == WebhookEvents.ReaderOf(endpoint.Name))], alone))],
        Meta = meta,
        Footnote = endpoints.Count == 0 ? "Write one: costguard config schema webhook" : null,
    };

    private static object?[] Row(WebhookConfig endpoint, OutboxMessage[] messages, IReadOnlySet<string> alone)
    {
        OutboxMessage? last = messages.Where(message => message.Attempts > 0).MaxBy(message => message.ChangedAt);
        string state = alone.Contains(WebhookEvents.ReaderOf(endpoint.Name)) ? "▲ LEFT ALONE"
            : last is null ? "– NOTHING SENT YET"
            : last.State switch { DeliveryState.Sent => "✓ OK", DeliveryState.Failed => "▲ FAILED", _ => "! WAITING" };
        return
        [
            endpoint.Name,
            endpoint.Format.ToString().ToLowerInvariant(),
            endpoint.Url.Text is { } url ? new Uri(url).Host : $"from {endpoint.Url.SecretRef}",
            endpoint.Events.Count == 0 ? "all" : string.Join(", ", endpoint.Events),
            endpoint.Teams.Count == 0 ? "all" : string.Join(", ", endpoint.Teams),
            messages.LongCount(message => message.State is DeliveryState.Queued or DeliveryState.Taken or DeliveryState.Sending),
            state,
            last?.Detail,
        ];
    }
}
