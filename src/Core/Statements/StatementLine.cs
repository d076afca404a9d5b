using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>Part of a statement that a charge belongs to; together they are the total (domain B.7).</summary>
public enum StatementPart
{
    /// <summary>What the team used itself, by service.</summary>
    Direct,

    /// <summary>Its part of a shared pool.</summary>
    Shared,

    /// <summary>Its part of what commitments cost and nobody used.</summary>
    UnusedCommitment,

    /// <summary>Credits, refunds and other adjustments.</summary>
    Credits,

    /// <summary>Taxes.</summary>
    Tax,

    /// <summary>What belongs to earlier periods: corrections in the bill, and what providers changed in closed months.</summary>
    Correction,
}

/// <summary>How much a pool held in the month, and how a team came to its part.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Method">In words: "usage metric vcpu-hours".</param>
/// <param name="Billed">Σ BilledCost of the pool, exact.</param>
/// <param name="Effective">Σ EffectiveCost of the pool, exact.</param>
/// <param name="Weight">The team's weight; null where it differs within the pool, or is no number of its own.</param>
/// <param name="Share">The team's share, 0 to 1, by billed cost, or by effective cost where nothing is billed; null of an empty pool.</param>
public sealed record PoolShare(string Pool, string Method, decimal Billed, decimal Effective, decimal? Weight, decimal? Share);

/// <summary>A charge before it is rounded.</summary>
/// <param name="Team">Team id, or a pseudo-team.</param>
/// <param name="Part">Part of the statement.</param>
/// <param name="Item">Service, pool, or month that is corrected.</param>
/// <param name="Pool">Pool that gave it; null for direct cost.</param>
/// <param name="Currency">Currency of the costs.</param>
/// <param name="Billed">Σ BilledCost, exact.</param>
/// <param name="Effective">Σ EffectiveCost, exact.</param>
public sealed record TeamCharge(string Team, StatementPart Part, string Item, string? Pool, Currency Currency, decimal Billed, decimal Effective);

/// <summary>A line of a statement, in whole subunits.</summary>
/// <param name="Charge">The exact charge.</param>
/// <param name="Billed">BilledCost, by largest remainder.</param>
/// <param name="Effective">EffectiveCost, by largest remainder.</param>
public sealed record StatementLine(TeamCharge Charge, decimal Billed, decimal Effective);

/// <summary>What a team is charged in a currency, in whole subunits.</summary>
/// <param name="Currency">Currency.</param>
/// <param name="Billed">BilledCost: what adds up to the invoices.</param>
/// <param name="Effective">EffectiveCost: what budgets look at.</param>
public sealed record StatementTotal(Currency Currency, decimal Billed, decimal Effective);

/// <summary>What changed in a closed month afterwards, and is charged in a later one.</summary>
/// <param name="Month">The closed month.</param>
/// <param name="Team">Team id, or a pseudo-team.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Billed">Now − as it was charged, BilledCost, exact.</param>
/// <param name="Effective">The same of EffectiveCost.</param>
public sealed record LateCorrection(BillingPeriod Month, string Team, Currency Currency, decimal Billed, decimal Effective)
{
    /// <summary>True when it only moves what was charged already: the month was reopened, and what another one had charged of it is in its own data now.</summary>
    public bool Settles { get; init; }
}
