namespace CostGuard.Core.Focus.Aws;

/// <summary>
/// Names of AWS Cost and Usage Report columns. Legacy CSV writes lineItem/UnblendedCost, Parquet and CUR 2.0 write line_item_unblended_cost:
/// both are compared as "lineitemunblendedcost".
/// </summary>
public static class CurNames
{
    /// <summary>lineItem/UnblendedCost.</summary>
    public const string Unblended = "lineitemunblendedcost";

    /// <summary>lineItem/NetUnblendedCost, only in reports of accounts with discounts.</summary>
    public const string NetUnblended = "lineitemnetunblendedcost";

    /// <summary>lineItem/LineItemType.</summary>
    public const string LineType = "lineitemlineitemtype";

    /// <summary>lineItem/CurrencyCode.</summary>
    public const string Currency = "lineitemcurrencycode";

    /// <summary>bill/BillingPeriodStartDate.</summary>
    public const string PeriodStart = "billbillingperiodstartdate";

    /// <summary>lineItem/UsageStartDate.</summary>
    public const string UsageStart = "lineitemusagestartdate";

    /// <summary>lineItem/UsageType.</summary>
    public const string UsageType = "lineitemusagetype";

    /// <summary>lineItem/Operation.</summary>
    public const string Operation = "lineitemoperation";

    /// <summary>lineItem/LineItemDescription.</summary>
    public const string Description = "lineitemlineitemdescription";

    /// <summary>lineItem/ProductCode.</summary>
    public const string ProductCode = "lineitemproductcode";

    /// <summary>lineItem/ResourceId.</summary>
    public const string ResourceId = "lineitemresourceid";

    /// <summary>pricing/publicOnDemandCost.</summary>
    public const string PublicCost = "pricingpublicondemandcost";

    /// <summary>savingsPlan/SavingsPlanARN; CUR 2.0 has it as savings_plan_savings_plan_a_r_n and as …_arn.</summary>
    public const string SavingsPlanArn = "savingsplansavingsplanarn";

    /// <summary>reservation/ReservationARN.</summary>
    public const string ReservationArn = "reservationreservationarn";

    /// <summary>CUR 2.0: the map of resource tags.</summary>
    public const string ResourceTags = "resourcetags";

    /// <summary>CUR 2.0: the map of cost categories.</summary>
    public const string CostCategory = "costcategory";

    /// <summary>CUR 2.0: the map of product attributes.</summary>
    public const string Product = "product";

    /// <summary>Split cost data: the instance that a pod or task runs on.</summary>
    public const string SplitParent = "splitlineitemparentresourceid";

    /// <summary>Operations of rows that share out an instance's cost which is in the report already.</summary>
    public static IReadOnlyList<string> SplitOperations { get; } = ["EKSPod-EC2", "ECSTask-EC2"];

    /// <summary>Words, in any case, by which a refund's description speaks of a commitment's fee.</summary>
    public static IReadOnlyList<string> UpfrontWords { get; } = ["one-time fee", "upfront"];

    /// <summary>The form in which names are compared.</summary>
    public static string Fold(string name) =>
        string.Concat(FocusColumns.Clean(name).Where(letter => letter is not ('/' or '_' or '\uFEFF') && !char.IsWhiteSpace(letter)).Select(char.ToLowerInvariant));

    /// <summary>True when the columns are those of a Cost and Usage Report, legacy or 2.0.</summary>
    public static bool IsReport(IEnumerable<string> columns)
    {
        HashSet<string> folded = [.. columns.Select(Fold)];
        return folded.Contains(Unblended) && folded.Contains("lineitemusageaccountid") && !folded.Contains("billedcost");
    }
}
