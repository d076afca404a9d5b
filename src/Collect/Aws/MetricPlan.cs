using CostGuard.Core.Savings;

namespace CostGuard.Collect.Aws;

/// <summary>One of CostGuard's metrics of one resource, and the CloudWatch metrics that are added up to it, hour by hour.</summary>
/// <param name="ResourceId">Whose.</param>
/// <param name="Metric">One of <see cref="MetricNames"/>.</param>
/// <param name="Stat">"Average", "Maximum", "Sum".</param>
/// <param name="Sources">What is added up; an hour counts when all of them have it.</param>
/// <param name="Factor">From CloudWatch's unit to the metric's.</param>
internal sealed record PlannedMetric(string ResourceId, string Metric, string Stat, IReadOnlyList<CloudWatchMetric> Sources, double Factor)
{
    /// <summary>A metric that is always reported while the resource lives: where it has an hour and the sources, which AWS reports above zero only, have none, the value is zero.</summary>
    public CloudWatchMetric? Witness { get; init; }

    /// <summary>Metrics that are asked for.</summary>
    public int Queries => Sources.Count + (Witness is null ? 0 : 1);
}

/// <summary>Which metrics of CloudWatch are asked for a resource.</summary>
internal static class MetricPlan
{
    private const double SecondsInHour = 3600, BytesInMb = 1_000_000;

    /// <summary>The metrics of a resource in the days from a first one on; none where it cannot have any.</summary>
    /// <param name="of">The resource.</param>
    /// <param name="memory">By machine: the metric of the agent that reports its memory.</param>
    /// <param name="first">First day that is asked for.</param>
    public static IReadOnlyList<PlannedMetric> Of(CloudResource of, IReadOnlyDictionary<string, CloudWatchMetric> memory, DateOnly first) => of.Kind switch
    {
        ResourceKind.Machine when of.State is "stopped" && of.StateSince < first => [],
        ResourceKind.Machine => Machine(of, memory),
        ResourceKind.MachineGroup => [One(of, MetricNames.Cpu, "Average", "AWS/EC2", "CPUUtilization", "AutoScalingGroupName", After(of.Id, "autoScalingGroupName/"))],
        // What is attached to nothing makes no operations.
        ResourceKind.Disk when of.AttachedTo is "" => [],
        ResourceKind.Disk =>
        [
            Sum(of, MetricNames.Iops, 1 / SecondsInHour, "AWS/EBS", "VolumeId", of.Id, "VolumeReadOps", "VolumeWriteOps"),
            Sum(of, MetricNames.Throughput, 1 / SecondsInHour / BytesInMb, "AWS/EBS", "VolumeId", of.Id, "VolumeReadBytes", "VolumeWriteBytes"),
        ],
        ResourceKind.Database => Database(of, After(of.Id, ":db:")),
        ResourceKind.LoadBalancer => Balancer(of, After(of.Id, "loadbalancer/")),
        ResourceKind.NatGateway => [Sum(of, MetricNames.Processed, 1, "AWS/NATGateway", "NatGatewayId", of.Id, "BytesInFromSource", "BytesInFromDestination")],
        _ => [],
    };

    private static List<PlannedMetric> Machine(CloudResource of, IReadOnlyDictionary<string, CloudWatchMetric> memory)
    {
        List<PlannedMetric> all =
        [
            One(of, MetricNames.Cpu, "Average", "AWS/EC2", "CPUUtilization", "InstanceId", of.Id),
            Sum(of, MetricNames.Network, 1, "AWS/EC2", "InstanceId", of.Id, "NetworkIn", "NetworkOut"),
        ];
        if (of.Type is ['t', >= '0' and <= '9', ..]) all.Add(One(of, MetricNames.Credits, "Average", "AWS/EC2", "CPUCreditBalance", "InstanceId", of.Id));
        if (memory.TryGetValue(of.Id, out CloudWatchMetric? agent)) all.Add(new PlannedMetric(of.Id, MetricNames.Memory, "Average", [agent], 1));
        return all;
    }

    private static IReadOnlyList<PlannedMetric> Database(CloudResource of, string name) =>
    [
        One(of, MetricNames.Cpu, "Average", "AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", name),
        One(of, MetricNames.Connections, "Maximum", "AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", name),
        Sum(of, MetricNames.Iops, 1, "AWS/RDS", "DBInstanceIdentifier", name, "ReadIOPS", "WriteIOPS") with { Stat = "Average" },
    ];

    private static IReadOnlyList<PlannedMetric> Balancer(CloudResource of, string name)
    {
        string space = of.Type switch { "network" => "AWS/NetworkELB", "gateway" => "AWS/GatewayELB", _ => "AWS/ApplicationELB" };
        PlannedMetric bytes = One(of, MetricNames.Processed, "Sum", space, "ProcessedBytes", "LoadBalancer", name), flows = One(of, MetricNames.Connections, "Average", space, "ActiveFlowCount", "LoadBalancer", name);
        return space != "AWS/ApplicationELB" ? [flows, bytes]
            : [One(of, MetricNames.Requests, "Sum", space, "RequestCount", "LoadBalancer", name) with { Witness = Source(space, "ConsumedLCUs", "LoadBalancer", name) }, bytes];
    }

    private static PlannedMetric One(CloudResource of, string metric, string stat, string space, string name, string dimension, string value) => new(of.Id, metric, stat, [Source(space, name, dimension, value)], 1);

    private static PlannedMetric Sum(CloudResource of, string metric, double factor, string space, string dimension, string value, params string[] names) =>
        new(of.Id, metric, "Sum", [.. names.Select(name => Source(space, name, dimension, value))], factor);

    private static CloudWatchMetric Source(string space, string name, string dimension, string value) => new(space, name, [new MetricDimension(dimension, value)]);

    private static string After(string id, string mark)
    {
        int at = id.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? id : id[(at + mark.Length)..];
    }
}
