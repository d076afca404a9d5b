namespace CostGuard.Collect.Aws;

internal sealed record GetMetricDataRequest
{
    public required IReadOnlyList<MetricDataQuery> MetricDataQueries { get; init; }

    /// <summary>Seconds since 1970, inclusive.</summary>
    public required long StartTime { get; init; }

    /// <summary>Seconds since 1970, exclusive.</summary>
    public required long EndTime { get; init; }

    public string ScanBy { get; init; } = "TimestampAscending";

    public int MaxDatapoints { get; init; } = 100_800;

    public string? NextToken { get; init; }
}

internal sealed record MetricDataQuery(string Id, MetricStat MetricStat)
{
    public bool ReturnData { get; init; } = true;
}

internal sealed record MetricStat(CloudWatchMetric Metric, int Period, string Stat);

internal sealed record CloudWatchMetric(string Namespace, string MetricName, IReadOnlyList<MetricDimension> Dimensions);

internal sealed record MetricDimension(string Name, string Value);

internal sealed record GetMetricDataResponse
{
    public IReadOnlyList<MetricDataResult>? MetricDataResults { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record MetricDataResult
{
    public string? Id { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public IReadOnlyList<double>? Timestamps { get; init; }

    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Complete, PartialData (more comes with the next page), InternalError, Forbidden.</summary>
    public string? StatusCode { get; init; }
}

internal sealed record ListMetricsRequest
{
    public required string Namespace { get; init; }

    public required string MetricName { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record ListMetricsResponse
{
    public IReadOnlyList<CloudWatchMetric>? Metrics { get; init; }

    public string? NextToken { get; init; }
}
