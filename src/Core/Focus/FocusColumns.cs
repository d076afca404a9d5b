namespace CostGuard.Core.Focus;

/// <summary>
/// Every column of the FOCUS Cost and Usage dataset, versions 1.0 to 1.4, with type, level and nullability
/// (FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec, tags v1.0 to v1.3 and the 1.4 release).
/// </summary>
public static class FocusColumns
{
    private static readonly FocusColumn[] Table =
    [
        new("AllocatedMethodDetails", FocusType.Json, FocusLevel.Recommended, "1.3", true),
        new("AllocatedMethodId", FocusType.Text, FocusLevel.Conditional, "1.3", true),
        new("AllocatedResourceId", FocusType.Text, FocusLevel.Conditional, "1.3", true),
        new("AllocatedResourceName", FocusType.Text, FocusLevel.Conditional, "1.3", true),
        new("AllocatedTags", FocusType.Json, FocusLevel.Conditional, "1.3", true),
        new("AvailabilityZone", FocusType.Text, FocusLevel.Recommended, "1.0", true),
        new("BilledCost", FocusType.Number, FocusLevel.Mandatory, "1.0", false),
        new("BillingAccountId", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("BillingAccountName", FocusType.Text, FocusLevel.Mandatory, "1.0", true),
        new("BillingAccountType", FocusType.Text, FocusLevel.Conditional, "1.2", false),
        new("BillingCurrency", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("BillingPeriodEnd", FocusType.Time, FocusLevel.Mandatory, "1.0", false),
        new("BillingPeriodStart", FocusType.Time, FocusLevel.Mandatory, "1.0", false),
        new("CapacityReservationId", FocusType.Text, FocusLevel.Conditional, "1.1", true),
        new("CapacityReservationStatus", FocusType.Text, FocusLevel.Conditional, "1.1", true),
        new("ChargeCategory", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("ChargeClass", FocusType.Text, FocusLevel.Mandatory, "1.0", true),
        new("ChargeDescription", FocusType.Text, FocusLevel.Mandatory, "1.0", true),
        new("ChargeFrequency", FocusType.Text, FocusLevel.Recommended, "1.0", false),
        new("ChargePeriodEnd", FocusType.Time, FocusLevel.Mandatory, "1.0", false),
        new("ChargePeriodStart", FocusType.Time, FocusLevel.Mandatory, "1.0", false),
        new("CommitmentDiscountCategory", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("CommitmentDiscountId", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("CommitmentDiscountName", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("CommitmentDiscountQuantity", FocusType.Number, FocusLevel.Conditional, "1.1", true),
        new("CommitmentDiscountStatus", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("CommitmentDiscountType", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("CommitmentDiscountUnit", FocusType.Text, FocusLevel.Conditional, "1.1", true),
        new("CommitmentProgramEligibilityDetails", FocusType.Json, FocusLevel.Conditional, "1.4", true),
        new("ConsumedQuantity", FocusType.Number, FocusLevel.Conditional, "1.0", true),
        new("ConsumedUnit", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("ContractApplied", FocusType.Json, FocusLevel.Conditional, "1.3", true),
        new("ContractedCost", FocusType.Number, FocusLevel.Mandatory, "1.0", false),
        new("ContractedUnitPrice", FocusType.Number, FocusLevel.Conditional, "1.0", true),
        new("EffectiveCost", FocusType.Number, FocusLevel.Mandatory, "1.0", false),
        new("HostProviderName", FocusType.Text, FocusLevel.Mandatory, "1.3", true),
        new("InvoiceDetailId", FocusType.Text, FocusLevel.Conditional, "1.4", true),
        new("InvoiceId", FocusType.Text, FocusLevel.Recommended, "1.2", true),
        new("InvoiceIssuerName", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("ListCost", FocusType.Number, FocusLevel.Mandatory, "1.0", false),
        new("ListUnitPrice", FocusType.Number, FocusLevel.Conditional, "1.0", true),
        new("PricingCategory", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("PricingCurrency", FocusType.Text, FocusLevel.Conditional, "1.2", true),
        new("PricingCurrencyContractedUnitPrice", FocusType.Number, FocusLevel.Conditional, "1.2", true),
        new("PricingCurrencyEffectiveCost", FocusType.Number, FocusLevel.Conditional, "1.2", true),
        new("PricingCurrencyListUnitPrice", FocusType.Number, FocusLevel.Conditional, "1.2", true),
        new("PricingQuantity", FocusType.Number, FocusLevel.Mandatory, "1.0", true),
        new("PricingUnit", FocusType.Text, FocusLevel.Mandatory, "1.0", true),
        new("ProviderName", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("PublisherName", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("RegionId", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("RegionName", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("ResourceId", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("ResourceName", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("ResourceType", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("ServiceCategory", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("ServiceName", FocusType.Text, FocusLevel.Mandatory, "1.0", false),
        new("ServiceProviderName", FocusType.Text, FocusLevel.Mandatory, "1.3", false),
        new("ServiceSubcategory", FocusType.Text, FocusLevel.Recommended, "1.1", false),
        new("SkuId", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("SkuMeter", FocusType.Text, FocusLevel.Conditional, "1.1", true),
        new("SkuPriceDetails", FocusType.Json, FocusLevel.Conditional, "1.1", true),
        new("SkuPriceId", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("SubAccountId", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("SubAccountName", FocusType.Text, FocusLevel.Conditional, "1.0", true),
        new("SubAccountType", FocusType.Text, FocusLevel.Conditional, "1.2", true),
        new("Tags", FocusType.Json, FocusLevel.Conditional, "1.0", true),
    ];

    private static readonly Dictionary<string, FocusColumn> ByFoldedName =
        Table.ToDictionary(column => Fold(column.Name), StringComparer.Ordinal);

    /// <summary>All columns, in ordinal order of their names.</summary>
    public static IReadOnlyList<FocusColumn> All { get; } = Table;

    /// <summary>Columns without which a file is refused (domain A.3), beside <see cref="AccountMinimum"/>.</summary>
    public static IReadOnlyList<string> HardMinimum { get; } =
    [
        "BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ServiceName",
    ];

    /// <summary>At least one of these must be there.</summary>
    public static IReadOnlyList<string> AccountMinimum { get; } = ["SubAccountId", "BillingAccountId"];

    /// <summary>Columns whose null makes a row unusable, so that the row is refused.</summary>
    public static IReadOnlyList<string> NeverNull { get; } =
    [
        "BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory",
    ];

    /// <summary>Columns that take the row's EffectiveCost where they are absent or null (domain A.3).</summary>
    public static IReadOnlyList<string> DefaultToEffective { get; } = ["ListCost", "ContractedCost"];

    /// <summary>The column that a source column means: compared without case, byte order mark, blanks and underscores. Null when FOCUS has none.</summary>
    public static FocusColumn? Find(string sourceName) => ByFoldedName.GetValueOrDefault(Fold(sourceName));

    /// <summary>True for a provider's own column, which FOCUS marks with x_.</summary>
    public static bool IsCustom(string sourceName) => Clean(sourceName).StartsWith("x_", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name without byte order mark and blanks at its ends.</summary>
    public static string Clean(string sourceName) => sourceName.Trim().Trim('\uFEFF').Trim();

    /// <summary>The form in which names are compared: "billed_cost" and "Billed Cost" both become "billedcost".</summary>
    public static string Fold(string sourceName)
    {
        Span<char> folded = sourceName.Length <= 128 ? stackalloc char[sourceName.Length] : new char[sourceName.Length];
        int length = 0;
        foreach (char c in sourceName)
        {
            if (c is '_' or '\uFEFF' || char.IsWhiteSpace(c)) continue;
            folded[length++] = char.ToLowerInvariant(c);
        }

        return new string(folded[..length]);
    }
}
