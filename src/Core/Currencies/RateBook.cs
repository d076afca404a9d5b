using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Currencies;

/// <summary>
/// The rates of a company by month. No amount changes its currency without a named rate of its month: a missing one is an error that names
/// the pair and the month, never 1. A pair is found as it is written, else turned round, else through the one currency that both have a rate to.
/// </summary>
public sealed class RateBook
{
    // Digits of a rate that is the quotient of two others.
    private const int DerivedDecimals = 12;

    private readonly Dictionary<(RateKind Kind, BillingPeriod Month, Currency From, Currency To), ExchangeRate> _rates;

    /// <summary>A book of rates; of two for one pair and month the first counts.</summary>
    public RateBook(IReadOnlyList<ExchangeRate> rates)
    {
        Rates = rates;
        _rates = rates.GroupBy(rate => (rate.Kind, rate.Month, rate.From, rate.To)).ToDictionary(group => group.Key, group => group.First());
    }

    /// <summary>No rates.</summary>
    public static RateBook Empty { get; } = new([]);

    /// <summary>All rates as they were read.</summary>
    public IReadOnlyList<ExchangeRate> Rates { get; }

    /// <summary>The rate, or null when there is none. One currency to itself is 1.</summary>
    public ExchangeRate? Find(RateKind kind, BillingPeriod month, Currency from, Currency to)
    {
        if (from == to) return new ExchangeRate(kind, month, from, to, 1m, "same currency");
        if (_rates.TryGetValue((kind, month, from, to), out ExchangeRate? direct)) return direct;
        if (_rates.TryGetValue((kind, month, to, from), out ExchangeRate? turned)) return turned with { From = from, To = to, Rate = Turned(turned.Rate), Source = $"{turned.Source}, turned round" };
        return Through(kind, month, from, to);
    }

    /// <summary>The rate.</summary>
    /// <exception cref="CostGuardException">CG2501, exit code 5: there is none.</exception>
    public ExchangeRate Need(RateKind kind, BillingPeriod month, Currency from, Currency to) =>
        Find(kind, month, from, to) ?? throw new CostGuardException(5, CurrencyErrors.MissingRate.At(
            $"There is no {(kind == RateKind.Budget ? "budget rate" : "rate")} from {from} to {to} for {month}."));

    /// <summary>Costs in another currency, each metric times the rate.</summary>
    public static Costs Convert(Costs costs, ExchangeRate rate) =>
        new(costs.Billed * rate.Rate, costs.Effective * rate.Rate, costs.List * rate.Rate, costs.Contracted * rate.Rate);

    // ECB files give every currency against the euro, a treasury's list may give it the other way round: dollars to pounds go by way of what both have a rate with.
    private ExchangeRate? Through(RateKind kind, BillingPeriod month, Currency from, Currency to)
    {
        foreach (Currency by in Rates.Where(rate => rate.Kind == kind && rate.Month == month).SelectMany(rate => (Currency[])[rate.From, rate.To]).Distinct())
        {
            if (Leg(kind, month, from, by) is not { } first || Leg(kind, month, by, to) is not { } second) continue;
            decimal cross = decimal.Round(first.Up * second.Up / (first.Down * second.Down), DerivedDecimals, MidpointRounding.ToEven);
            return new ExchangeRate(kind, month, from, to, cross, $"{second.Source}, through {by}");
        }

        return null;
    }

    // As a fraction, so that two rates that are turned round are divided once.
    private (decimal Up, decimal Down, string Source)? Leg(RateKind kind, BillingPeriod month, Currency from, Currency to) =>
        _rates.TryGetValue((kind, month, from, to), out ExchangeRate? direct) ? (direct.Rate, 1m, direct.Source)
        : _rates.TryGetValue((kind, month, to, from), out ExchangeRate? turned) ? (1m, turned.Rate, turned.Source)
        : null;

    private static decimal Turned(decimal rate) => decimal.Round(1m / rate, DerivedDecimals, MidpointRounding.ToEven);
}
