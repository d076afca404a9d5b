using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Aws;

/// <summary>POST / of AWS: the JSON services by their X-Amz-Target, STS by its form.</summary>
internal static class AwsEndpoint
{
    public static void Map(WebApplication app, Faulty faulty, CloudSwitches switches, Func<IReadOnlyList<Charge>> charges)
    {
        var costExplorer = new CostExplorerApi(switches, charges);
        var organizations = new OrganizationsApi(switches, charges);
        var sts = new StsApi(switches);
        app.MapPost("/", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            string target = context.Request.Headers["X-Amz-Target"].ToString();
            string operation = target.Length > 0 ? target[(target.LastIndexOf('.') + 1)..] : StsApi.Action(body);
            await faulty.AnswerAsync(
                context, operation, body,
                () => target.Length > 0 ? Error("LimitExceededException", "You have exceeded the rate limit.") : StsApi.Throttled(),
                () => !IsSigned(context) ? Error("MissingAuthenticationTokenException", "Missing Authentication Token")
                    : target.StartsWith("AWSInsightsIndexService.", StringComparison.Ordinal) ? Json(body, request => costExplorer.Answer(operation, request))
                    : target.StartsWith("AWSOrganizationsV20161128.", StringComparison.Ordinal) ? Json(body, request => organizations.Answer(operation, request))
                    : sts.Answer(operation, body));
        });
    }

    private static bool IsSigned(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 Credential=", StringComparison.Ordinal) && context.Request.Headers.ContainsKey("X-Amz-Date");

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
