namespace CostGuard.Core.Savings;

/// <summary>Names of metrics, with their units. The unit is part of the name: nothing is compared across units.</summary>
public static class MetricNames
{
    /// <summary>CPU of all cores, percent.</summary>
    public const string Cpu = "cpu-percent";

    /// <summary>Memory in use, percent of the machine's; only where an agent reports it.</summary>
    public const string Memory = "memory-percent";

    /// <summary>Network in and out, bytes.</summary>
    public const string Network = "network-bytes";

    /// <summary>Disk operations a second.</summary>
    public const string Iops = "disk-iops";

    /// <summary>Disk throughput, MB a second.</summary>
    public const string Throughput = "disk-mbps";

    /// <summary>Requests, count.</summary>
    public const string Requests = "requests";

    /// <summary>Connections, count.</summary>
    public const string Connections = "connections";

    /// <summary>Bytes that went through a gateway.</summary>
    public const string Processed = "processed-bytes";

    /// <summary>Tier-1 requests (writes, lists) of a bucket, count.</summary>
    public const string Writes = "tier1-requests";

    /// <summary>Tier-2 requests (reads) of a bucket, count.</summary>
    public const string Reads = "tier2-requests";

    /// <summary>Memory of a function or container, MB.</summary>
    public const string MemoryMb = "memory-mb";

    /// <summary>CPU of a container, cores.</summary>
    public const string Cores = "cpu-cores";

    /// <summary>Stored bytes.</summary>
    public const string Stored = "stored-bytes";

    /// <summary>CPU credits that a burstable machine has left, count.</summary>
    public const string Credits = "cpu-credits";
}

/// <summary>A metric on one day.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Mean">Mean of the samples.</param>
/// <param name="Max">Largest sample.</param>
/// <param name="Sum">Sum of the samples: bytes, requests.</param>
public sealed record MetricDay(DateOnly Day, double Mean, double Max, double Sum);

/// <summary>A metric of one resource over the look-back. Days without samples are not there: missing is missing, not zero.</summary>
/// <param name="Days">Days with samples, in order.</param>
/// <param name="P50">Median of the samples.</param>
/// <param name="P95">95th percentile of the samples.</param>
/// <param name="P995">99.5th percentile of the samples.</param>
/// <param name="Max">Largest sample.</param>
/// <param name="Coverage">Samples that are there ÷ samples that a full look-back has, 0 to 1.</param>
public sealed record MetricUse(IReadOnlyList<MetricDay> Days, double P50, double P95, double P995, double Max, double Coverage)
{
    /// <summary>Mean of the days' means.</summary>
    public double Mean => Days.Count == 0 ? double.NaN : Days.Average(day => day.Mean);

    /// <summary>Share of the week's 168 hours in which the resource does nothing; null when nobody looked by hour.</summary>
    public double? InactiveShare { get; init; }

    /// <summary>The last days up to a day; null when one of them is missing, since nobody knows what it was.</summary>
    public IReadOnlyList<MetricDay>? Last(int days, DateOnly asOf)
    {
        MetricDay[] last = [.. Days.Where(day => day.Day > asOf.AddDays(-days) && day.Day <= asOf)];
        return last.Length == days ? last : null;
    }
}
