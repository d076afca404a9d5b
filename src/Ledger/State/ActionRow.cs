using CostGuard.Core.Actions;

namespace CostGuard.Ledger.State;

/// <summary>An action. Never removed. Money is exact decimal text.</summary>
public sealed class ActionRow
{
    /// <summary>Number.</summary>
    public long Id { get; init; }

    /// <summary>One sentence.</summary>
    public required string Title { get; set; }

    /// <summary>One person.</summary>
    public required string Owner { get; set; }

    /// <summary>Team; null for the company.</summary>
    public string? Team { get; set; }

    /// <summary>Last day in time.</summary>
    public required DateOnly Due { get; set; }

    /// <summary>Type.</summary>
    public required ActionType Type { get; set; }

    /// <summary>State.</summary>
    public required ActionState State { get; set; }

    /// <summary>Promised a month.</summary>
    public string? Expected { get; set; }

    /// <summary>Currency of what was promised.</summary>
    public string? Currency { get; set; }

    /// <summary>Keys of findings.</summary>
    public string FindingsJson { get; set; } = "[]";

    /// <summary>Resources.</summary>
    public string ResourcesJson { get; set; } = "[]";

    /// <summary>Resources that took over.</summary>
    public string ReplacementsJson { get; set; } = "[]";

    /// <summary>When it was carried out.</summary>
    public DateOnly? DoneOn { get; set; }

    /// <summary>Link.</summary>
    public string? Evidence { get; set; }

    /// <summary>What somebody wrote last.</summary>
    public string? Note { get; set; }

    /// <summary>What the bill says.</summary>
    public string? ProofJson { get; set; }

    /// <summary>Who agreed.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Counts changes.</summary>
    public int Revision { get; set; }
}

/// <summary>A decision about a finding; never changed.</summary>
public sealed class DecisionRow
{
    /// <summary>Number; the newest of a key counts.</summary>
    public long Id { get; init; }

    /// <summary>Key of the finding.</summary>
    public required string Key { get; init; }

    /// <summary>What was said.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Until when.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What the finding would have saved a month.</summary>
    public string? Saving { get; init; }

    /// <summary>Currency of it.</summary>
    public string? Currency { get; init; }

    /// <summary>The action that was made.</summary>
    public long? Action { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
