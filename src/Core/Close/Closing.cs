using CostGuard.Core.Currencies;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What people decided about a month.</summary>
public enum ClosingState
{
    /// <summary>Nothing yet.</summary>
    Open,

    /// <summary>Complete, tied and allocated, by the word of a person.</summary>
    Reconciled,

    /// <summary>Final: its snapshot is pinned, its rates and budgets are locked.</summary>
    Closed,

    /// <summary>It was closed and is open again, for a stated reason.</summary>
    Reopened,
}

/// <summary>The budget amount of a closed month, and the versions that were known.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="Amount">The month's amount as exact text; null when the budget has none, or other periods than months.</param>
/// <param name="Versions">First days of its versions until the month's end.</param>
public sealed record LockedBudget(string Budget, string? Amount, IReadOnlyList<DateOnly> Versions);

/// <summary>Where a month stands with the people who close it. Never derived.</summary>
public sealed record Closing
{
    /// <summary>Billing month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>State.</summary>
    public required ClosingState State { get; init; }

    /// <summary>How often it was closed: the version of its report. 0 before the first time.</summary>
    public int Version { get; init; }

    /// <summary>The snapshot that was reconciled or closed; pinned once the month is closed.</summary>
    public SnapshotId? Snapshot { get; init; }

    /// <summary>Hash of the statements that were reconciled, so that nothing changes between the two signatures.</summary>
    public string? Evidence { get; init; }

    /// <summary>Who reconciled it last.</summary>
    public string? ReconciledBy { get; init; }

    /// <summary>Who closed it last.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Why it was reopened.</summary>
    public string? Reason { get; init; }

    /// <summary>When the state was set, UTC.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Rates of the month while it is closed.</summary>
    public IReadOnlyList<ExchangeRate> Rates { get; init; } = [];

    /// <summary>Budgets of the month while it is closed.</summary>
    public IReadOnlyList<LockedBudget> Budgets { get; init; } = [];

    /// <summary>What it charged of other months while it is closed; null when it is not closed, or was before this was kept.</summary>
    public ClosingCharges? Charges { get; init; }

    /// <summary>Its closes that were reopened, as they were, the first one first: their reports can be made again. Without those that were before this was kept.</summary>
    public IReadOnlyList<Closing> Earlier { get; init; } = [];

    /// <summary>What each of its closes posted, the first one first; it outlives reopening, since books do not forget. Without closes that had no accounts, or were before this was kept.</summary>
    public IReadOnlyList<PostedJournal> Posted { get; init; } = [];

    /// <summary>Counts changes: a state that another process wrote in between is not overwritten.</summary>
    public int Revision { get; init; }
}

/// <summary>A line of the audit log.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Action">"invoice add", "period close".</param>
/// <param name="Subject">"2026-10", or an invoice's number with its currency.</param>
/// <param name="Before">What was there; null for nothing.</param>
/// <param name="After">What is there now; null for nothing.</param>
public sealed record AuditEntry(DateTimeOffset At, string By, string Action, string Subject, string? Before, string? After);
