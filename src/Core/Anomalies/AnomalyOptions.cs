namespace CostGuard.Core.Anomalies;

/// <summary>When a day is called unusual (domain E.2).</summary>
/// <param name="Threshold">k: robust standard deviations from the expected cost; 3.5 high, 5 medium, 6 low sensitivity.</param>
/// <param name="AmountMin">Smallest deviation of a day, in the series' currency.</param>
/// <param name="ShareMin">Smallest deviation of a day as a share of the expected cost.</param>
public sealed record AnomalyOptions(double Threshold, double AmountMin = 10, double ShareMin = 0.1)
{
    /// <summary>Finds more, and is wrong more often.</summary>
    public static AnomalyOptions High { get; } = new(3.5);

    /// <summary>The default.</summary>
    public static AnomalyOptions Medium { get; } = new(5);

    /// <summary>Finds what is plain to see.</summary>
    public static AnomalyOptions Low { get; } = new(6);

    /// <summary>"high", "medium" or "low".</summary>
    /// <exception cref="ArgumentException">Any other word.</exception>
    public static AnomalyOptions Of(string sensitivity) => sensitivity switch
    {
        "high" => High,
        "medium" => Medium,
        "low" => Low,
        _ => throw new ArgumentException($"'{sensitivity}' is none of high, medium, low.", nameof(sensitivity)),
    };

    /// <summary>True when a deviation is worth a word: above the amount and the share.</summary>
    internal bool IsLarge(double impact, double expected) => Math.Abs(impact) >= Math.Max(AmountMin, ShareMin * Math.Abs(expected));
}
