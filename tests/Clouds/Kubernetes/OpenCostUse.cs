using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Usage;

namespace CostGuard.Clouds.Kubernetes;

/// <summary>What containers of a usage folder ask for and use, in OpenCost's words. Where Prometheus has nothing, OpenCost tells 0.</summary>
internal sealed class OpenCostUse(UsageFolder usage, DateOnly remembersFrom)
{
    private const double BytesInMb = 1_000_000;

    private IEnumerable<UsageResource> Containers => usage.Of("kubernetes").Where(resource => resource.Kind == "container");

    /// <summary>A set for each hour of a window.</summary>
    public JsonObject Hours(DateTime from, DateTime to)
    {
        var sets = new JsonArray();
        for (DateTime hour = from; hour < to; hour = hour.AddHours(1))
        {
            var set = new JsonObject();
            foreach (UsageResource container in Containers.Where(_ => DateOnly.FromDateTime(hour) >= remembersFrom)) set[container.Id] = Allocation(container, hour, hour.AddHours(1));
            sets.Add((JsonNode)set);
        }

        return new JsonObject { ["code"] = 200, ["status"] = "success", ["data"] = sets };
    }

    /// <summary>Adds requests to the workloads of a day, and workloads that cost nothing.</summary>
    public void AddTo(JsonObject set, DateTime from, DateTime to)
    {
        if (DateOnly.FromDateTime(from) < remembersFrom) return;
        foreach (UsageResource container in Containers)
        {
            JsonObject own = Allocation(container, from, to);
            if (set[container.Id] is not JsonObject there) set[container.Id] = own;
            else
            {
                foreach ((string name, JsonNode? value) in own.Where(part => part.Key.EndsWith("Average", StringComparison.Ordinal)).ToArray()) there[name] = value?.DeepClone();
            }
        }
    }

    private JsonObject Allocation(UsageResource container, DateTime from, DateTime to)
    {
        string[] parts = container.Id.Split('/');
        double Mean(string metric) => usage.Samples(container.Id, metric, from, to).Select(sample => sample.Value).DefaultIfEmpty(0).Average();
        JsonObject Labels() => new(container.Tags.Where(tag => !tag.Key.StartsWith("k8s:", StringComparison.Ordinal)).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
        return new JsonObject
        {
            ["name"] = container.Id,
            ["properties"] = new JsonObject { ["cluster"] = parts[0], ["namespace"] = parts[1], ["controllerKind"] = parts[2], ["controller"] = parts[3], ["labels"] = Labels() },
            ["window"] = new JsonObject { ["start"] = Text(from), ["end"] = Text(to) },
            ["start"] = Text(from),
            ["end"] = Text(to),
            ["minutes"] = (to - from).TotalMinutes,
            ["cpuCoreRequestAverage"] = container.Provisioned("cpu-cores") ?? 0,
            ["cpuCoreUsageAverage"] = Mean("cpu-cores"),
            ["ramByteRequestAverage"] = (container.Provisioned("memory-mb") ?? 0) * BytesInMb,
            ["ramByteUsageAverage"] = Mean("memory-mb") * BytesInMb,
            ["totalCost"] = 0,
        };
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
