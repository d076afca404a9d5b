namespace CostGuard.Collect.Aws;

internal sealed record GetSavingsPlansUtilizationRequest
{
    public required DateInterval TimePeriod { get; init; }

    public string? Granularity { get; init; }
}

internal sealed record GetSavingsPlansUtilizationResponse
{
    public IReadOnlyList<SavingsPlansUtilizationByTime>? SavingsPlansUtilizationsByTime { get; init; }

    public SavingsPlansUtilizationAggregates? Total { get; init; }
}

internal sealed record SavingsPlansUtilizationByTime(
    DateInterval? TimePeriod, SavingsPlansUtilization? Utilization, SavingsPlansSavings? Savings, SavingsPlansAmortizedCommitment? AmortizedCommitment);

internal sealed record SavingsPlansUtilizationAggregates(
    SavingsPlansUtilization? Utilization, SavingsPlansSavings? Savings, SavingsPlansAmortizedCommitment? AmortizedCommitment);

internal sealed record SavingsPlansUtilization(string? TotalCommitment, string? UsedCommitment, string? UnusedCommitment, string? UtilizationPercentage);

internal sealed record SavingsPlansSavings(string? NetSavings, string? OnDemandCostEquivalent);

internal sealed record SavingsPlansAmortizedCommitment(string? AmortizedRecurringCommitment, string? AmortizedUpfrontCommitment, string? TotalAmortizedCommitment);

internal sealed record GetSavingsPlansCoverageRequest
{
    public required DateInterval TimePeriod { get; init; }

    public string? Granularity { get; init; }

    public IReadOnlyList<GroupDefinition>? GroupBy { get; init; }

    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>Here the token has another name.</summary>
    public string? NextToken { get; init; }
}

internal sealed record GetSavingsPlansCoverageResponse
{
    public IReadOnlyList<SavingsPlansCoverage>? SavingsPlansCoverages { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record SavingsPlansCoverage(IReadOnlyDictionary<string, string>? Attributes, SavingsPlansCoverageData? Coverage, DateInterval? TimePeriod);

internal sealed record SavingsPlansCoverageData(string? SpendCoveredBySavingsPlans, string? OnDemandCost, string? TotalCost, string? CoveragePercentage);
