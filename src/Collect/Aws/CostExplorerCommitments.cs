namespace CostGuard.Collect.Aws;

internal sealed record GetReservationUtilizationRequest
{
    public required DateInterval TimePeriod { get; init; }

    public string? Granularity { get; init; }

    public IReadOnlyList<GroupDefinition>? GroupBy { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record GetReservationUtilizationResponse
{
    public IReadOnlyList<UtilizationByTime>? UtilizationsByTime { get; init; }

    public ReservationAggregates? Total { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record UtilizationByTime(DateInterval? TimePeriod, IReadOnlyList<ReservationUtilizationGroup>? Groups, ReservationAggregates? Total);

internal sealed record ReservationUtilizationGroup(string? Key, string? Value, IReadOnlyDictionary<string, string>? Attributes, ReservationAggregates? Utilization);

internal sealed record ReservationAggregates
{
    public string? UtilizationPercentage { get; init; }

    public string? PurchasedHours { get; init; }

    public string? UnusedHours { get; init; }

    public string? OnDemandCostOfRIHoursUsed { get; init; }

    public string? NetRISavings { get; init; }

    public string? TotalAmortizedFee { get; init; }

    public string? RICostForUnusedHours { get; init; }
}

internal sealed record GetReservationCoverageRequest
{
    public required DateInterval TimePeriod { get; init; }

    public string? Granularity { get; init; }

    public IReadOnlyList<GroupDefinition>? GroupBy { get; init; }

    public IReadOnlyList<string>? Metrics { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record GetReservationCoverageResponse
{
    public IReadOnlyList<CoverageByTime>? CoveragesByTime { get; init; }

    public Coverage? Total { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record CoverageByTime(DateInterval? TimePeriod, IReadOnlyList<ReservationCoverageGroup>? Groups, Coverage? Total);

internal sealed record ReservationCoverageGroup(IReadOnlyDictionary<string, string>? Attributes, Coverage? Coverage);

internal sealed record Coverage(CoverageHours? CoverageHours, CoverageCost? CoverageCost);

internal sealed record CoverageHours(string? OnDemandHours, string? ReservedHours, string? TotalRunningHours, string? CoverageHoursPercentage);

internal sealed record CoverageCost(string? OnDemandCost);
