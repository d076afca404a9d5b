using CostGuard.Core.Values;

namespace CostGuard.Core.Actions;

/// <summary>What a person said to a finding.</summary>
public enum DecisionKind
{
    /// <summary>It will be done: there is an action.</summary>
    Accepted,

    /// <summary>It will not be done, for a stated reason; until a day, or for good.</summary>
    Rejected,

    /// <summary>Not now: it comes back on a day.</summary>
    Snoozed,

    /// <summary>The earlier decision no longer counts.</summary>
    Reopened,
}

/// <summary>
/// A decision about one finding (domain H.4). Findings are computed anew in every run; decisions are kept for ever and found again by the finding's key. A newer
/// one of the same key counts, the older ones are its history.
/// </summary>
public sealed record FindingDecision
{
    /// <summary>Key of the finding: rule, resource and variant.</summary>
    public required string Key { get; init; }

    /// <summary>What was said.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Why; never null for a rejection.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a rejection the last day on which it holds, null for good; of a snooze the day on which the finding is back.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What the finding would have saved a month when it was decided; null when nobody knew.</summary>
    public Money? Saving { get; init; }

    /// <summary>The action that an acceptance made.</summary>
    public ActionId? Action { get; init; }

    /// <summary>Who decided.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True when the finding is kept out of sight on a day. An acceptance hides nothing.</summary>
    public bool HidesOn(DateOnly day) => Kind switch
    {
        DecisionKind.Rejected => Until is not { } last || day <= last,
        DecisionKind.Snoozed => day < Until,
        _ => false,
    };
}
