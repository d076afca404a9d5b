using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Usage;

namespace CostGuard.Clouds.Azure;

/// <summary>
/// Resource Graph over the inventory of a usage folder: <c>resources | where type in~ (…) | … | order by id asc</c>, page by page. Ids come in the mixed case in which
/// Azure has them; a page's token goes with its own query alone.
/// </summary>
internal sealed partial class ResourceGraphApi(CloudSwitches switches, UsageFolder usage)
{
    private const string Interfaces = "microsoft.network/networkinterfaces";

    public JsonObject Answer(string body)
    {
        JsonObject question = JsonNode.Parse(body)!.AsObject();
        string query = question["query"]!.GetValue<string>();
        if (Types().Match(query) is not { Success: true } match || !query.Contains("order by id asc", StringComparison.Ordinal)) throw new AzureFault(400, "InvalidQuery", "Query is invalid.");
        HashSet<string> types = [.. Quoted().Matches(match.Value).Select(type => type.Groups[1].Value)];
        HashSet<string> subscriptions = [.. question["subscriptions"]?.AsArray().Select(one => one!.GetValue<string>().ToLowerInvariant()) ?? []];
        UsageResource[] resources = [.. usage.Of("azure").Where(resource => (subscriptions.Count == 0 || subscriptions.Contains(resource.Id.Split('/')[2].ToLowerInvariant()))).OrderBy(resource => resource.Id, StringComparer.Ordinal)];
        JsonObject[] rows = types.Contains(Interfaces) ? [.. resources.Select(Interface).OfType<JsonObject>()]
            : [.. resources.Where(resource => types.Contains(TypeOf(resource.Id))).Select(Row)];
        int top = Math.Min(question["options"]?["$top"]?.GetValue<int>() ?? 100, switches.PageSize);
        string mark = string.Join(',', types.Order(StringComparer.Ordinal));
        int from = question["options"]?["$skipToken"]?.GetValue<string>() is { } token ? From(token, mark) : 0;
        JsonObject[] page = [.. rows.Skip(from).Take(top)];
        bool more = from + page.Length < rows.Length;
        var answer = new JsonObject { ["totalRecords"] = rows.Length, ["count"] = page.Length, ["data"] = new JsonArray([.. page]), ["facets"] = new JsonArray(), ["resultTruncated"] = more ? "true" : "false" };
        if (more) answer["$skipToken"] = string.Create(CultureInfo.InvariantCulture, $"{mark}|{from + page.Length}");
        return answer;
    }

    /// <summary>"microsoft.sql/servers/databases" of an id.</summary>
    internal static string TypeOf(string id)
    {
        string[] parts = id.ToLowerInvariant().Split("/providers/")[^1].Split('/');
        return string.Join('/', parts.Where((_, i) => i == 0 || i % 2 == 1));
    }

    private static int From(string token, string mark)
    {
        string[] parts = token.Split('|');
        return parts.Length == 2 && parts[0] == mark ? int.Parse(parts[1], CultureInfo.InvariantCulture) : throw new AzureFault(400, "BadRequest", "The skip token belongs to another query.");
    }

    private static JsonObject Row(UsageResource resource)
    {
        string id = Mixed(resource.Id);
        var tags = new JsonObject();
        foreach ((string key, string value) in resource.Tags) tags[char.ToUpperInvariant(key[0]) + key[1..]] = value;
        return new JsonObject
        {
            ["id"] = id,
            ["type"] = TypeOf(resource.Id),
            ["location"] = resource.Text("region"),
            ["subscriptionId"] = resource.Id.Split('/')[2],
            ["tags"] = tags,
            ["sku"] = resource.Text("type") is { } type ? new JsonObject { ["name"] = type, ["capacity"] = (int?)resource.Number("members") } : null,
            ["managedBy"] = resource.Kind == "disk" && resource["attached_to"] is { Length: > 0 } owner ? Mixed(owner) : null,
            ["plan"] = null,
            ["properties"] = ResourceGraphProperties.Of(resource),
        };
    }

    // Azure knows addresses by the interface that has them, and interfaces by their machine.
    private static JsonObject? Interface(UsageResource resource) => resource.Kind != "address" || resource["attached_to"] is not { Length: > 0 } owner || TypeOf(owner) != "microsoft.compute/virtualmachines" ? null : new JsonObject
    {
        ["id"] = Mixed(InterfaceOf(resource)),
        ["type"] = Interfaces,
        ["properties"] = new JsonObject { ["virtualMachine"] = new JsonObject { ["id"] = Mixed(owner) } },
    };

    internal static string InterfaceOf(UsageResource address) => $"{address.Id.Split("/providers/")[0]}/providers/Microsoft.Network/networkInterfaces/of-{address.Id.Split('/')[^1]}";

    internal static string Mixed(string id)
    {
        string[] parts = id.Split('/');
        if (parts.Length > 4) (parts[3], parts[4]) = ("resourceGroups", parts[4].ToUpperInvariant());
        return string.Join('/', parts);
    }

    [GeneratedRegex(@"where type in~ \([^)]*\)")]
    private static partial Regex Types();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
