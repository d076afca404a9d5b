using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Mails in the outbox and what became of them.</summary>
public static class OutboxTable
{
    private static readonly LogColumn<OutboxMessage>[] Columns =
    [
        new("kind", "Mail", CellKind.Text, message => message.Kind),
        new("subject", "Subject", CellKind.Text, message => message.Subject, OnTerminal: true),
        new("to", "To", CellKind.Text, message => string.Join(", ", message.To), OnTerminal: true),
        new("state", "State", CellKind.State, message => State(message.State), OnTerminal: true),
        new("attempts", "Attempts", CellKind.Count, message => (long)message.Attempts),
        new("queuedAt", "Queued", CellKind.Instant, message => message.QueuedAt, OnTerminal: true),
        new("changedAt", "Changed", CellKind.Instant, message => message.ChangedAt),
        new("detail", "Detail", CellKind.Text, message => message.Detail),
        new("snapshot", "Snapshot", CellKind.Id, message => message.Snapshot.Value),
        new("messageId", "Message id", CellKind.Id, message => message.MessageId),
        new("key", "Key", CellKind.Id, message => message.Key),
    ];

    /// <summary>The table of messages, in the order given.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="meta">Head.</param>
    /// <param name="word">What one of them is called.</param>
    public static ReportTable Build(IReadOnlyList<OutboxMessage> messages, ReportMeta meta, string word = "mail")
    {
        int sent = messages.Count(message => message.State == DeliveryState.Sent);
        int unknown = messages.Count(message => message.State == DeliveryState.Uncertain);
        string title = messages.Count == 0 ? $"No {word} has been queued"
            : string.Create(CultureInfo.InvariantCulture, $"{sent} of {messages.Count} {word}{(messages.Count == 1 ? "" : "s")} sent, {unknown} with delivery unknown");
        return LogTable.Build("costguard.outbox/1", title, Columns, messages, meta) with
        {
            Footnote = unknown == 0 ? null
                : "Delivery unknown means that the server may have accepted the mail: ask a recipient before you send it again. Its key: costguard mail log -o csv",
        };
    }

    private static string State(DeliveryState state) => state switch
    {
        DeliveryState.Sent => "✓ SENT",
        DeliveryState.PartlySent => "! PARTLY SENT",
        DeliveryState.Uncertain => "? DELIVERY UNKNOWN",
        DeliveryState.Failed => "▲ FAILED",
        DeliveryState.Sending or DeliveryState.Taken => "… SENDING",
        _ => "… QUEUED",
    };
}
