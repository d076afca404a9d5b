namespace CostGuard.Core.Focus.Aws;

/// <summary>The table of plain fields (domain A.5). What depends on the line item type is in <see cref="CurRules"/>.</summary>
public static class CurFields
{
    /// <summary>All fields.</summary>
    public static IReadOnlyList<CurField> All { get; } =
    [
        Of("AvailabilityZone", "lineitemavailabilityzone"),
        Of("BillingAccountId", "billpayeraccountid"),
        Of("BillingAccountName", "billpayeraccountname"),
        Of("BillingCurrency", CurNames.Currency),
        Of("BillingPeriodEnd", "billbillingperiodenddate"),
        Of("BillingPeriodStart", CurNames.PeriodStart),
        Of("ChargeDescription", CurNames.Description),
        Of("ChargePeriodEnd", "lineitemusageenddate"),
        Of("ChargePeriodStart", CurNames.UsageStart),
        Of("ConsumedQuantity", "lineitemusageamount") with { When = CurWhen.Consumed },
        Of("ConsumedUnit", "pricingunit") with { When = CurWhen.Consumed },
        Of("InvoiceId", "billinvoiceid"),
        Of("InvoiceIssuerName", "billinvoicingentity"),
        Of("ListUnitPrice", "pricingpublicondemandrate") with { When = CurWhen.NotTax, Filter = CurFilter.Number },
        Of("PricingQuantity", "lineitemusageamount") with { When = CurWhen.NotTax },
        Of("PricingUnit", "pricingunit") with { When = CurWhen.NotTax },
        Of("PublisherName", "lineitemlegalentity"),
        new("RegionId", CurWhen.Always, CurFilter.NotGlobal, [new("productregioncode"), new("productregion"), new(CurNames.Product, "region_code"), new(CurNames.Product, "region")]),
        new("ServiceName", CurWhen.Always, CurFilter.None, [new("productproductname"), new(CurNames.Product, "product_name"), new(CurNames.ProductCode)]),
        Of("SkuId", "productsku") with { When = CurWhen.NotTax },
        Of("SkuMeter", CurNames.UsageType) with { When = CurWhen.NotTax },
        Of("SkuPriceId", "pricingratecode", "pricingrateid") with { When = CurWhen.NotTax },
        Of("SubAccountId", "lineitemusageaccountid"),
        Of("SubAccountName", "lineitemusageaccountname"),
        Of("x_BillType", "billbilltype"),
        Of("x_LineItemId", "identitylineitemid"),
        Of("x_LineItemType", CurNames.LineType),
        Of("x_Operation", CurNames.Operation),
    ];

    private static CurField Of(string name, params string[] columns) =>
        new(name, CurWhen.Always, CurFilter.None, [.. columns.Select(column => new CurSource(column))]);
}
