using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;

namespace CostGuard.Clouds.Aws;

/// <summary>Filter of a request: And, Or, Not, Dimensions and Tags.</summary>
internal sealed class CostFilter
{
    private readonly Func<Charge, bool> _takes;

    private CostFilter(Func<Charge, bool> takes) => _takes = takes;

    public bool Takes(Charge charge) => _takes(charge);

    public static CostFilter Of(JsonNode? node)
    {
        if (node is null) return new CostFilter(_ => true);
        if (node["And"] is JsonArray and)
        {
            CostFilter[] all = Several(and);
            return new CostFilter(charge => Array.TrueForAll(all, one => one.Takes(charge)));
        }

        if (node["Or"] is JsonArray or)
        {
            CostFilter[] any = Several(or);
            return new CostFilter(charge => Array.Exists(any, one => one.Takes(charge)));
        }

        if (node["Not"] is { } not)
        {
            CostFilter other = Of(not);
            return new CostFilter(charge => !other.Takes(charge));
        }

        return node["Dimensions"] is { } dimensions ? Values(dimensions, (charge, key) => CostDimensions.ValueOf(charge, key))
            : node["Tags"] is { } tags ? Values(tags, (charge, key) => charge.Tags.GetValueOrDefault(key, ""))
            : throw new AwsFault("ValidationException", "Expression has no member that is served here");
    }

    private static CostFilter[] Several(JsonArray parts)
    {
        if (parts.Count < 2) throw new AwsFault("ValidationException", "And and Or need at least two expressions");
        return [.. parts.Select(Of)];
    }

    private static CostFilter Values(JsonNode node, Func<Charge, string, string> valueOf)
    {
        string key = node["Key"]?.GetValue<string>() ?? "";
        HashSet<string> values = [.. node["Values"]?.AsArray().Select(value => value!.GetValue<string>()) ?? []];
        if (key.Length == 0 || values.Count == 0) throw new AwsFault("ValidationException", "A filter needs a key and values");
        return new CostFilter(charge => values.Contains(valueOf(charge, key)));
    }
}
