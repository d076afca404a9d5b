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
        "CommitmentDiscountId", "CommitmentDiscountName", "InvoiceId", "InvoiceIssuerName", "PricingCategory", "ProviderName", "PublisherName", "RegionId", "ResourceId", "ResourceType", "ServiceName",
        "SkuMeter", "SubAccountId", "SubAccountName", "Tags", "x_ChargeType", "x_InvoiceSectionName", "x_PricingModel", "x_PublisherType", "x_ResourceGroupName", "x_SkuMeterCategory",
        "x_SkuMeterSubcategory",
    ];

    /// <summary>All columns.</summary>
    public static readonly string[] All = [.. Texts, "BilledCost", "EffectiveCost"];

    /// <summary>Names of the dimensions that can be grouped by.</summary>
    public static IEnumerable<string> Dimensions => Focus.Keys;

    /// <summary>The column that a dimension becomes; null for an unknown one.</summary>
    public static string? FocusOf(string dimension) => Focus.GetValueOrDefault(dimension);

    /// <summary>The value as it is stored: Azure changes the case of ids over time, and regions have two spellings.</summary>
    public static string ValueOf(string column, string value) => column switch
    {
        "x_ResourceGroupName" or "ResourceId" or "ResourceType" or "CommitmentDiscountId" => value.ToLowerInvariant(),
        "RegionId" => value.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(),
        _ => value,
    };

    /// <summary>ChargeCategory of a ChargeType; null for one that is not known.</summary>
    public static string? CategoryOf(string chargeType) => chargeType.ToUpperInvariant() switch
    {
        "USAGE" or "UNUSEDRESERVATION" or "UNUSEDSAVINGSPLAN" => "Usage",
        "PURCHASE" or "REFUND" => "Purchase",
        "TAX" => "Tax",
        "CREDIT" => "Credit",
        "ROUNDINGADJUSTMENT" => "Adjustment",
        _ => null,
    };

    /// <summary>PricingCategory of a PricingModel; a commitment's purchase is never Committed.</summary>
    public static string? PricingOf(string pricingModel, string? category) => pricingModel.ToUpperInvariant() switch
    {
        "ONDEMAND" => "Standard",
        "SPOT" => "Dynamic",
        "RESERVATION" or "SAVINGSPLAN" => category == "Purchase" ? "Standard" : "Committed",
        _ => null,
    };
}
