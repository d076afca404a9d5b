using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;

namespace CostGuard.Clouds.Aws;

/// <summary>One of the two things that costs are grouped by.</summary>
internal sealed record CostGrouping(string Type, string Key)
{
    public static CostGrouping Of(JsonObject group)
    {
        var grouping = new CostGrouping(group["Type"]?.GetValue<string>() ?? "DIMENSION", group["Key"]?.GetValue<string>() ?? "");
        if (grouping.Type is not ("DIMENSION" or "TAG") || grouping.Key.Length == 0) throw new AwsFault("ValidationException", "GroupBy has a type or key that is not served here");
        return grouping;
    }

    /// <summary>A tag's key is "Key$Value", and "Key$" where the charge has none.</summary>
    public string KeyOf(Charge charge) => Type == "TAG" ? $"{Key}${charge.Tags.GetValueOrDefault(Key, "")}" : CostDimensions.ValueOf(charge, Key);

    public JsonNode ToJson() => new JsonObject { ["Type"] = Type, ["Key"] = Key };
}
