using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>A sum of cost that rules gave to somebody: what the weights of pools are made of.</summary>
/// <param name="Target">Team, pseudo-team, or a rule's pool (<see cref="Pool.AsTarget"/>).</param>
/// <param name="Period">Billing month.</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="SubAccountId">Sub-account, or null.</param>
/// <param name="CommitmentDiscountId">Commitment, or null.</param>
/// <param name="IsTax">True for ChargeCategory Tax.</param>
/// <param name="IsUsed">True for CommitmentDiscountStatus Used.</param>
/// <param name="Effective">Σ EffectiveCost × 10¹⁸.</param>
/// <param name="Positive">The same over positive sums of a day only.</param>
public sealed record DirectCost(
    TeamId Target,
    BillingPeriod Period,
    Currency Currency,
    string? SubAccountId,
    string? CommitmentDiscountId,
    bool IsTax,
    bool IsUsed,
    Int128 Effective,
    Int128 Positive);
