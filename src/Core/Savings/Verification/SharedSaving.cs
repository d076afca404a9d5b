using CostGuard.Core.Allocate;
using CostGuard.Core.Values;

namespace CostGuard.Core.Savings.Verification;

/// <summary>What several actions on one resource in one window have of its saving, and how long a saving counts (domain H.3).</summary>
public static class SharedSaving
{
    private const int RunRateMonths = 12;

    /// <summary>Parts by promised amounts that add up to the saving, which may be a loss.</summary>
    /// <param name="verified">Measured for all of them together.</param>
    /// <param name="promised">What each of them promised, at least 0.</param>
    /// <param name="currency">Decides the smallest unit.</param>
    public static IReadOnlyList<decimal> Split(decimal verified, IReadOnlyList<decimal> promised, Currency currency) =>
        LargestRemainder.Split(verified, promised, currency.MinorUnits);

    /// <summary>The run-rate saving that counts in a month: for twelve months from the one after the action, then it rolls off.</summary>
    public static decimal RunRate(decimal perMonth, DateOnly done, BillingPeriod month)
    {
        BillingPeriod first = BillingPeriod.Of(done).Next;
        return month.CompareTo(first) >= 0 && month.CompareTo(first.AddMonths(RunRateMonths)) < 0 ? perMonth : 0m;
    }
}
