using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Mails in the outbox and what became of them.</summary>
public static class OutboxTable
{
    /// <summary>The table of messages, in the order given.</summary>
    public static ReportTable Build(IReadOnlyList<OutboxMessage> messages, ReportMeta meta)
    {
        int sent = messages.Count(message => message.State == DeliveryState.Sent);
        int unknown = messages.Count(message => message.State == DeliveryState.Uncertain);
        return new ReportTable
        {
            Schema = "costguard.outbox/1",
            Title = messages.Count == 0 ? "No mail has been queued"
                : string.Create(CultureInfo.InvariantCulture, $"{sent} of {messages.Count} {(messages.Count == 1 ? "mail" : "mails")} sent, {unknown} with delivery unknown"),
            Columns =
            [
                new("kind", "Mail", CellKind.Text),
                new("subject", "Subject", CellKind.Text),
                new("to", "To", CellKind.Text),
                new("state", "State", CellKind.State),
                new("attempts", "Attempts", CellKind.Count),
                new("queuedAt", "Queued", CellKind.Instant),
                new("changedAt", "Changed", CellKind.Instant),
                new("detail", "Detail", CellKind.Text),
                new("snapshot", "Snapshot", CellKind.Id),
                new("messageId", "Message id", CellKind.Id),
                new("key", "Key", CellKind.Id),
            ],
            Rows = [.. messages.Select(Row)],
            Meta = meta with { Metric = null },
            Footnote = unknown == 0 ? null : "Delivery unknown means that the server may have accepted the mail: ask a recipient before you send it again.",
        };
    }

    private static object?[] Row(OutboxMessage message) =>
    [
        message.Kind,
        message.Subject,
        string.Join(", ", message.To),
        State(message.State),
        (long)message.Attempts,
        message.QueuedAt,
        message.ChangedAt,
        message.Detail,
        message.Snapshot.Value,
        message.MessageId,
        message.Key,
    ];

    private static string State(DeliveryState state) => state switch
    {
        DeliveryState.Sent => "✓ SENT",
        DeliveryState.PartlySent => "! PARTLY SENT",
        DeliveryState.Uncertain => "? DELIVERY UNKNOWN",
        DeliveryState.Failed => "▲ FAILED",
        DeliveryState.Sending => "… SENDING",
        _ => "… QUEUED",
    };
}
