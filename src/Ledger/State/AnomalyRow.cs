using CostGuard.Core.Ports;

namespace CostGuard.Ledger.State;

/// <summary>What a person decided about an anomaly. The anomaly itself is derived and not stored.</summary>
public sealed class AnomalyRow
{
    /// <summary>Key of the series.</summary>
    public required string Scope { get; init; }

    /// <summary>First unusual day, as a day number.</summary>
    public required int Start { get; init; }

    /// <summary>The decision.</summary>
    public required AnomalyDecision Decision { get; set; }

    /// <summary>What the person wrote.</summary>
    public string? Note { get; set; }

    /// <summary>Expected until this day, as a day number.</summary>
    public int? Until { get; set; }

    /// <summary>Who decided.</summary>
    public required string Who { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}
