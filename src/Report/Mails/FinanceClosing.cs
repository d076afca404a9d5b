using CostGuard.Core.Close;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>What the person responsible said about a change.</summary>
/// <param name="Label">"Payments: Amazon RDS", as the largest changes name it.</param>
/// <param name="Text">"Load test, ends Friday (li@acme.test, expected until 20 Nov 2026)".</param>
public sealed record OwnerNote(string Label, string Text);

/// <summary>The review of the month, whose pack goes with the mail.</summary>
/// <param name="Snapshot">The snapshot that its figures were frozen on.</param>
/// <param name="OpenedAt">When, UTC.</param>
/// <param name="IsSame">True when the mail's figures are of the same snapshot.</param>
public sealed record FinanceReview(SnapshotId Snapshot, DateTimeOffset OpenedAt, bool IsSame);

/// <summary>Where the finance report's month stands with the people who close it.</summary>
public sealed record FinanceClosing
{
    /// <summary>The month as people left it.</summary>
    public required Closing Closing { get; init; }

    /// <summary>Complete, tied, allocated, judged on the report's snapshot.</summary>
    public required IReadOnlyList<CloseTick> Ticks { get; init; }

    /// <summary>Each invoice beside its data, in its own currency.</summary>
    public required IReadOnlyList<InvoiceStatement> Statements { get; init; }

    /// <summary>True for a reconciled month that is not any more what was signed.</summary>
    public bool HasChanged { get; init; }

    /// <summary>What owners said about unusual cost of the month.</summary>
    public IReadOnlyList<OwnerNote> Notes { get; init; } = [];

    /// <summary>What waits for a decision: whole sentences.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>Restatements of closed months of which nothing is left to book, since other months have charged them: whole sentences.</summary>
    public IReadOnlyList<string> Charged { get; init; } = [];

    /// <summary>The review of the month; null while nobody has opened it.</summary>
    public FinanceReview? Review { get; init; }

    /// <summary>Why the pack of the month's review does not go with the mail of a closed month, and what to do; null when it does, or there is no review.</summary>
    public string? WithoutPack { get; init; }

    /// <summary>Working days since the month's end: 2 is WD+2; 0 while it runs.</summary>
    public required int WorkingDay { get; init; }

    /// <summary>True for a closed month: its figures do not move any more.</summary>
    public bool IsFinal => Closing.State == ClosingState.Closed;

    /// <summary>True when every invoice ties to the last digit.</summary>
    public bool TiesExactly => Statements.Count > 0 && Statements.All(each => each.Unexplained == 0m && each.Result == StatementResult.Ties);
}
