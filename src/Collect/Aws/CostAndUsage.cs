using System.Text.Json.Serialization;

namespace CostGuard.Collect.Aws;

/// <summary>[Start, End) in days, "2025-06-01": the end is exclusive.</summary>
internal sealed record DateInterval([property: JsonRequired] string Start, [property: JsonRequired] string End);

/// <summary>A filter: one of its members is set.</summary>
internal sealed record Expression
{
    public IReadOnlyList<Expression>? And { get; init; }

    public DimensionValues? Dimensions { get; init; }
}

/// <summary>Keeps costs whose dimension has one of the values.</summary>
internal sealed record DimensionValues(string Key, IReadOnlyList<string> Values);

/// <summary>Something to group by: DIMENSION, TAG or COST_CATEGORY.</summary>
internal sealed record GroupDefinition(string Type, string Key);

internal sealed record GetCostAndUsageRequest
{
    public required DateInterval TimePeriod { get; init; }

    /// <summary>DAILY or MONTHLY.</summary>
    public required string Granularity { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public Expression? Filter { get; init; }

    /// <summary>At most two.</summary>
    public IReadOnlyList<GroupDefinition>? GroupBy { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record GetCostAndUsageResponse
{
    public string? NextPageToken { get; init; }

    public IReadOnlyList<ResultByTime>? ResultsByTime { get; init; }

    public IReadOnlyList<DimensionValuesWithAttributes>? DimensionValueAttributes { get; init; }
}

/// <summary>Costs of one period: of its groups, or in total where nothing was grouped by.</summary>
internal sealed record ResultByTime
{
    [JsonRequired]
    public required DateInterval TimePeriod { get; init; }

    public IReadOnlyDictionary<string, MetricValue>? Total { get; init; }

    public IReadOnlyList<Group>? Groups { get; init; }

    /// <summary>True while the provider may still change the period.</summary>
    public bool Estimated { get; init; }
}

internal sealed record Group([property: JsonRequired] IReadOnlyList<string> Keys, [property: JsonRequired] IReadOnlyDictionary<string, MetricValue> Metrics);

/// <summary>An amount as its text, and its unit: a currency, or "N/A" where there is nothing.</summary>
internal sealed record MetricValue([property: JsonRequired] string Amount, string? Unit);

/// <summary>A value of a dimension and what else is known of it; of an account its "description" is the name.</summary>
internal sealed record DimensionValuesWithAttributes(string? Value, IReadOnlyDictionary<string, string>? Attributes);
