using CostGuard.Core.Values;

namespace CostGuard.Core.Currencies;

/// <summary>Which rates are meant: what was paid with, or what was planned with. The two are kept apart.</summary>
public enum RateKind
{
    /// <summary>The rate of the month, for actual cost.</summary>
    Actual,

    /// <summary>The rate that a budget was planned with.</summary>
    Budget,
}

/// <summary>One unit of <paramref name="From"/> is <paramref name="Rate"/> units of <paramref name="To"/> in the month.</summary>
/// <param name="Kind">Actual or budget.</param>
/// <param name="Month">Billing month.</param>
/// <param name="From">Currency of the cost.</param>
/// <param name="To">Currency that is asked for.</param>
/// <param name="Rate">Above 0, exact as written.</param>
/// <param name="Source">Who says so: "ECB, mean of 22 days", "treasury".</param>
public sealed record ExchangeRate(RateKind Kind, BillingPeriod Month, Currency From, Currency To, decimal Rate, string Source);
