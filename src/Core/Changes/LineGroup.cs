using CostGuard.Core.Values;

namespace CostGuard.Core.Changes;

/// <summary>Charges of one window that agree in all of these; the smallest thing a bridge looks at.</summary>
public sealed record LineGroup
{
    /// <summary>FOCUS ServiceName.</summary>
    public string? Service { get; init; }

    /// <summary>What has a price: FOCUS SkuId, else SkuPriceId; null when the source names neither.</summary>
    public string? Sku { get; init; }

    /// <summary>FOCUS RegionId.</summary>
    public string? Region { get; init; }

    /// <summary>FOCUS SubAccountId.</summary>
    public string? Account { get; init; }

    /// <summary>FOCUS ResourceId; charges without one are one thing in each account.</summary>
    public string? Resource { get; init; }

    /// <summary>Unit of <see cref="Quantity"/>.</summary>
    public string? Unit { get; init; }

    /// <summary>FOCUS ChargeCategory.</summary>
    public string? Category { get; init; }

    /// <summary>FOCUS ChargeClass.</summary>
    public string? Class { get; init; }

    /// <summary>True when the charge names a commitment.</summary>
    public bool HasCommitment { get; init; }

    /// <summary>FOCUS CommitmentDiscountStatus.</summary>
    public string? CommitmentStatus { get; init; }

    /// <summary>True for a share of a pool.</summary>
    public bool IsShared { get; init; }

    /// <summary>Currency of both amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Quantity in <see cref="Unit"/>; null when a line has none.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>FOCUS ContractedCost, exact.</summary>
    public decimal Contracted { get; init; }

    /// <summary>The metric that is explained, exact.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The cause of a charge that is never usage, or null.</summary>
    internal ChangeCause? OwnCause => this switch
    {
        { IsShared: true } => ChangeCause.SharedCost,
        { Class: "Correction" } => ChangeCause.Correction,
        { Category: "Credit" } => ChangeCause.Credit,
        { Category: "Tax" } => ChangeCause.Tax,
        { Category: "Adjustment" } => ChangeCause.Adjustment,
        { Category: "Purchase", HasCommitment: true } => ChangeCause.Commitment,
        { Category: "Purchase" } => ChangeCause.Purchase,
        { CommitmentStatus: "Unused" } => ChangeCause.Unused,
        _ => null,
    };

    /// <summary>False where a contracted cost of 0 is no price, since something was paid.</summary>
    internal bool IsPriced => Contracted != 0m || Amount == 0m;
}

/// <summary>One reason of a change: what, where, how much.</summary>
/// <param name="Cause">Cause.</param>
/// <param name="Service">FOCUS ServiceName.</param>
/// <param name="Sku">SKU, where one price is meant.</param>
/// <param name="Region">FOCUS RegionId.</param>
/// <param name="Account">FOCUS SubAccountId, where one is meant.</param>
/// <param name="Resource">FOCUS ResourceId, where one is meant.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Amount">Exact; positive when it made cost rise.</param>
public sealed record ChangeDriver(
    ChangeCause Cause, string? Service, string? Sku, string? Region, string? Account, string? Resource, Currency Currency, decimal Amount);
