using CostGuard.Core.Close;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>What a team said to its statement.</summary>
public enum StatementAnswer
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>It is right.</summary>
    Accepted,

    /// <summary>A line is wrong.</summary>
    Disputed,
}

/// <summary>Where a statement stands.</summary>
public enum StatementStanding
{
    /// <summary>The month is open.</summary>
    Preliminary,

    /// <summary>Final, and still to be answered.</summary>
    Waiting,

    /// <summary>Accepted by a person.</summary>
    Accepted,

    /// <summary>Accepted since nobody said anything, where that is agreed.</summary>
    AcceptedBySilence,

    /// <summary>Disputed.</summary>
    Disputed,

    /// <summary>The deadline passed without a word, and silence is no answer.</summary>
    Unanswered,
}

/// <summary>A line of a final statement that somebody disputes.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
public sealed record LineDispute(int Line, string Reason, string By, DateTimeOffset At);

/// <summary>A final statement as it was handed out, and what the team said to it. Its content is never made again.</summary>
public sealed record IssuedStatement
{
    /// <summary>"2026-10-payments-1".</summary>
    public required string Number { get; init; }

    /// <summary>Billing month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>Team id.</summary>
    public required string Team { get; init; }

    /// <summary>Version of the close.</summary>
    public required int Version { get; init; }

    /// <summary>When the month was closed, UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Last day on which it may be disputed.</summary>
    public required DateOnly DisputeUntil { get; init; }

    /// <summary>The table, as <see cref="Reports.StoredTable"/> writes it.</summary>
    public required string Content { get; init; }

    /// <summary>Number of the last line that may be disputed.</summary>
    public required int Lines { get; init; }

    /// <summary>The answer.</summary>
    public StatementAnswer Answer { get; init; }

    /// <summary>Who answered last.</summary>
    public string? By { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Why it is disputed, or a note; of the last answer.</summary>
    public string? Reason { get; init; }

    /// <summary>Line of the last dispute.</summary>
    public int? Line { get; init; }

    /// <summary>All lines that are disputed, by line and moment; none once it is accepted.</summary>
    public IReadOnlyList<LineDispute> Disputes { get; init; } = [];

    /// <summary>Counts changes.</summary>
    public int Revision { get; init; }

    /// <summary>With one more dispute. What was said before stays; only who says something else of the same line replaces their own words.</summary>
    public IssuedStatement WithDispute(LineDispute dispute)
    {
        ArgumentNullException.ThrowIfNull(dispute);
        return this with
        {
            Answer = StatementAnswer.Disputed,
            By = dispute.By,
            AnsweredAt = dispute.At,
            Reason = dispute.Reason,
            Line = dispute.Line,
            Disputes = [.. Disputes.Where(each => each.Line != dispute.Line || !Signer.AreSame(each.By, dispute.By)).Append(dispute).OrderBy(each => each.Line).ThenBy(each => each.At)],
        };
    }

    /// <summary>Where it stands at a moment.</summary>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="silenceAccepts">True when silence is agreed to accept.</param>
    public StatementStanding Standing(DateTimeOffset asOf, bool silenceAccepts) => Answer switch
    {
        StatementAnswer.Accepted => StatementStanding.Accepted,
        StatementAnswer.Disputed => StatementStanding.Disputed,
        _ when IsOpen(asOf) => StatementStanding.Waiting,
        _ => silenceAccepts ? StatementStanding.AcceptedBySilence : StatementStanding.Unanswered,
    };

    /// <summary>True until the end of the last day, UTC.</summary>
    public bool IsOpen(DateTimeOffset asOf) => DateOnly.FromDateTime(asOf.UtcDateTime) <= DisputeUntil;
}
