namespace CostGuard.Core.Focus.Azure;

/// <summary>The table of fields that are taken as they are (domain A.6). What has rules of its own is in <see cref="AzureMapper"/>.</summary>
internal static class AzureFields
{
    /// <summary>Column of the charges, and the export's columns for it: the first one with a value counts.</summary>
    public static IReadOnlyList<(string Name, string[] Sources)> All { get; } =
    [
        ("AvailabilityZone", ["availabilityzone"]),
        ("BillingCurrency", AzureNames.Currency),
        ("ChargeDescription", ["productname", "product"]),
        ("CommitmentDiscountName", ["benefitname", "reservationname"]),
        ("InvoiceId", ["invoiceid"]),
        ("PricingCurrency", ["pricingcurrency"]),
        ("PricingUnit", ["unitofmeasure"]),
        ("SkuId", ["productid"]),
        ("SkuMeter", ["metername"]),
        ("SubAccountId", AzureNames.Subscription),
        ("SubAccountName", ["subscriptionname"]),
        ("x_AccountName", ["accountname"]),
        ("x_AzureChargeType", AzureNames.ChargeType),
        ("x_BillingAccountId", ["billingaccountid"]),
        ("x_BillingProfileId", ["billingprofileid"]),
        ("x_CostCenter", ["costcenter"]),
        ("x_CustomerName", ["customername"]),
        ("x_InvoiceSectionId", ["invoicesectionid"]),
        ("x_InvoiceSectionName", ["invoicesectionname", "invoicesection"]),
        ("x_PartNumber", ["partnumber"]),
        ("x_ResourceGroupName", ["resourcegroupname", "resourcegroup"]),
        ("x_SkuDetails", ["additionalinfo"]),
        ("x_SkuMeterCategory", AzureNames.Category),
        ("x_SkuMeterId", ["meterid"]),
        ("x_SkuMeterSubcategory", ["metersubcategory"]),
        ("x_SkuOfferId", ["offerid"]),
        ("x_SkuTerm", ["term"]),
    ];
}
