namespace CostGuard.Core.Errors;

/// <summary>Codes of allocation files and usage metrics.</summary>
public static class AllocationFileErrors
{
    /// <summary>CG2451.</summary>
    public static readonly ErrorInfo UnknownMetric = new(
        "CG2451",
        "A usage metric does not exist",
        "The name is not the name of a file in allocation/metrics/.",
        "Add allocation/metrics/NAME.csv with the columns month,team,quantity, or correct the name.");

    /// <summary>CG2452.</summary>
    public static readonly ErrorInfo BadShares = new(
        "CG2452",
        "Fixed shares do not add up to 100",
        "What is left over, or counted twice, would be nobody's or somebody's by chance.",
        "Correct the weights so that they add up to 100.");

    /// <summary>CG2453.</summary>
    public static readonly ErrorInfo BadMetric = new(
        "CG2453",
        "A usage metric cannot be read",
        "A metric has the columns month,team,quantity, with months such as 2026-11 and quantities of at least 0.",
        "Correct the line.");

    /// <summary>CG2454.</summary>
    public static readonly ErrorInfo RuleTwice = new(
        "CG2454",
        "Two rules have the same name",
        "The name is stored on every allocated charge, so it must say which rule it was.",
        "Rename one of them.");

    /// <summary>CG2455.</summary>
    public static readonly ErrorInfo MissingPart = new(
        "CG2455",
        "A split lacks what its method needs",
        "'usage' needs a metric, and 'fixed' needs weights.",
        "Add the key that the message names.");

    /// <summary>CG2456.</summary>
    public static readonly ErrorInfo EmptyRange = new(
        "CG2456",
        "A rule ends before it begins",
        "effectiveTo is the day after the last one, so it must be later than effectiveFrom.",
        "Correct the dates.");
}
