using CostGuard.Core.Statements;

namespace CostGuard.Ledger.State;

/// <summary>A final statement as it was handed out, and the team's answer.</summary>
public sealed class StatementRow
{
    /// <summary>"2026-10-payments-1".</summary>
    public required string Number { get; init; }

    /// <summary>Billing month, year * 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>Team id.</summary>
    public required string Team { get; init; }

    /// <summary>Version of the close.</summary>
    public required int Version { get; init; }

    /// <summary>When the month was closed.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Last day of disputes, as its day number.</summary>
    public required int DisputeUntil { get; init; }

    /// <summary>The table.</summary>
    public required string Content { get; init; }

    /// <summary>Number of the last line.</summary>
    public required int Lines { get; init; }

    /// <summary>The answer.</summary>
    public StatementAnswer Answer { get; set; }

    /// <summary>Who answered.</summary>
    public string? By { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why it is disputed.</summary>
    public string? Reason { get; set; }

    /// <summary>Disputed line.</summary>
    public int? Line { get; set; }

    /// <summary>All disputes as JSON; null where there was one at most when the row was written.</summary>
    public string? DisputesJson { get; set; }

    /// <summary>Counts changes.</summary>
    public int Revision { get; set; }
}
