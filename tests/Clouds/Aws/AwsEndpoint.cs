using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Aws;

/// <summary>POST / of AWS: the JSON services by their X-Amz-Target, the older ones by their form and the service that they are signed for.</summary>
internal static class AwsEndpoint
{
    public static void Map(WebApplication app, Faulty faulty, CloudSwitches switches, Func<IReadOnlyList<Charge>> charges, Func<UsageFolder> usage)
    {
        var costExplorer = new CostExplorerApi(switches, charges);
        var organizations = new OrganizationsApi(switches, charges);
        var invoicing = new InvoicingApi(switches, charges);
        var sts = new StsApi(switches);
        var inventory = new InventoryApi(switches, usage);
        var watch = new CloudWatchApi(switches, usage);
        app.MapPost("/", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            string target = context.Request.Headers["X-Amz-Target"].ToString();
            string operation = target.Length > 0 ? target[(target.LastIndexOf('.') + 1)..] : StsApi.Action(body);
            await faulty.AnswerAsync(
                context, operation, body,
                () => target.Length > 0 ? Error("LimitExceededException", "You have exceeded the rate limit.") : InventoryApi.Throttled(SignedCall.Of(context)?.Service ?? ""),
                () => SignedCall.Of(context) is not { } call ? Error("MissingAuthenticationTokenException", "Missing Authentication Token")
                    : target.StartsWith("AWSInsightsIndexService.", StringComparison.Ordinal) ? Json(body, request => costExplorer.Answer(operation, request))
                    : target.StartsWith("Invoicing.", StringComparison.Ordinal) ? Json(body, request => invoicing.Answer(operation, request))
                    : target.StartsWith("AWSOrganizationsV20161128.", StringComparison.Ordinal) ? Json(body, request => organizations.Answer(operation, request))
                    : call.Service is "monitoring" or "logs" or "cloudtrail" ? Json(body, request => watch.Answer(call, operation, request))
                    : call.Service is "ec2" or "rds" or "elasticloadbalancing" or "autoscaling" ? inventory.Answer(call, operation, body)
                    : sts.Answer(operation, body, call.Account(usage())));
        });
    }

    private static CloudAnswer Json(string body, Func<JsonObject, JsonObject> answer)
    {
        try
        {
            return new CloudAnswer(200, "application/x-amz-json-1.1", answer(JsonNode.Parse(body)!.AsObject()).ToJsonString());
        }
        catch (AwsFault fault)
        {
            return Error(fault.Code, fault.Message);
        }
        catch (JsonException broken)
        {
            return Error("SerializationException", broken.Message);
        }
    }

    private static CloudAnswer Error(string code, string message) =>
        new(400, "application/x-amz-json-1.1", new JsonObject { ["__type"] = code, ["Message"] = message }.ToJsonString());
}
