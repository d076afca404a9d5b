namespace CostGuard.Core.Errors;

/// <summary>Codes of anomalies, CG1430 to CG1439.</summary>
public static class AnomalyErrors
{
    /// <summary>CG1430.</summary>
    public static readonly ErrorInfo NoSuchAnomaly = new(
        "CG1430",
        "There is no anomaly of this id",
        "Anomalies are computed from the current snapshot. Restated data, another sensitivity or a shorter --days can make one go away.",
        "See 'costguard anomaly list --all --days 180'.");

    /// <summary>CG1431.</summary>
    public static readonly ErrorInfo UntilBeforeStart = new(
        "CG1431",
        "An anomaly cannot be expected until a day before it began",
        "'Expected until' is the last day on which the cost is planned; after it the anomaly is open again.",
        "Name a later day, or leave --until out if the cost stays.");

    /// <summary>CG1432.</summary>
    public static readonly ErrorInfo SharedLines = new(
        "CG1432",
        "The causes cannot be told by lines",
        "Resources, SKUs and tags stand on lines of the bill, and lines carry no team: where several teams share the cost, nobody can say whose line it is.",
        "Ask by region, service or subAccountId; or look at the lines: costguard cost show --by resource --where service=…");
}
