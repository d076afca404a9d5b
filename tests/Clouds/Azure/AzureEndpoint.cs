using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Azure;

/// <summary>
/// Azure's token endpoint, the subscriptions of Resource Manager, Cost Management's query, the billing API, Resource Graph and Azure Monitor, for a connection's <c>endpoint</c> and
/// <c>auth.authority</c>. A token for Azure Monitor's regional addresses is another than that for Resource Manager, and neither takes the other's.
/// </summary>
internal static class AzureEndpoint
{
    private const string Query = "/providers/Microsoft.CostManagement/query", Graph = "/providers/Microsoft.ResourceGraph/resources", Batch = "/metrics:getBatch", Metrics = "/providers/Microsoft.Insights/metrics", Sizes = "/vmSizes";
    private const string ForMetrics = "-metrics";

    public static void Map(WebApplication app, Faulty faulty, CloudSwitches switches, Func<IReadOnlyList<Charge>> charges, Func<UsageFolder> usage)
    {
        var remembered = new Remembered<AzureQueryRow[]>();
        app.MapPost("/{tenant}/oauth2/v2.0/token", async (string tenant, HttpRequest request) =>
        {
            bool metrics = (await request.ReadFormAsync())["scope"].ToString().Contains("metrics.monitor.azure", StringComparison.Ordinal);
            return Results.Text($$"""{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":"token-of-{{tenant}}{{(metrics ? ForMetrics : "")}}"}""", "application/json");
        });
        app.MapGet("/subscriptions/{**rest}", (HttpContext context) => GetAsync(context, faulty, usage()));
        app.MapGet("/subscriptions", (HttpContext context) => Answer(context, faulty, "ListSubscriptions", "", () => Subscriptions(charges())));
        app.MapGet("/providers/Microsoft.Management/managementGroups/{group}/descendants", (HttpContext context) => Answer(context, faulty, "ListDescendants", "", () => Descendants(charges())));
        app.MapGet("/providers/Microsoft.Billing/{**rest}", (HttpContext context) => Answer(context, faulty, "Invoices", context.Request.QueryString.Value ?? "", () => new BillingApi(switches, charges()).Answer(context.Request)));
        app.MapPost("/{**scope}", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            string path = context.Request.Path.Value ?? "";
            if (path == Graph) await Answer(context, faulty, "ResourceGraph", body, () => WithQuota(context, switches.QuotaReset, () => new ResourceGraphApi(switches, usage()).Answer(body)));
            else if (path.EndsWith(Batch, StringComparison.Ordinal)) await Answer(context, faulty, "MetricsBatch", body, () => new MonitorApi(usage()).Batch(path.Split('/')[2], context.Request, body), ForMetrics);
            else await Answer(context, faulty, "Query", body, () => path.EndsWith(Query, StringComparison.OrdinalIgnoreCase)
                ? new AzureQueryApi(switches, charges(), remembered).Answer(path[..^Query.Length], context.Request, body)
                : throw new AzureFault(404, "NotFound", path));
        });
    }

    private static Task GetAsync(HttpContext context, Faulty faulty, UsageFolder usage)
    {
        string path = context.Request.Path.Value ?? "";
        if (path.EndsWith(Metrics, StringComparison.OrdinalIgnoreCase)) return Answer(context, faulty, "Metrics", "", () => new MonitorApi(usage).Alone(path[..^Metrics.Length], context.Request));
        return Answer(context, faulty, "MachineSizes", "", () => path.EndsWith(Sizes, StringComparison.OrdinalIgnoreCase) ? new MonitorApi(usage).Sizes() : throw new AzureFault(404, "NotFound", path));
    }

    private static JsonObject WithQuota(HttpContext context, TimeSpan reset, Func<JsonObject> answer)
    {
        context.Response.Headers["x-ms-user-quota-remaining"] = reset > TimeSpan.Zero ? "0" : "14";
        context.Response.Headers["x-ms-user-quota-resets-after"] = reset > TimeSpan.Zero ? reset.ToString("c", CultureInfo.InvariantCulture) : "00:00:05";
        return answer();
    }

    private static async Task Answer(HttpContext context, Faulty faulty, string operation, string body, Func<JsonObject> answer, string audience = "") => await faulty.AnswerAsync(
        context, operation, body,
        () =>
        {
            // The plain header asks for less than the quota's own, as in the real service.
            context.Response.Headers.RetryAfter = "0";
            if (operation == "ResourceGraph") context.Response.Headers["x-ms-user-quota-resets-after"] = "00:00:02";
            else context.Response.Headers["x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after"] = "1";
            return Error(429, "429", "Too many requests. Please retry.");
        },
        () => context.Request.Headers.Authorization.ToString() is var token && token.StartsWith("Bearer token-of-", StringComparison.Ordinal) && token.EndsWith(ForMetrics, StringComparison.Ordinal) == (audience == ForMetrics) ? Made(answer) : Error(401, "AuthenticationFailed", "Authentication failed."));

    private static CloudAnswer Made(Func<JsonObject> answer)
    {
        try
        {
            return new CloudAnswer(200, "application/json", answer().ToJsonString());
        }
        catch (AzureFault fault)
        {
            return Error(fault.Status, fault.Code, fault.Message);
        }
        catch (JsonException broken)
        {
            return Error(400, "BadRequest", broken.Message);
        }
    }

    private static JsonObject Subscriptions(IReadOnlyList<Charge> charges) => new()
    {
        ["value"] = new JsonArray([.. Accounts(charges).Select(account => (JsonNode)new JsonObject { ["id"] = $"/subscriptions/{account.Id}", ["subscriptionId"] = account.Id, ["displayName"] = account.Name, ["state"] = "Enabled" })]),
    };

    private static JsonObject Descendants(IReadOnlyList<Charge> charges) => new()
    {
        ["value"] = new JsonArray([.. Accounts(charges).Select(account => (JsonNode)new JsonObject
        {
            ["id"] = $"/subscriptions/{account.Id}", ["type"] = "/subscriptions", ["name"] = account.Id, ["properties"] = new JsonObject { ["displayName"] = account.Name },
        })]),
    };

    private static IEnumerable<(string Id, string Name)> Accounts(IReadOnlyList<Charge> charges) =>
        charges.Select(charge => (Id: charge["SubAccountId"], Name: charge["SubAccountName"])).Where(account => account.Id.Length > 0).DistinctBy(account => account.Id).OrderBy(account => account.Id, StringComparer.Ordinal);

    private static CloudAnswer Error(int status, string code, string message) =>
        new(status, "application/json", new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString());
}
