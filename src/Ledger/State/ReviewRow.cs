using CostGuard.Core.Reviews;

namespace CostGuard.Ledger.State;

/// <summary>The review of a month.</summary>
public sealed class ReviewRow
{
    /// <summary>Billing month, year * 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>State.</summary>
    public ReviewState State { get; set; }

    /// <summary>The pinned snapshot.</summary>
    public required string SnapshotId { get; set; }

    /// <summary>Frozen figures.</summary>
    public required string ModelJson { get; set; }

    /// <summary>Who froze them.</summary>
    public required string OpenedBy { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset OpenedAt { get; set; }

    /// <summary>Who closed it.</summary>
    public string? ClosedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>The pack of a closed review.</summary>
    public string? Pack { get; set; }

    /// <summary>Counts changes.</summary>
    public int Revision { get; set; }
}

/// <summary>What a person wrote in a review; never changed.</summary>
public sealed class ReviewEntryRow
{
    /// <summary>Number.</summary>
    public long Id { get; init; }

    /// <summary>Billing month, year * 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>What it is.</summary>
    public required ReviewEntryKind Kind { get; init; }

    /// <summary>What a note is about.</summary>
    public ReviewSubjectKind? SubjectKind { get; init; }

    /// <summary>Its name.</summary>
    public string? Subject { get; init; }

    /// <summary>In words.</summary>
    public required string Text { get; init; }

    /// <summary>Who does it.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Number of the action that it made.</summary>
    public long? Action { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
