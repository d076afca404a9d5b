using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>FOCUS words for what kind of charge a row is (domain A.6). Empty means no value.</summary>
public static class AzureWords
{
    /// <summary>ChargeCategory.</summary>
    public static ReadOnlySpan<byte> Category(AzureChargeKind kind) => kind.Type switch
    {
        AzureChargeType.Purchase or AzureChargeType.Refund => "Purchase"u8,
        AzureChargeType.Tax => "Tax"u8,
        AzureChargeType.Credit => "Credit"u8,
        AzureChargeType.Rounding or AzureChargeType.Unknown => "Adjustment"u8,
        _ => "Usage"u8,
    };

    /// <summary>ChargeClass.</summary>
    public static ReadOnlySpan<byte> Class(AzureChargeKind kind) => kind.Type == AzureChargeType.Refund ? "Correction"u8 : default;

    /// <summary>ChargeFrequency: the export's word with a hyphen. A purchase is never usage-based.</summary>
    public static ReadOnlySpan<byte> Frequency(ReadOnlySpan<byte> text, AzureChargeKind kind)
    {
        if (Ascii.EqualsIgnoreCase(text, "OneTime"u8)) return "One-Time"u8;
        if (Ascii.EqualsIgnoreCase(text, "Recurring"u8)) return "Recurring"u8;
        if (!Ascii.EqualsIgnoreCase(text, "UsageBased"u8)) return text;
        return Category(kind).SequenceEqual("Purchase"u8) ? "One-Time"u8 : "Usage-Based"u8;
    }

    /// <summary>PricingCategory: never Committed where a commitment is bought.</summary>
    public static ReadOnlySpan<byte> Pricing(AzureChargeKind kind) => kind.Pricing switch
    {
        _ when kind.IsCommitmentPurchase => "Standard"u8,
        _ when kind.IsCovered => "Committed"u8,
        AzurePricing.OnDemand => "Standard"u8,
        AzurePricing.Spot => "Dynamic"u8,
        AzurePricing.Reservation or AzurePricing.SavingsPlan => "Committed"u8,
        _ => default,
    };

    /// <summary>CommitmentDiscountStatus.</summary>
    public static ReadOnlySpan<byte> Status(AzureChargeKind kind) => kind.IsUnused ? "Unused"u8 : kind.IsCovered ? "Used"u8 : default;
}
