namespace CostGuard.Core.Errors;

/// <summary>Codes of verified savings, 147x.</summary>
public static class VerificationErrors
{
    /// <summary>CG1470.</summary>
    public static readonly ErrorInfo BenchmarkMissed = new(
        "CG1470",
        "The verification of savings missed its goal on the benchmark",
        "Its mean error must be at most half that of before/after, and its 80 % interval must hold 75 to 85 % of the true savings. With few series the share moves by chance.",
        "Run it with more series; if it still misses, report it with the table that was printed.");

    /// <summary>CG1471.</summary>
    public static readonly ErrorInfo ResourceUnknown = new(
        "CG1471",
        "The bill does not know the resource",
        "A saving is measured on usage charges with that ResourceId, from 270 days before the action to 90 days after it. There is none in the company's currency.",
        "Look the id up: costguard cost show --by resource. Load the months before the action.");

    /// <summary>CG1472.</summary>
    public static readonly ErrorInfo DaysMissing = new(
        "CG1472",
        "Days are missing, so that a saving cannot be measured",
        "On some days no resource of the service has a charge. Counted as zero they would look like a saving.",
        "Load the missing days.");
}
