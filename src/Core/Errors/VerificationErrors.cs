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
}
