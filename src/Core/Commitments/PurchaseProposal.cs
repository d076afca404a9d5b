using CostGuard.Core.Errors;

namespace CostGuard.Core.Commitments;

/// <summary>How much of what would have been best is bought.</summary>
public enum PurchaseRisk
{
    /// <summary>80 % of it.</summary>
    Conservative,

    /// <summary>90 % of it.</summary>
    Balanced,

    /// <summary>All of it.</summary>
    Aggressive,
}

/// <summary>Usage at on-demand prices that nothing covers, in equal stretches without a gap.</summary>
/// <param name="First">The first UTC day.</param>
/// <param name="PerHour">On-demand cost an hour: one value an hour, or the mean of each day, the oldest first.</param>
/// <param name="IsHourly">False for days: what happens inside of a day is unknown.</param>
/// <param name="CoveredPerHour">Mean on-demand cost an hour that commitments cover already.</param>
public sealed record UncoveredUsage(DateOnly First, IReadOnlyList<decimal> PerHour, bool IsHourly, decimal CoveredPerHour)
{
    /// <summary>Stretches of a day.</summary>
    public int PerDay => IsHourly ? 24 : 1;

    /// <summary>Number of days.</summary>
    public int Days => PerHour.Count / PerDay;
}

/// <summary>What to buy, or why nothing (domain G.3). Amounts are an hour unless they say month, in the currency of the scope.</summary>
public sealed record PurchaseProposal
{
    /// <summary>Service and currency.</summary>
    public required CommitmentScope Scope { get; init; }

    /// <summary>Days that were looked at.</summary>
    public required int Days { get; init; }

    /// <summary>True when hours were known; days alone give low confidence.</summary>
    public required bool IsHourly { get; init; }

    /// <summary>The discount of what would be covered; null when nothing is proposed.</summary>
    public decimal? Discount { get; init; }

    /// <summary>The commitment that would have been best: the smallest of all look-backs, scaled down where usage falls.</summary>
    public decimal Best { get; init; }

    /// <summary>The commitment to buy, paid for every hour; 0 when nothing is proposed.</summary>
    public decimal Commitment { get; init; }

    /// <summary>What it would have done in the longest look-back.</summary>
    public CoverageOutcome? Outcome { get; init; }

    /// <summary>Saved in a month of 730 hours.</summary>
    public decimal SavingPerMonth { get; init; }

    /// <summary>The same if usage falls by 30 %: below zero is the regret.</summary>
    public decimal SavingIfUsageFalls { get; init; }

    /// <summary>The fall of usage, as a share, from which on the commitment costs more than it saves; 1 when none does.</summary>
    public decimal FallToBreakEven { get; init; }

    /// <summary>Months after which a year's commitment has paid for itself.</summary>
    public decimal? BreakEvenMonths { get; init; }

    /// <summary>Coverage of the service before and after, existing commitments counted.</summary>
    public (decimal Before, decimal After) Coverage { get; init; }

    /// <summary>How to buy it in steps.</summary>
    public IReadOnlyList<Tranche> Ladder { get; init; } = [];

    /// <summary>Why nothing is proposed; null when something is.</summary>
    public Problem? Reason { get; init; }
}
