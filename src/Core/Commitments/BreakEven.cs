namespace CostGuard.Core.Commitments;

/// <summary>When a commitment pays (domain G.2). Prices are in one currency and per hour.</summary>
/// <param name="Total">All that is paid over the term.</param>
/// <param name="OnDemandTotal">The whole term on demand.</param>
/// <param name="EffectiveRate">Paid for an hour, the upfront fee spread over the term.</param>
/// <param name="Discount">1 − effective rate ÷ on-demand price; below zero when it never pays.</param>
/// <param name="UsageShare">The share of the term that must be used for it to pay.</param>
/// <param name="CashHours">Hours of running all the time after which less cash is gone than on demand; null when that never happens.</param>
public sealed record BreakEven(decimal Total, decimal OnDemandTotal, decimal EffectiveRate, decimal Discount, decimal UsageShare, decimal? CashHours)
{
    /// <summary>Hours of an average month.</summary>
    public const decimal MonthHours = 730m;

    /// <summary>The same in months of 730 hours.</summary>
    public decimal? CashMonths => CashHours / MonthHours;

    /// <summary>Break-even of an upfront fee and an hourly price against a price on demand.</summary>
    /// <param name="upfront">Paid at the start, at least 0.</param>
    /// <param name="hourly">Paid for each hour of the term, used or not.</param>
    /// <param name="termHours">Hours of the term.</param>
    /// <param name="onDemand">Price of an hour on demand.</param>
    /// <exception cref="ArgumentOutOfRangeException">A term or an on-demand price that is not above zero.</exception>
    public static BreakEven Of(decimal upfront, decimal hourly, decimal termHours, decimal onDemand)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(termHours);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(onDemand);
        decimal rate = (upfront / termHours) + hourly;
        return new BreakEven(
            upfront + (hourly * termHours), onDemand * termHours, rate, 1m - (rate / onDemand), rate / onDemand,
            onDemand > hourly ? upfront / (onDemand - hourly) : null);
    }
}
