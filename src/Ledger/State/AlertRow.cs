using CostGuard.Core.Alerts;

namespace CostGuard.Ledger.State;

/// <summary>One threshold of one budget in one period.</summary>
public sealed class AlertRow
{
    /// <summary>Budget name, or * for the age of the data.</summary>
    public required string Budget { get; init; }

    /// <summary>First day of the period.</summary>
    public required DateOnly Period { get; init; }

    /// <summary>Id of the threshold.</summary>
    public required string Threshold { get; init; }

    /// <summary>Where it stands.</summary>
    public AlertState State { get; set; }

    /// <summary>How often it was triggered.</summary>
    public int Entry { get; set; }

    /// <summary>First day of the data above, not confirmed yet.</summary>
    public DateOnly? FirstAbove { get; set; }

    /// <summary>When the state was entered.</summary>
    public DateTimeOffset? EnteredAt { get; set; }

    /// <summary>When it was last told.</summary>
    public DateTimeOffset? NotifiedAt { get; set; }

    /// <summary>Until when it is snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; set; }

    /// <summary>Whether it was escalated.</summary>
    public bool Escalated { get; set; }

    /// <summary>Amount and threshold that it was judged with.</summary>
    public required string Basis { get; set; }

    /// <summary>Who did what.</summary>
    public string? Note { get; set; }

    /// <summary>How often it was written.</summary>
    public int Revision { get; set; }
}

/// <summary>A notice for one reader.</summary>
public sealed class AlertNoticeRow
{
    /// <summary>What happened.</summary>
    public required string Key { get; init; }

    /// <summary>Mail address.</summary>
    public required string Reader { get; init; }

    /// <summary>Budget name, or *.</summary>
    public required string Budget { get; init; }

    /// <summary>First day of the period.</summary>
    public required DateOnly Period { get; init; }

    /// <summary>Why.</summary>
    public required AlertNoticeKind Kind { get; init; }

    /// <summary>Ids of thresholds, a line each.</summary>
    public required string Thresholds { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When a mail took it, or when it stopped being true; null while it waits.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Outbox key of the mail that holds it; null when it was dropped.</summary>
    public string? Mail { get; set; }

    /// <summary>"mailed", or why it was dropped.</summary>
    public string? Outcome { get; set; }
}
