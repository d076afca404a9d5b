using CostGuard.Core.Ports;

namespace CostGuard.Ledger.State;

/// <summary>A message to be sent, once.</summary>
public sealed class OutboxRow
{
    /// <summary>Stable key of the message.</summary>
    public required string Key { get; init; }

    /// <summary>RFC 5322 Message-ID without brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>Kind of report.</summary>
    public required string Kind { get; init; }

    /// <summary>Subject line.</summary>
    public required string Subject { get; init; }

    /// <summary>Recipients as a JSON array.</summary>
    public required string ToJson { get; init; }

    /// <summary>The whole message.</summary>
    public required byte[] Mime { get; init; }

    /// <summary>Snapshot id.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; set; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Last answer.</summary>
    public string? Detail { get; set; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>The process that took it last: the name of its lock (<see cref="Senders"/>).</summary>
    public string? Owner { get; set; }
}
