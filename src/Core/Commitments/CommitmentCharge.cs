using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Commitments;

/// <summary>What a usage charge has to do with a commitment (FOCUS CommitmentDiscountStatus).</summary>
public enum CommitmentUse
{
    /// <summary>No commitment: paid on demand.</summary>
    OnDemand,

    /// <summary>Paid for by a commitment.</summary>
    Used,

    /// <summary>The part of a commitment that nothing used.</summary>
    Unused,

    /// <summary>Names a commitment, but not whether it was used.</summary>
    Unknown,
}

/// <summary>Where commitments of one kind may apply: one service of one provider, in one currency.</summary>
/// <param name="Provider">FOCUS ProviderName.</param>
/// <param name="Service">FOCUS ServiceName.</param>
/// <param name="Currency">BillingCurrency.</param>
public sealed record CommitmentScope(string? Provider, string? Service, Currency Currency)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Service ?? "(no service)"} ({Provider ?? "unknown provider"}, {Currency})";
}

/// <summary>What is alike enough for a commitment to pay for: hours of instances, not gigabytes beside them.</summary>
/// <param name="Scope">Service and currency.</param>
/// <param name="Unit">FOCUS PricingUnit.</param>
/// <param name="ResourceType">FOCUS ResourceType.</param>
public sealed record CommitmentKind(CommitmentScope Scope, string? Unit, string? ResourceType);

/// <summary>Charges of the same moment and kind, added up.</summary>
public sealed record CommitmentCharge
{
    /// <summary>FOCUS ChargePeriodStart, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>FOCUS ChargePeriodEnd, exclusive, UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Service, unit and resource type.</summary>
    public required CommitmentKind Kind { get; init; }

    /// <summary>FOCUS CommitmentDiscountId; null for usage on demand.</summary>
    public string? Id { get; init; }

    /// <summary>FOCUS CommitmentDiscountType: "Savings Plan", "Reserved Instance".</summary>
    public string? Type { get; init; }

    /// <summary>FOCUS CommitmentDiscountCategory: "Spend" or "Usage".</summary>
    public string? Category { get; init; }

    /// <summary>True for the purchase of a commitment, false for usage.</summary>
    public bool IsPurchase { get; init; }

    /// <summary>FOCUS PricingCategory: Standard, Committed, Dynamic, Other.</summary>
    public string? PricingCategory { get; init; }

    /// <summary>Whether it was used.</summary>
    public required CommitmentUse Use { get; init; }

    /// <summary>The four costs, in the scope's currency.</summary>
    public required Costs Costs { get; init; }

    /// <summary>Length of the charge period in hours.</summary>
    public double Hours => (End - Start).TotalHours;

    /// <summary>The UTC day it begins on.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Start.UtcDateTime);

    /// <summary>True for usage at the provider's usual price: spot usage (Dynamic) and special prices cannot be committed to.</summary>
    public bool IsPlain => Use == CommitmentUse.OnDemand && (PricingCategory is null || PricingCategory.Equals("Standard", StringComparison.OrdinalIgnoreCase));
}
