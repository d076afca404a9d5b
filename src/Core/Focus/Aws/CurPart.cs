namespace CostGuard.Core.Focus.Aws;

/// <summary>One charge made of a row.</summary>
/// <param name="Category">ChargeCategory; null refuses the row.</param>
/// <param name="Frequency">ChargeFrequency.</param>
/// <param name="Pricing">PricingCategory.</param>
/// <param name="Status">CommitmentDiscountStatus.</param>
/// <param name="Billed">BilledCost.</param>
/// <param name="Effective">EffectiveCost.</param>
/// <param name="List">ListCost.</param>
/// <param name="Contracted">ContractedCost.</param>
public sealed record CurPart(
    string? Category, string? Frequency, string? Pricing, string? Status, CurAmount Billed, CurAmount Effective, CurAmount List, CurAmount Contracted)
{
    /// <summary>True when the commitment itself is the resource: its purchase, and what of it was not used.</summary>
    public bool IsCommitment { get; init; }

    /// <summary>True when it corrects an invoiced period if the usage lies before the billing period.</summary>
    public bool MayCorrect { get; init; }

    /// <summary>True when the charge exists only where its effective cost is above zero.</summary>
    public bool OnlyAboveZero { get; init; }

    /// <summary>True for the unused part of a commitment.</summary>
    public bool IsUnused => Status == "Unused";

    /// <summary>True where the field has a value.</summary>
    public bool Has(CurWhen when) => when switch
    {
        CurWhen.NotTax => Category != "Tax",
        CurWhen.Consumed => Category == "Usage" && !IsUnused,
        _ => true,
    };
}
