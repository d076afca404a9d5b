using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>Which tags and resource columns the daily roll-up keeps, since a rule needs them.</summary>
/// <param name="TagKeys">Folded tag keys, ordinal order, always with "team".</param>
/// <param name="Resources">True when a rule looks at resource id or name.</param>
/// <param name="Skus">True when a rule looks at the SKU.</param>
public sealed record RollupShape(IReadOnlyList<string> TagKeys, bool Resources, bool Skus);

/// <summary>One distinct combination of everything a rule may look at. Rules run on these, never on rows.</summary>
public sealed record DimensionSet
{
    /// <summary>FOCUS ProviderName (ServiceProviderName from 1.3).</summary>
    public string? ProviderName { get; init; }

    /// <summary>FOCUS BillingAccountId.</summary>
    public string? BillingAccountId { get; init; }

    /// <summary>FOCUS SubAccountId.</summary>
    public string? SubAccountId { get; init; }

    /// <summary>FOCUS ServiceName.</summary>
    public string? ServiceName { get; init; }

    /// <summary>FOCUS ServiceCategory.</summary>
    public string? ServiceCategory { get; init; }

    /// <summary>FOCUS RegionId.</summary>
    public string? RegionId { get; init; }

    /// <summary>FOCUS ChargeCategory, canonical spelling.</summary>
    public string? ChargeCategory { get; init; }

    /// <summary>FOCUS ChargeClass: "Correction" or null.</summary>
    public string? ChargeClass { get; init; }

    /// <summary>FOCUS CommitmentDiscountId.</summary>
    public string? CommitmentDiscountId { get; init; }

    /// <summary>FOCUS CommitmentDiscountStatus: "Used", "Unused" or null.</summary>
    public string? CommitmentDiscountStatus { get; init; }

    /// <summary>True when the charge has a ResourceId (kept whether or not the id itself is).</summary>
    public bool HasResource { get; init; }

    /// <summary>FOCUS ResourceId; null unless the roll-up keeps resources.</summary>
    public string? ResourceId { get; init; }

    /// <summary>FOCUS ResourceName; null unless the roll-up keeps resources.</summary>
    public string? ResourceName { get; init; }

    /// <summary>FOCUS SkuId; null unless the roll-up keeps SKUs.</summary>
    public string? SkuId { get; init; }

    /// <summary>Source of the load.</summary>
    public required SourceKey Source { get; init; }

    /// <summary>Folded tags that the roll-up keeps.</summary>
    public TagSet Tags { get; init; } = TagSet.Empty;
}

/// <summary>Who gets a dimension set.</summary>
/// <param name="Team">The team; for a pool the pseudo-team that keeps what cannot be split.</param>
/// <param name="Rule">Name of the rule that decided: "tag:team", "account:NAME", a rule's own name, "unallocated", ….</param>
/// <param name="Pool">Pool name when the cost is shared, else null.</param>
public readonly record struct Assignment(TeamId Team, string Rule, string? Pool = null);

/// <summary>Days over which the assignment of every dimension set is constant, since no rule or team starts or ends inside.</summary>
/// <param name="Days">The days.</param>
/// <param name="Assignments">One per dimension set, in the order of the sets.</param>
public sealed record AllocationEpoch(DayRange Days, IReadOnlyList<Assignment> Assignments);
