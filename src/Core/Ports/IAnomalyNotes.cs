namespace CostGuard.Core.Ports;

/// <summary>What a person decided about an anomaly.</summary>
public enum AnomalyDecision
{
    /// <summary>Somebody looks at it.</summary>
    Investigating,

    /// <summary>It was planned; until a day, or for good.</summary>
    Expected,

    /// <summary>It was real and is dealt with.</summary>
    Resolved,

    /// <summary>It was no anomaly: the scope gets a higher limit for 60 days.</summary>
    NotUseful,
}

/// <summary>A decision about one anomaly. Kept for ever, and found again whatever is computed anew: the anomaly itself is never stored.</summary>
/// <param name="Scope">Key of the series.</param>
/// <param name="Start">First unusual day when the decision was made.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Text">What the person wrote; null for nothing.</param>
/// <param name="Until">Expected until this day, inclusive; null: no end.</param>
/// <param name="Who">Who decided.</param>
/// <param name="At">When, UTC.</param>
public sealed record AnomalyNote(string Scope, DateOnly Start, AnomalyDecision Decision, string? Text, DateOnly? Until, string Who, DateTimeOffset At);

/// <summary>Decisions about anomalies in the state database.</summary>
public interface IAnomalyNotes
{
    /// <summary>All decisions, by scope and start.</summary>
    Task<IReadOnlyList<AnomalyNote>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes a decision; it replaces the one of the same scope and start.</summary>
    Task SaveAsync(AnomalyNote note, CancellationToken cancellationToken);
}
