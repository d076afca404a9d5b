namespace CostGuard.Collect.Aws;

internal sealed record GetDimensionValuesRequest
{
    public required DateInterval TimePeriod { get; init; }

    public required string Dimension { get; init; }

    /// <summary>COST_AND_USAGE, RESERVATIONS or SAVINGS_PLANS.</summary>
    public string? Context { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record GetDimensionValuesResponse
{
    public IReadOnlyList<DimensionValuesWithAttributes>? DimensionValues { get; init; }

    public string? NextPageToken { get; init; }
}

/// <summary>Without a key it asks for the keys of all tags, with one for its values.</summary>
internal sealed record GetTagsRequest
{
    public required DateInterval TimePeriod { get; init; }

    public string? TagKey { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record GetTagsResponse
{
    public IReadOnlyList<string>? Tags { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record GetCostForecastRequest
{
    public required DateInterval TimePeriod { get; init; }

    /// <summary>UNBLENDED_COST, AMORTIZED_COST…: other words than GetCostAndUsage takes.</summary>
    public required string Metric { get; init; }

    public required string Granularity { get; init; }

    public Expression? Filter { get; init; }

    /// <summary>Percent, 51 to 99.</summary>
    public int? PredictionIntervalLevel { get; init; }
}

internal sealed record GetCostForecastResponse
{
    public MetricValue? Total { get; init; }

    public IReadOnlyList<ForecastResult>? ForecastResultsByTime { get; init; }
}

internal sealed record ForecastResult
{
    public DateInterval? TimePeriod { get; init; }

    public string? MeanValue { get; init; }

    public string? PredictionIntervalLowerBound { get; init; }

    public string? PredictionIntervalUpperBound { get; init; }
}
