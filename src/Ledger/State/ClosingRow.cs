using CostGuard.Core.Close;

namespace CostGuard.Ledger.State;

/// <summary>Where a month stands with the people who close it.</summary>
public sealed class ClosingRow
{
    /// <summary>Billing month, year * 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>State.</summary>
    public ClosingState State { get; set; }

    /// <summary>How often it was closed.</summary>
    public int Version { get; set; }

    /// <summary>The snapshot that was reconciled or closed.</summary>
    public string? SnapshotId { get; set; }

    /// <summary>Hash of the statements.</summary>
    public string? Evidence { get; set; }

    /// <summary>Who reconciled it.</summary>
    public string? ReconciledBy { get; set; }

    /// <summary>Who closed it.</summary>
    public string? ClosedBy { get; set; }

    /// <summary>Why it was reopened.</summary>
    public string? Reason { get; set; }

    /// <summary>When the state was set.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Locked rates.</summary>
    public string RatesJson { get; set; } = "[]";

    /// <summary>Locked budgets.</summary>
    public string BudgetsJson { get; set; } = "[]";

    /// <summary>What it charged of earlier months; null when it was closed before this was kept.</summary>
    public string? ChargedJson { get; set; }

    /// <summary>What each of its closes posted; null before the first one that was kept.</summary>
    public string? PostedJson { get; set; }

    /// <summary>Its closes that were reopened; null before the first one that was kept.</summary>
    public string? EarlierJson { get; set; }

    /// <summary>Counts changes.</summary>
    public int Revision { get; set; }
}

/// <summary>A line of the audit log; never changed.</summary>
public sealed class AuditRow
{
    /// <summary>Number.</summary>
    public long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>To what.</summary>
    public required string Subject { get; init; }

    /// <summary>What was there.</summary>
    public string? Before { get; init; }

    /// <summary>What is there now.</summary>
    public string? After { get; init; }
}
