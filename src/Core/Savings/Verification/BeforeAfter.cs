namespace CostGuard.Core.Savings.Verification;

/// <summary>
/// The plain comparison of two windows (domain H.3): right when nothing else changed. It is what is left where history is too short for a
/// counterfactual, and what <see cref="SavingVerifier"/> is measured against.
/// </summary>
/// <param name="Before">Mean cost a day before.</param>
/// <param name="After">Mean cost a day after, replacements counted.</param>
public sealed record BeforeAfter(decimal Before, decimal After)
{
    /// <summary>Days of an average month.</summary>
    public const decimal MonthDays = 30.4375m;

    private const decimal ReturnedFrom = .90m;

    /// <summary>Saved a month; below zero when cost went up.</summary>
    public decimal PerMonth => (Before - After) * MonthDays;

    /// <summary>True when a later mean is back above 90 % of what it was before.</summary>
    public bool HasReturned(decimal laterMean) => laterMean > Before * ReturnedFrom;

    /// <summary>The same with growth taken out: costs are divided by what they serve (orders, users) in each window.</summary>
    /// <param name="driverBefore">Mean quantity a day before, above 0.</param>
    /// <param name="driverAfter">Mean quantity a day after, above 0.</param>
    /// <returns>The window before as it would be at the later quantity.</returns>
    public BeforeAfter AtDriver(decimal driverBefore, decimal driverAfter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(driverBefore);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(driverAfter);
        return this with { Before = Before / driverBefore * driverAfter };
    }
}
