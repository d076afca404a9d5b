using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;

namespace CostGuard.Clouds.Aws;

/// <summary>Cost Explorer, every operation that the product's client knows, from the rows of a file. Without commitments there are no data of them, as with AWS.</summary>
internal sealed class CostExplorerApi(CloudSwitches switches, Func<IReadOnlyList<Charge>> charges)
{
    private readonly Remembered<CostCell[]> _cells = new();

    public JsonObject Answer(string operation, JsonObject request) => operation switch
    {
        "GetCostAndUsage" => new CostAndUsage(switches, charges(), _cells).Answer(request),
        "GetDimensionValues" => DimensionValues(request),
        "GetTags" => Tags(request),
        "GetCostForecast" => new Outlook(switches, charges()).Forecast(request),
        "GetReservationUtilization" => new Commitments(switches, charges()).ReservationUtilization(request),
        "GetReservationCoverage" => new Commitments(switches, charges()).ReservationCoverage(request),
        "GetSavingsPlansUtilization" => new Commitments(switches, charges()).PlansUtilization(request),
        "GetSavingsPlansCoverage" => new Commitments(switches, charges()).PlansCoverage(request),
        "GetAnomalies" => new Outlook(switches, charges()).Anomalies(request),
        _ => throw new AwsFault("UnknownOperationException", operation),
    };

    private JsonObject DimensionValues(JsonObject request)
    {
        CostWindow window = CostWindow.Of(request, switches.Today);
        string dimension = request["Dimension"]?.GetValue<string>() ?? throw new AwsFault("ValidationException", "Dimension is required");
        string[] values = [.. charges().Where(charge => window.Has(charge.Day)).Select(charge => CostDimensions.ValueOf(charge, dimension)).Distinct().Order(StringComparer.Ordinal)];
        Pages pages = Pages.Of(request, "NextPageToken", switches, values.Length);
        return pages.Token(new JsonObject
        {
            ["DimensionValues"] = new JsonArray([.. values.Skip(pages.From).Take(pages.Count).Select(value => CostDimensions.WithAttributes(charges(), dimension, value))]),
            ["ReturnSize"] = pages.Count,
            ["TotalSize"] = values.Length,
        });
    }

    private JsonObject Tags(JsonObject request)
    {
        CostWindow window = CostWindow.Of(request, switches.Today);
        string? key = request["TagKey"]?.GetValue<string>();
        string[] values = [.. charges().Where(charge => window.Has(charge.Day))
            .SelectMany(charge => key is null ? charge.Tags.Keys : [charge.Tags.GetValueOrDefault(key, "")]).Distinct().Order(StringComparer.Ordinal)];
        Pages pages = Pages.Of(request, "NextPageToken", switches, values.Length);
        return pages.Token(new JsonObject
        {
            ["Tags"] = new JsonArray([.. values.Skip(pages.From).Take(pages.Count).Select(value => (JsonNode)value)]),
            ["ReturnSize"] = pages.Count,
            ["TotalSize"] = values.Length,
        });
    }
}
