using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;

namespace CostGuard.Clouds.Azure;

/// <summary>One thing that rows are grouped by.</summary>
internal sealed record AzureGrouping(string Name, bool IsTag)
{
    public static AzureGrouping Of(JsonObject json)
    {
        string name = json["name"]!.GetValue<string>();
        return json["type"]?.GetValue<string>() switch
        {
            "TagKey" => new AzureGrouping(name, true),
            "Dimension" => new AzureGrouping(name, false),
            var other => throw new AzureFault(400, "BadRequest", $"grouping by {other} is not served here"),
        };
    }

    /// <summary>A charge's value.</summary>
    public string ValueOf(Charge charge) => IsTag ? charge.Tags.GetValueOrDefault(Name, "") : Name switch
    {
        "SubscriptionId" => charge["SubAccountId"],
        "SubscriptionName" => charge["SubAccountName"],
        "ServiceName" => charge["ServiceName"],
        "ResourceGroupName" => charge["x_ResourceGroupName"],
        "ResourceId" => charge["ResourceId"],
        "ResourceLocation" => charge["RegionId"],
        "Meter" => charge["SkuMeter"],
        "ChargeType" => ChargeType(charge),
        "PricingModel" => charge["PricingCategory"] switch { "Committed" => charge["CommitmentDiscountCategory"] == "Spend" ? "SavingsPlan" : "Reservation", "Dynamic" => "Spot", _ => "OnDemand" },
        _ => throw new AzureFault(400, "BadRequest", $"Invalid dimension {Name}"),
    };

    private static string ChargeType(Charge charge) => charge["ChargeCategory"] switch
    {
        "Usage" when charge["CommitmentDiscountStatus"] == "Unused" => charge["CommitmentDiscountCategory"] == "Spend" ? "UnusedSavingsPlan" : "UnusedReservation",
        "Adjustment" => "RoundingAdjustment",
        var category => category,
    };
}
