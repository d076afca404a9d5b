using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;

namespace CostGuard.Clouds.Aws;

/// <summary>Dimensions of Cost Explorer, told from FOCUS columns.</summary>
internal static class CostDimensions
{
    /// <summary>A charge's value of a dimension.</summary>
    public static string ValueOf(Charge charge, string dimension) => dimension switch
    {
        "SERVICE" => charge["ServiceName"],
        "LINKED_ACCOUNT" => charge["SubAccountId"],
        "PAYER_ACCOUNT" => charge["BillingAccountId"],
        "REGION" => charge["RegionId"] is { Length: > 0 } region ? region : "NoRegion",
        "USAGE_TYPE" => charge["SkuMeter"] is { Length: > 0 } meter ? meter : "NoUsageType",
        "RECORD_TYPE" => RecordType(charge),
        _ => throw new AwsFault("ValidationException", $"Dimension {dimension} is not served here"),
    };

    public static JsonNode WithAttributes(IReadOnlyList<Charge> charges, string dimension, string value)
    {
        var attributes = new JsonObject();
        if (dimension == "LINKED_ACCOUNT" && charges.FirstOrDefault(charge => charge["SubAccountId"] == value && charge["SubAccountName"].Length > 0) is { } named)
            attributes["description"] = named["SubAccountName"];
        return new JsonObject { ["Value"] = value, ["Attributes"] = attributes };
    }

    /// <summary>The words that CostGuard's own mapping must lead back to the file's charge category.</summary>
    private static string RecordType(Charge charge)
    {
        bool plan = charge["CommitmentDiscountCategory"] == "Spend";
        bool committed = charge["CommitmentDiscountId"].Length > 0;
        return charge["ChargeCategory"] switch
        {
            "Tax" => "Tax",
            "Credit" => "Credit",
            "Adjustment" => "Other out-of-cycle charges",
            "Purchase" when committed && charge["ChargeFrequency"] == "Recurring" => plan ? "SavingsPlanRecurringFee" : "RIFee",
            "Purchase" when committed && plan => "SavingsPlanUpfrontFee",
            "Purchase" => "Fee",
            _ when committed && charge["CommitmentDiscountStatus"] == "Unused" => plan ? "SavingsPlanRecurringFee" : "RIFee",
            _ when committed => plan ? "SavingsPlanCoveredUsage" : "DiscountedUsage",
            _ => "Usage",
        };
    }
}
