using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Amounts of a month that are not billed since they must cancel: covered usage at its on-demand price, and its negation.</summary>
/// <param name="Period">Billing period; null where the file does not say.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Sum">What is left of them, to be next to nothing over all parts of the month.</param>
/// <param name="Gross">What they amount to without their signs.</param>
public sealed record CancelledTotal(BillingPeriod? Period, Currency Currency, ExactSum Sum, ExactSum Gross)
{
    // AWS rounds rows of both kinds on their own: the tolerance of domain A.4.
    private static readonly ExactSum Cent = new(1, 2);

    /// <summary>True when what is left is at most a cent, or a ten-thousandth of the whole.</summary>
    public bool Cancels => Sum.Magnitude.CompareTo(Cent) <= 0 || (Sum.Magnitude * 10_000).CompareTo(Gross) <= 0;
}
