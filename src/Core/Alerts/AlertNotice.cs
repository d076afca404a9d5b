namespace CostGuard.Core.Alerts;

/// <summary>Something that one reader is to be told. It waits in the state database until a mail holds it, or until it is no longer true.</summary>
public sealed record AlertNotice
{
    /// <summary>Key of what happened; with the reader it is unique, so that nothing is told twice.</summary>
    public required string Key { get; init; }

    /// <summary>Mail address.</summary>
    public required string Reader { get; init; }

    /// <summary>The budget's name; <see cref="StaleDataAlert.Budget"/> when it is about the data.</summary>
    public required string Budget { get; init; }

    /// <summary>First day of the period.</summary>
    public required DateOnly Period { get; init; }

    /// <summary>Why.</summary>
    public required AlertNoticeKind Kind { get; init; }

    /// <summary>Ids of the thresholds, ascending; the last one leads.</summary>
    public required IReadOnlyList<string> Thresholds { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
