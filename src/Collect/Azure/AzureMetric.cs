using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>A metric of Azure Monitor in one aggregation.</summary>
/// <param name="Name">Azure's name.</param>
/// <param name="Aggregation">"average", "total", "minimum", "maximum".</param>
/// <param name="Needed">False for a part that only some resources report; without a needed one there is no sample.</param>
internal sealed record AzurePart(string Name, string Aggregation, bool Needed = true);

/// <summary>How one of our metrics comes from Azure's.</summary>
/// <param name="Metric">One of <see cref="MetricNames"/>.</param>
/// <param name="Parts">What it is made of.</param>
/// <param name="Make">The value of an hour from its parts, null for one that isn't there; null for no value. Without it they are added.</param>
internal sealed record AzureMetric(string Metric, IReadOnlyList<AzurePart> Parts, Func<CloudResource, IReadOnlyList<double?>, double?>? Make = null)
{
    private const double SecondsInHour = 3_600, BitsInByte = 8, BytesInMb = 1_000_000;

    private static readonly AzureMetric[] Machine =
    [
        new(MetricNames.Cpu, [new("Percentage CPU", "average")]),
        // The least that was free in the hour is the most that was used.
        new(MetricNames.Memory, [new("Available Memory Bytes", "minimum")], UsedMemory),
        new(MetricNames.Network, [new("Network In Total", "total"), new("Network Out Total", "total")]),
        new(MetricNames.Iops, [new("Disk Read Operations/Sec", "average"), new("Disk Write Operations/Sec", "average")]),
        new(MetricNames.Credits, [new("CPU Credits Remaining", "average")]),
    ];

    private static readonly Dictionary<string, AzureMetric[]> OfType = new(StringComparer.Ordinal)
    {
        ["microsoft.compute/virtualmachines"] = Machine,
        ["microsoft.compute/virtualmachinescalesets"] = Machine,
        ["microsoft.compute/disks"] =
        [
            new(MetricNames.Iops, [new("Composite Disk Read Operations/sec", "average"), new("Composite Disk Write Operations/sec", "average")]),
            new(MetricNames.Throughput, [new("Composite Disk Read Bytes/sec", "average"), new("Composite Disk Write Bytes/sec", "average")], (_, parts) => parts.Sum() / BytesInMb),
        ],
        ["microsoft.sql/servers/databases"] =
        [
            // A database sold by DTU is full when any of CPU, I/O and log is; one sold by cores reports no DTU.
            new(MetricNames.Cpu, [new("cpu_percent", "average", Needed: false), new("dtu_consumption_percent", "average", Needed: false)], (_, parts) => parts.Max()),
            new(MetricNames.Memory, [new("sqlserver_process_memory_percent", "maximum")]),
            new(MetricNames.Connections, [new("connection_successful", "total")]),
        ],
        ["microsoft.dbforpostgresql/flexibleservers"] = Server("active_connections"),
        ["microsoft.dbformysql/flexibleservers"] = Server("active_connections"),
        ["microsoft.web/serverfarms"] = [new(MetricNames.Cpu, [new("CpuPercentage", "average")]), new(MetricNames.Memory, [new("MemoryPercentage", "maximum")])],
        ["microsoft.network/loadbalancers"] = [new(MetricNames.Processed, [new("ByteCount", "total")])],
        ["microsoft.network/applicationgateways"] = [new(MetricNames.Requests, [new("TotalRequests", "total")])],
        ["microsoft.network/natgateways"] = [new(MetricNames.Processed, [new("ByteCount", "total")])],
        ["microsoft.network/virtualnetworkgateways"] =
        [
            // Lines to single machines have a metric of their own, which only gateways with such lines report.
            new(
                MetricNames.Processed, [new("TunnelIngressBytes", "total"), new("TunnelEgressBytes", "total"), new("P2SBandwidth", "average", Needed: false)],
                (_, parts) => parts[0] + parts[1] + ((parts[2] ?? 0) * SecondsInHour)),
        ],
        ["microsoft.network/expressroutecircuits"] =
        [
            new(MetricNames.Processed, [new("BitsInPerSecond", "average"), new("BitsOutPerSecond", "average")], (_, parts) => parts.Sum() / BitsInByte * SecondsInHour),
        ],
    };

    /// <summary>Metrics of a type of resource; none of one that Azure Monitor isn't asked about.</summary>
    public static IReadOnlyList<AzureMetric> Of(string type) => OfType.GetValueOrDefault(type) ?? [];

    /// <summary>The value of an hour; null where a needed part is missing.</summary>
    public double? Value(CloudResource resource, IReadOnlyList<double?> parts)
    {
        for (int i = 0; i < Parts.Count; i++)
        {
            if (Parts[i].Needed && parts[i] is null) return null;
        }

        return Make is { } make ? make(resource, parts) : parts.Sum();
    }

    private static AzureMetric[] Server(string connections) =>
    [
        new(MetricNames.Cpu, [new("cpu_percent", "average")]),
        new(MetricNames.Memory, [new("memory_percent", "maximum")]),
        new(MetricNames.Connections, [new(connections, "maximum")]),
    ];

    private static double? UsedMemory(CloudResource machine, IReadOnlyList<double?> parts) =>
        machine.Provisioned.TryGetValue(MetricNames.MemoryMb, out double mb) && mb > 0 ? Math.Clamp(100 * (1 - (parts[0]!.Value / (mb * BytesInMb))), 0, 100) : null;
}
