using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Usage;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Azure;

/// <summary>
/// Azure Monitor's metrics by the hour over the samples of a usage folder, in batches of one subscription and type and alone. An hour without a sample comes
/// with its time and without a value, as in the real service; an unknown name makes it refuse the whole question.
/// </summary>
internal sealed class MonitorApi(UsageFolder usage)
{
    private const int ResourcesMax = 50;

    // What each metric of Azure is of ours: in and out, and reads and writes, are halves.
    private static readonly Dictionary<string, (string Metric, string Aggregation, double Factor)> Metrics = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Percentage CPU"] = ("cpu-percent", "average", 1),
        ["cpu_percent"] = ("cpu-percent", "average", 1),
        ["CpuPercentage"] = ("cpu-percent", "average", 1),
        ["dtu_consumption_percent"] = ("none", "average", 1),
        ["sqlserver_process_memory_percent"] = ("memory-percent", "maximum", 1),
        ["memory_percent"] = ("memory-percent", "maximum", 1),
        ["MemoryPercentage"] = ("memory-percent", "maximum", 1),
        ["Available Memory Bytes"] = ("memory-percent", "minimum", 1),
        ["Network In Total"] = ("network-bytes", "total", 0.5),
        ["Network Out Total"] = ("network-bytes", "total", 0.5),
        ["Disk Read Operations/Sec"] = ("disk-iops", "average", 0.5),
        ["Disk Write Operations/Sec"] = ("disk-iops", "average", 0.5),
        ["Composite Disk Read Operations/sec"] = ("disk-iops", "average", 0.5),
        ["Composite Disk Write Operations/sec"] = ("disk-iops", "average", 0.5),
        ["Composite Disk Read Bytes/sec"] = ("disk-mbps", "average", 500_000),
        ["Composite Disk Write Bytes/sec"] = ("disk-mbps", "average", 500_000),
        ["CPU Credits Remaining"] = ("cpu-credits", "average", 1),
        ["connection_successful"] = ("connections", "total", 1),
        ["active_connections"] = ("connections", "maximum", 1),
        ["ByteCount"] = ("processed-bytes", "total", 1),
        ["TotalRequests"] = ("requests", "total", 1),
        ["TunnelIngressBytes"] = ("processed-bytes", "total", 0.5),
        ["TunnelEgressBytes"] = ("processed-bytes", "total", 0.5),
        ["P2SBandwidth"] = ("none", "average", 1),
        ["BitsInPerSecond"] = ("processed-bytes", "average", 0.5 * 8 / 3_600),
        ["BitsOutPerSecond"] = ("processed-bytes", "average", 0.5 * 8 / 3_600),
    };

    public JsonObject Batch(string subscription, HttpRequest request, string body)
    {
        string[] ids = [.. JsonNode.Parse(body)!["resourceids"]!.AsArray().Select(id => id!.GetValue<string>())];
        if (ids.Length is 0 or > ResourcesMax) throw new AzureFault(400, "BadRequest", "The number of resources must be between 1 and 50.");
        string space = request.Query["metricnamespace"].ToString();
        if (ids.Any(id => !id.Split('/')[2].Equals(subscription, StringComparison.OrdinalIgnoreCase) || ResourceGraphApi.TypeOf(id) != space)) throw new AzureFault(400, "BadRequest", "All resources must be of the same subscription and type.");
        (DateTime from, DateTime to) = (Time(request.Query["starttime"].ToString()), Time(request.Query["endtime"].ToString()));
        return new JsonObject { ["values"] = new JsonArray([.. ids.Select(id => (JsonNode)Of(id, from, to, request))]) };
    }

    public JsonObject Alone(string id, HttpRequest request)
    {
        string[] span = request.Query["timespan"].ToString().Split('/');
        return Of(id, Time(span[0]), Time(span[1]), request);
    }

    /// <summary>Sizes of machines: the types and the memory that the folder's machines have.</summary>
    public JsonObject Sizes() => new()
    {
        ["value"] = new JsonArray([.. usage.Of("azure").Where(resource => resource.Text("type") is not null && resource.Provisioned("memory-mb") is not null).DistinctBy(resource => resource.Text("type"))
            .Select(resource => (JsonNode)new JsonObject { ["name"] = resource.Text("type"), ["numberOfCores"] = 2, ["memoryInMB"] = resource.Provisioned("memory-mb") * 1_000_000 / 1_048_576, ["maxDataDiskCount"] = 4 })]),
    };

    private JsonObject Of(string id, DateTime from, DateTime to, HttpRequest request)
    {
        if (request.Query["interval"] != "PT1H") throw new AzureFault(400, "BadRequest", "Only hours are served here.");
        string[] aggregations = request.Query["aggregation"].ToString().Split(',');
        UsageResource resource = usage.Of("azure").FirstOrDefault(one => one.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) ?? throw new AzureFault(404, "ResourceNotFound", id);
        return new JsonObject
        {
            ["interval"] = "PT1H",
            ["namespace"] = ResourceGraphApi.TypeOf(id),
            ["resourceregion"] = resource.Text("region"),
            ["resourceid"] = ResourceGraphApi.Mixed(resource.Id),
            ["value"] = new JsonArray([.. request.Query["metricnames"].ToString().Split(',').Select(name => (JsonNode)Series(resource, name, from, to, aggregations))]),
        };
    }

    private JsonObject Series(UsageResource resource, string name, DateTime from, DateTime to, string[] aggregations)
    {
        if (!Metrics.TryGetValue(name, out (string Metric, string Aggregation, double Factor) metric)) throw new AzureFault(400, "BadRequest", $"Failed to find metric configuration for provider, resource Type: {ResourceGraphApi.TypeOf(resource.Id)}, metric: {name}.");
        Dictionary<DateTime, double>? samples = usage.Reports(resource.Id, metric.Metric) ? usage.Hours(resource.Id, metric.Metric, from, to) : null;
        var points = new JsonArray();
        for (DateTime hour = from; hour < to && samples is not null; hour = hour.AddHours(1))
        {
            var point = new JsonObject { ["timeStamp"] = hour.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) };
            if (samples.TryGetValue(hour, out double value))
            {
                double told = name == "Available Memory Bytes" ? resource.Provisioned("memory-mb")!.Value * 1_000_000 * (1 - (value / 100)) : value * metric.Factor;
                // The other aggregations differ, as in real life: who takes the wrong one is found out.
                foreach (string aggregation in aggregations) point[aggregation] = aggregation == metric.Aggregation ? told : (told * 1.25) + 1;
            }

            points.Add((JsonNode)point);
        }

        return new JsonObject
        {
            ["id"] = $"{resource.Id}/providers/Microsoft.Insights/metrics/{name}",
            ["type"] = "Microsoft.Insights/metrics",
            ["name"] = new JsonObject { ["value"] = name, ["localizedValue"] = name },
            ["timeseries"] = samples is null ? new JsonArray() : new JsonArray(new JsonObject { ["metadatavalues"] = new JsonArray(), ["data"] = points }),
            ["errorCode"] = "Success",
        };
    }

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
