namespace CostGuard.Core.Focus.Azure;

/// <summary>
/// Names of the columns of Azure cost exports in the form in which they are compared: without case, blanks and underscores; of a translated header
/// such as "Kosten vor Steuern (PreTaxCost)" only what stands in the parentheses. Where agreements and years differ, all names of a thing.
/// </summary>
public static class AzureNames
{
    internal static readonly string[] Cost = ["costinbillingcurrency", "cost", "pretaxcost"];
    internal static readonly string[] Currency = ["billingcurrencycode", "billingcurrency", "currency"];
    internal static readonly string[] Date = ["date", "usagedatetime", "usagedate"];
    internal static readonly string[] PeriodStart = ["billingperiodstartdate"];
    internal static readonly string[] PeriodEnd = ["billingperiodenddate"];
    internal static readonly string[] Subscription = ["subscriptionid", "subscriptionguid"];
    internal static readonly string[] Account = ["billingaccountid", "billingprofileid"];
    internal static readonly string[] Profile = ["billingprofileid", "billingaccountid"];
    internal static readonly string[] ChargeType = ["chargetype"];
    internal static readonly string[] PricingModel = ["pricingmodel"];
    internal static readonly string[] Benefit = ["benefitid", "reservationid"];
    internal static readonly string[] Resource = ["resourceid", "instanceid", "instancename"];
    internal static readonly string[] Quantity = ["quantity", "usagequantity"];
    internal static readonly string[] Consumed = ["consumedservice"];
    internal static readonly string[] Category = ["metercategory"];

    // Columns that only exports under a Microsoft Customer Agreement have.
    internal static readonly string[] CustomerAgreement = ["paygcostinbillingcurrency", "costinpricingcurrency", "exchangeratepricingtobilling"];

    private static readonly string[] Company =
        ["subscriptionid", "subscriptionguid", "metercategory", "meterid", "billingcurrencycode", "consumedservice", "resourcegroup", "resourcegroupname"];

    /// <summary>The name of a header in the form in which names are compared.</summary>
    public static string Fold(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        string name = FocusColumns.Clean(header);
        int open = name.LastIndexOf('(');
        if (open >= 0 && name.EndsWith(')') && name.Length > open + 2) name = name[(open + 1)..^1];
        return FocusColumns.Fold(name);
    }

    /// <summary>True for the columns of an actual or amortised cost export, and not those of a FOCUS export.</summary>
    public static bool IsExport(IEnumerable<string> columns)
    {
        HashSet<string> names = [.. columns.Select(Fold)];
        return !names.Contains("billedcost") && Cost.Any(names.Contains) && Date.Any(names.Contains) && Company.Any(names.Contains);
    }
}
