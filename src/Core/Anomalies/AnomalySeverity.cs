namespace CostGuard.Core.Anomalies;

/// <summary>How much an anomaly matters, by its impact a day and its share of the expected cost (domain E.2).</summary>
public enum AnomalySeverity
{
    /// <summary>Above the floors.</summary>
    Low,

    /// <summary>At least 100 a day and 20 %.</summary>
    Medium,

    /// <summary>At least 1,000 a day and 30 %.</summary>
    High,

    /// <summary>At least 5,000 a day and 50 %.</summary>
    Critical,
}

/// <summary>The bands.</summary>
public static class AnomalySeverities
{
    private static readonly (AnomalySeverity Severity, decimal PerDay, decimal Share)[] Bands =
        [(AnomalySeverity.Critical, 5_000m, 0.5m), (AnomalySeverity.High, 1_000m, 0.3m), (AnomalySeverity.Medium, 100m, 0.2m)];

    /// <summary>The severity; the sign doesn't matter. Without an expected cost any share is reached.</summary>
    /// <param name="perDay">Mean impact of a day, currency units.</param>
    /// <param name="share">Impact as a share of the expected cost; null when that is not above zero.</param>
    public static AnomalySeverity Of(decimal perDay, decimal? share)
    {
        foreach ((AnomalySeverity severity, decimal least, decimal leastShare) in Bands)
        {
            if (Math.Abs(perDay) >= least && (share is null || Math.Abs(share.Value) >= leastShare)) return severity;
        }

        return AnomalySeverity.Low;
    }
}
