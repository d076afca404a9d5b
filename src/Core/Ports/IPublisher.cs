using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>A file that travels with a mail.</summary>
/// <param name="Name">File name for people; for an inline picture its Content-ID without brackets.</param>
/// <param name="MediaType">"image/png", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ….</param>
/// <param name="Bytes">The bytes.</param>
/// <param name="Location">Where the same file lies, below the home; said in the mail when the file is too large to travel.</param>
public sealed record MailPart(string Name, string MediaType, byte[] Bytes, string? Location = null);

/// <summary>A finished mail, not yet MIME: what a report hands to the channel.</summary>
public sealed record MailDraft
{
    /// <summary>"weekly-team", "finance", ….</summary>
    public required string Kind { get; init; }

    /// <summary>Whom or what it is about: a team id, or "all".</summary>
    public required string About { get; init; }

    /// <summary>What time it is about: "2026-11-14", "2026-10".</summary>
    public required string Period { get; init; }

    /// <summary>The snapshot its figures come from.</summary>
    public required SnapshotId Snapshot { get; init; }

    /// <summary>Name beside the From address: "CostGuard (Acme)".</summary>
    public required string FromName { get; init; }

    /// <summary>Recipients' addresses.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Subject line: one sentence with the number, at most 60 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The HTML part. Complete, no remote content; empty for a reader who wants text alone.</summary>
    public required string Html { get; init; }

    /// <summary>The text part, with every number of the HTML part.</summary>
    public required string Text { get; init; }

    /// <summary>Pictures that the HTML names as cid:NAME.</summary>
    public IReadOnlyList<MailPart> Pictures { get; init; } = [];

    /// <summary>Attached files.</summary>
    public IReadOnlyList<MailPart> Attachments { get; init; } = [];

    /// <summary>True for mails a person may leave by mail (List-Unsubscribe); false for those that come with a duty.</summary>
    public bool MayUnsubscribe { get; init; }

    /// <summary>The reader's own link by which they leave this mail; null where there are no web pages.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>When the reader's quiet hours end, UTC; null sends it at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Key of the same mail to several readers, of which this one is a part made for one of them; null for any other mail.</summary>
    public string? Shared { get; init; }

    /// <summary>True marks it as important: only for what is over already.</summary>
    public bool Urgent { get; init; }

    /// <summary>What it is one of several mails about, such as a budget in its period: mail programs show those together. Null stands alone.</summary>
    public string? Thread { get; init; }

    /// <summary>The due time of the schedule that ordered it, UTC; null when a person did, or an event.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>
    /// "weekly-team/payments/2026-11-14/1f2e3d4c5b6a": the same mail has the same key, on whatever machine. What a schedule orders is the mail of its due time,
    /// "weekly-team/payments/due/2026-11-16T07.00Z", whatever data a second attempt finds.
    /// </summary>
    public string Key => Due is { } due
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind}/{About}/due/{due.UtcDateTime:yyyy-MM-dd'T'HH'.'mm'Z'}")
        : $"{Kind}/{About}/{Period}/{Snapshot}";
}

/// <summary>Makes the message that goes into the outbox. Same draft and instant, same bytes.</summary>
public interface IMailComposer
{
    /// <summary>MIME with a Message-ID made from the key. Refuses (CostGuardException) addresses that are none.</summary>
    OutboxMessage Compose(MailDraft draft, DateTimeOffset asOf);
}

/// <summary>How one attempt ended: <see cref="DeliveryState.Queued"/> means "not delivered, try again later".</summary>
/// <param name="State">Queued, Sent, PartlySent, Uncertain or Failed.</param>
/// <param name="Detail">The server's answer, the refused recipients, or what went wrong; never a secret.</param>
public sealed record SendResult(DeliveryState State, string Detail)
{
    /// <summary>How long the receiver asks to wait before the next attempt; null leaves it to the outbox.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the receiver says that it is gone for good.</summary>
    public bool Gone { get; init; }
}

/// <summary>
/// Takes one message out of the house. One file a channel. Answers every outage with a <see cref="SendResult"/>: a dead server never stops
/// the other channels. Uses a new connection for each call.
/// </summary>
public interface IMailTransport
{
    /// <summary>Kebab-case, stable for ever: "smtp", "eml-folder".</summary>
    string Key { get; }

    /// <summary>One attempt. Never tries again by itself after the message was handed over.</summary>
    Task<SendResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken);

    /// <summary>One attempt that says when it begins: <paramref name="handOver"/> is waited for before the first byte that may reach a reader.</summary>
    async Task<SendResult> SendAsync(OutboxMessage message, Func<CancellationToken, Task> handOver, CancellationToken cancellationToken)
    {
        await handOver(cancellationToken).ConfigureAwait(false);
        return await SendAsync(message, cancellationToken).ConfigureAwait(false);
    }
}
