using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>ChargeType of an export.</summary>
public enum AzureChargeType
{
    /// <summary>Usage, also where the export has no such column.</summary>
    Usage,

    /// <summary>Purchase.</summary>
    Purchase,

    /// <summary>Refund.</summary>
    Refund,

    /// <summary>Tax.</summary>
    Tax,

    /// <summary>Credit.</summary>
    Credit,

    /// <summary>UnusedReservation.</summary>
    UnusedReservation,

    /// <summary>UnusedSavingsPlan.</summary>
    UnusedSavingsPlan,

    /// <summary>RoundingAdjustment.</summary>
    Rounding,

    /// <summary>A word that nobody knows.</summary>
    Unknown,
}

/// <summary>PricingModel of an export.</summary>
public enum AzurePricing
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>OnDemand.</summary>
    OnDemand,

    /// <summary>Spot.</summary>
    Spot,

    /// <summary>Reservation.</summary>
    Reservation,

    /// <summary>SavingsPlan.</summary>
    SavingsPlan,
}

/// <summary>What sort of charge a row is: decides which costs its amount is (domain A.6).</summary>
/// <param name="Type">ChargeType.</param>
/// <param name="Pricing">PricingModel.</param>
public readonly record struct AzureChargeKind(AzureChargeType Type, AzurePricing Pricing)
{
    /// <summary>Usage that a commitment covered, or what of it was unused.</summary>
    public bool IsCovered => IsUnused || (Type == AzureChargeType.Usage && IsCommitment);

    /// <summary>A commitment bought or given back.</summary>
    public bool IsCommitmentPurchase => Type is AzureChargeType.Purchase or AzureChargeType.Refund && IsCommitment;

    /// <summary>The part of a commitment that nobody used.</summary>
    public bool IsUnused => Type is AzureChargeType.UnusedReservation or AzureChargeType.UnusedSavingsPlan;

    private bool IsCommitment => Pricing is AzurePricing.Reservation or AzurePricing.SavingsPlan;

    /// <summary>Reads the cells, compared without case.</summary>
    /// <param name="chargeType">ChargeType; empty means usage.</param>
    /// <param name="pricingModel">PricingModel; older exports do not have it.</param>
    /// <param name="benefit">BenefitId or ReservationId, which tells where the model does not.</param>
    public static AzureChargeKind Of(ReadOnlySpan<byte> chargeType, ReadOnlySpan<byte> pricingModel, ReadOnlySpan<byte> benefit) =>
        new(TypeOf(chargeType), PricingOf(pricingModel, benefit));

    private static AzureChargeType TypeOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Ascii.EqualsIgnoreCase(text, "Usage"u8)) return AzureChargeType.Usage;
        if (Ascii.EqualsIgnoreCase(text, "Purchase"u8)) return AzureChargeType.Purchase;
        if (Ascii.EqualsIgnoreCase(text, "Refund"u8)) return AzureChargeType.Refund;
        if (Ascii.EqualsIgnoreCase(text, "Tax"u8)) return AzureChargeType.Tax;
        if (Ascii.EqualsIgnoreCase(text, "Credit"u8)) return AzureChargeType.Credit;
        if (Ascii.EqualsIgnoreCase(text, "UnusedReservation"u8)) return AzureChargeType.UnusedReservation;
        if (Ascii.EqualsIgnoreCase(text, "UnusedSavingsPlan"u8)) return AzureChargeType.UnusedSavingsPlan;
        return Ascii.EqualsIgnoreCase(text, "RoundingAdjustment"u8) ? AzureChargeType.Rounding : AzureChargeType.Unknown;
    }

    private static AzurePricing PricingOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> benefit)
    {
        if (Ascii.EqualsIgnoreCase(text, "OnDemand"u8)) return AzurePricing.OnDemand;
        if (Ascii.EqualsIgnoreCase(text, "Spot"u8)) return AzurePricing.Spot;
        if (Ascii.EqualsIgnoreCase(text, "Reservation"u8)) return AzurePricing.Reservation;
        if (Ascii.EqualsIgnoreCase(text, "SavingsPlan"u8)) return AzurePricing.SavingsPlan;
        if (benefit.IsEmpty) return AzurePricing.None;
        return AzureCommitment.IsSavingsPlan(benefit) ? AzurePricing.SavingsPlan : AzurePricing.Reservation;
    }
}
