using System.Text.Json.Serialization;

namespace CostGuard.Collect.Aws;

internal sealed record GetAnomaliesRequest
{
    public required AnomalyDateInterval DateInterval { get; init; }

    public string? MonitorArn { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record AnomalyDateInterval(string StartDate, string? EndDate);

internal sealed record GetAnomaliesResponse
{
    public IReadOnlyList<Anomaly>? Anomalies { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record Anomaly
{
    public string? AnomalyId { get; init; }

    public string? AnomalyStartDate { get; init; }

    public string? AnomalyEndDate { get; init; }

    public string? DimensionValue { get; init; }

    public IReadOnlyList<RootCause>? RootCauses { get; init; }

    public Impact? Impact { get; init; }

    public string? MonitorArn { get; init; }

    /// <summary>YES, NO or PLANNED_ACTIVITY: what a person said of it.</summary>
    public string? Feedback { get; init; }
}

internal sealed record RootCause(string? Service, string? Region, string? LinkedAccount, string? LinkedAccountName, string? UsageType);

/// <summary>Amounts are JSON numbers here; they are kept as the text they came in.</summary>
internal sealed record Impact
{
    [JsonConverter(typeof(NumberText))]
    public string? MaxImpact { get; init; }

    [JsonConverter(typeof(NumberText))]
    public string? TotalImpact { get; init; }

    [JsonConverter(typeof(NumberText))]
    public string? TotalActualSpend { get; init; }

    [JsonConverter(typeof(NumberText))]
    public string? TotalExpectedSpend { get; init; }
}
