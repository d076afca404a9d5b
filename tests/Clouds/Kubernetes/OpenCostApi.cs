using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Kubernetes;

/// <summary>
/// OpenCost's <c>GET /allocation</c> over the rows of a file: SubAccountId is the cluster, the tags k8s:namespace, k8s:controllerKind and k8s:controller name the
/// workload, all other tags are its labels. A row of the namespace __idle__ is idle cost. Containers of a usage folder, by the same name, add what they ask for and
/// use; with <c>step=1h</c> the answer is a set for each hour, of containers alone.
/// </summary>
internal sealed class OpenCostApi(CloudSwitches switches, IReadOnlyList<Charge> charges, UsageFolder usage)
{
    private const string Idle = "__idle__", None = "__unallocated__";

    public static void Map(WebApplication app, Faulty faulty, CloudSwitches switches, Func<IReadOnlyList<Charge>> charges, Func<UsageFolder> usage) =>
        app.MapGet("/allocation", (HttpContext context) => faulty.AnswerAsync(
            context, "Allocation", context.Request.QueryString.Value ?? "",
            () => new CloudAnswer(503, "text/plain", "upstream request timeout"),
            () => Answer(context.Request, () => new OpenCostApi(switches, charges(), usage()))));

    private static CloudAnswer Answer(HttpRequest request, Func<OpenCostApi> api)
    {
        if (request.Headers.Authorization != "Bearer example") return new CloudAnswer(401, "application/json", """{"code":401,"message":"Unauthorized"}""");
        string[] window = request.Query["window"].ToString().Split(',');
        if (window.Length != 2 || !Time(window[0], out DateTimeOffset from) || !Time(window[1], out DateTimeOffset to)) return Bad("Invalid 'window' parameter: " + request.Query["window"]);
        string[] aggregate = [.. request.Query["aggregate"].ToString().Split(',').Select(Uri.UnescapeDataString)];
        if (request.Query["step"] == "1h") return new CloudAnswer(200, "application/json", api().Hours(from, to).ToJsonString());
        return new CloudAnswer(200, "application/json", api().Sets(from, to, aggregate, request.Query["includeIdle"] == "true").ToJsonString());
    }

    private JsonObject Sets(DateTimeOffset from, DateTimeOffset to, string[] aggregate, bool idle)
    {
        (DateOnly first, DateOnly end) = (DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(to.UtcDateTime));
        var set = new JsonObject();
        foreach (IGrouping<string, Charge> group in charges.Where(charge => charge.Day >= first && charge.Day < end && charge.Day >= switches.RemembersFrom && (idle || !IsIdle(charge)))
                     .GroupBy(charge => IsIdle(charge) ? $"{charge["SubAccountId"]}/{Idle}" : string.Join('/', aggregate.Select(one => Value(charge, one)))).OrderBy(group => group.Key, StringComparer.Ordinal))
            set[group.Key] = Allocation(group.Key, [.. group], from, to, aggregate);
        new OpenCostUse(usage, switches.RemembersFrom).AddTo(set, from.UtcDateTime, to.UtcDateTime);
        return new JsonObject { ["code"] = 200, ["status"] = "success", ["data"] = new JsonArray(set) };
    }

    private JsonObject Hours(DateTimeOffset from, DateTimeOffset to) => new OpenCostUse(usage, switches.RemembersFrom).Hours(from.UtcDateTime, to.UtcDateTime);

    private JsonObject Allocation(string name, Charge[] rows, DateTimeOffset from, DateTimeOffset to, string[] aggregate)
    {
        var properties = new JsonObject { ["cluster"] = rows[0]["SubAccountId"] };
        foreach (string one in aggregate.Where(one => !one.StartsWith("label:", StringComparison.Ordinal) && !IsIdle(rows[0]) && Value(rows[0], one) != None)) properties[one] = Value(rows[0], one);
        JsonObject Window() => new() { ["start"] = Text(from), ["end"] = Text(to) };
        return new JsonObject
        {
            ["name"] = name,
            ["properties"] = properties,
            ["window"] = Window(),
            ["start"] = Text(from),
            ["end"] = Text(to),
            ["minutes"] = 1440,
            ["sharedCost"] = 0,
            ["externalCost"] = 0,
            ["totalCost"] = JsonNode.Parse(Amounts.Write(rows.Aggregate((Int128)0, (sum, row) => sum + row.Billed), switches.Decimals)),
        };
    }

    private static string Value(Charge charge, string group)
    {
        if (group == "cluster") return charge["SubAccountId"];
        bool label = group.StartsWith("label:", StringComparison.Ordinal);
        string value = charge.Tags.GetValueOrDefault(label ? group["label:".Length..] : "k8s:" + group, "");
        return value.Length == 0 ? None : label ? $"{group["label:".Length..]}={value}" : value;
    }

    private static bool IsIdle(Charge charge) => charge.Tags.GetValueOrDefault("k8s:namespace") == Idle;

    private static bool Time(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static CloudAnswer Bad(string message) => new(400, "application/json", new JsonObject { ["code"] = 400, ["message"] = message }.ToJsonString());
}
