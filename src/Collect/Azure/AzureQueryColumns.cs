namespace CostGuard.Collect.Azure;

/// <summary>Dimensions of the query API and the FOCUS columns that they become (domain A.6, A.8).</summary>
internal static class AzureQueryColumns
{
    private static readonly Dictionary<string, string> Focus = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SubscriptionId"] = "SubAccountId",
        ["SubscriptionName"] = "SubAccountName",
        ["ServiceName"] = "ServiceName",
        ["ChargeType"] = "x_ChargeType",
        ["PricingModel"] = "x_PricingModel",
        ["ResourceGroup"] = "x_ResourceGroupName",
        ["ResourceGroupName"] = "x_ResourceGroupName",
        ["ResourceId"] = "ResourceId",
        ["ResourceType"] = "ResourceType",
        ["ResourceLocation"] = "RegionId",
        ["Meter"] = "SkuMeter",
        ["MeterCategory"] = "x_SkuMeterCategory",
        ["MeterSubCategory"] = "x_SkuMeterSubcategory",
        ["PublisherType"] = "x_PublisherType",
        ["BenefitId"] = "CommitmentDiscountId",
        ["BenefitName"] = "CommitmentDiscountName",
        ["InvoiceId"] = "InvoiceId",
        ["InvoiceSectionName"] = "x_InvoiceSectionName",
    };

    /// <summary>Columns of the charges without the two costs, which come last. What was not grouped by is empty in every row.</summary>
    public static readonly string[] Texts =
    [
        "BillingAccountId", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargePeriodEnd", "ChargePeriodStart",
        "CommitmentDiscountId", "CommitmentDiscountName", "CommitmentDiscountStatus", "InvoiceId", "InvoiceIssuerName", "PricingCategory", "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId", "ResourceType",
        "ServiceName", "SkuMeter", "SubAccountId", "SubAccountName", "Tags", "x_ChargeType", "x_InvoiceSectionName", "x_PricingModel", "x_PublisherType", "x_ResourceGroupName", "x_SkuMeterCategory",
        "x_SkuMeterSubcategory",
    ];

    /// <summary>All columns.</summary>
    public static readonly string[] All = [.. Texts, "BilledCost", "EffectiveCost"];

    /// <summary>Names of the dimensions that can be grouped by.</summary>
    public static IEnumerable<string> Dimensions => Focus.Keys;

    /// <summary>The column that a dimension becomes; null for an unknown one.</summary>
    public static string? FocusOf(string dimension) => Focus.GetValueOrDefault(dimension);

    /// <summary>The value as it is stored: Azure changes the case of ids over time.</summary>
    public static string ValueOf(string column, string value) => column switch
    {
        "x_ResourceGroupName" or "ResourceId" or "ResourceType" or "CommitmentDiscountId" => value.ToLowerInvariant(),
        _ => value,
    };
}
