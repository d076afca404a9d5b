using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Kubernetes;

/// <summary>Workloads with what they ask for and use, from answers of the allocation API. Their ids are those of their charges.</summary>
internal sealed class OpenCostWorkloads(OpenCostSettings settings)
{
    private const double BytesInMb = 1_000_000;
    private static readonly string[] TellApart = ["controller", "pod", "container"];

    /// <summary>The workloads of a day. A request that nobody made is unknown, and no request of 0.</summary>
    /// <exception cref="CostGuardException">Exit code 2: the connection asks for no workloads. Exit code 5: there are none.</exception>
    public IReadOnlyList<CloudResource> Resources(byte[] bytes, DateOnly day)
    {
        if (!settings.Aggregate.Any(TellApart.Contains)) throw new CostGuardException(2, OpenCostUsageErrors.NoWorkloads.At($"aggregate is {string.Join(", ", settings.Aggregate)}."));
        OpenCostHead head = OpenCostFile.Head(settings, day, bytes);
        using var answer = new OpenCostAnswer(bytes, day, Text(day));
        var found = new Dictionary<string, CloudResource>(StringComparer.Ordinal);
        foreach (JsonElement allocation in answer.Allocations)
        {
            var place = OpenCostPlace.Of(head, answer, allocation, answer.NameOf(allocation));
            if (place.IsWorkload) found[place.Id] = Resource(place, allocation, found.GetValueOrDefault(place.Id));
        }

        return found.Count > 0 ? [.. found.Values.OrderBy(resource => resource.Id, StringComparer.Ordinal)] : throw new CostGuardException(5, OpenCostUsageErrors.NothingSeen.At($"{settings.Endpoint}: no workload on {Text(day)}."));
    }

    /// <summary>Samples of a day's hours. An hour for which Prometheus has no usage has none: OpenCost tells 0 then, and nothing runs without memory.</summary>
    /// <exception cref="CostGuardException">Exit code 2: the answer is not by the hour.</exception>
    public IReadOnlyList<MetricSample> Samples(byte[] bytes, DateOnly day)
    {
        OpenCostHead head = OpenCostFile.Head(settings, day, bytes);
        using var answer = new OpenCostAnswer(bytes, day, Text(day));
        var sums = new Dictionary<(string Id, DateTime Hour), (double Cores, double Mb)>();
        foreach (JsonElement allocation in answer.Allocations)
        {
            var place = OpenCostPlace.Of(head, answer, allocation, answer.NameOf(allocation));
            if (!place.IsWorkload || Number(allocation, "ramByteUsageAverage") is not > 0 || Number(allocation, "cpuCoreUsageAverage") is not { } cores) continue;
            (string, DateTime) key = (place.Id, HourOf(allocation));
            (double Cores, double Mb) before = sums.GetValueOrDefault(key);
            sums[key] = (before.Cores + cores, before.Mb + (Number(allocation, "ramByteUsageAverage")!.Value / BytesInMb));
        }

        return [.. sums.OrderBy(sum => sum.Key.Id, StringComparer.Ordinal).ThenBy(sum => sum.Key.Hour).SelectMany(sum => new MetricSample[] { new(sum.Key.Id, MetricNames.Cores, sum.Key.Hour, sum.Value.Cores), new(sum.Key.Id, MetricNames.MemoryMb, sum.Key.Hour, sum.Value.Mb) })];
    }

    // Two clusters under one name of the connection are one, as in its charges.
    private static CloudResource Resource(OpenCostPlace place, JsonElement allocation, CloudResource? twin)
    {
        var asked = new Dictionary<string, double>(StringComparer.Ordinal);
        void Add(string metric, double? value)
        {
            if (value is > 0) asked[metric] = value.Value + (twin?.Provisioned.GetValueOrDefault(metric) ?? 0);
        }

        Add(MetricNames.Cores, Number(allocation, "cpuCoreRequestAverage"));
        Add(MetricNames.MemoryMb, Number(allocation, "ramByteRequestAverage") / BytesInMb);
        return new CloudResource
        {
            Id = place.Id,
            Provider = "kubernetes",
            Kind = ResourceKind.Container,
            Account = place.Cluster,
            Type = place.Value("controllerKind"),
            State = "running",
            Provisioned = asked,
            Tags = place.Tags(),
        };
    }

    private static DateTime HourOf(JsonElement allocation)
    {
        JsonElement window = allocation.GetProperty("window");
        DateTime start = window.GetProperty("start").GetDateTimeOffset().UtcDateTime, end = window.GetProperty("end").GetDateTimeOffset().UtcDateTime;
        if (end - start > TimeSpan.FromHours(1)) throw new CostGuardException(2, OpenCostUsageErrors.NoHours.At(string.Create(CultureInfo.InvariantCulture, $"A set is from {start:yyyy-MM-dd HH:mm} to {end:yyyy-MM-dd HH:mm}.")));
        return new DateTime(start.Year, start.Month, start.Day, start.Hour, 0, 0, DateTimeKind.Utc);
    }

    private static double? Number(JsonElement allocation, string name) => allocation.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
