namespace CostGuard.Core.Focus.Gcp;

/// <summary>A field that is taken as it is.</summary>
/// <param name="Name">Column of the charges.</param>
/// <param name="Sources">Columns of the export; the first one with a value counts.</param>
/// <param name="OnlyUsage">True when only usage rows have it.</param>
internal sealed record GcpField(string Name, string[] Sources, bool OnlyUsage = false)
{
    /// <summary>The table (domain A.7). What has rules of its own is in <see cref="GcpMapper"/>.</summary>
    public static IReadOnlyList<GcpField> All { get; } =
    [
        new("AvailabilityZone", ["location.zone"]),
        new("BillingAccountId", ["billing_account_id"]),
        new("BillingCurrency", ["currency"]),
        new("ChargePeriodEnd", ["usage_end_time"]),
        new("ChargePeriodStart", ["usage_start_time"]),
        new("ConsumedQuantity", ["usage.amount"], true),
        new("ConsumedUnit", ["usage.unit"], true),
        new("PricingQuantity", ["usage.amount_in_pricing_units"], true),
        new("PricingUnit", ["usage.pricing_unit"], true),
        new("RegionId", ["location.region", "location.location"]),
        new("ResourceId", ["resource.global_name"]),
        new("ResourceName", ["resource.name"]),
        new("ServiceName", ["service.description"]),
        new("SkuId", ["sku.id"]),
        new("SkuMeter", ["sku.description"]),
        new("SubAccountId", ["project.id"]),
        new("SubAccountName", ["project.name"]),
        new("x_CostType", ["cost_type"]),
        new("x_ExportTime", ["export_time"]),
        new("x_InvoiceMonth", ["invoice.month"]),
        new("x_LocationCountry", ["location.country"]),
        new("x_PricingToBillingRate", ["currency_conversion_rate"]),
        new("x_ServiceId", ["service.id"]),
    ];
}
