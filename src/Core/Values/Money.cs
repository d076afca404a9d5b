using System.Globalization;

namespace CostGuard.Core.Values;

/// <summary>An exact amount in one currency. Negative amounts (credits, refunds) are normal. Never rounded on the way, only in reports.</summary>
/// <param name="Amount">Amount in whole units of <paramref name="Currency"/>, at most 18 decimals when stored.</param>
/// <param name="Currency">The currency; mixing two in one operation throws.</param>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    /// <summary>Nothing, in the given currency.</summary>
    public static Money Zero(Currency currency) => new(0m, currency);

    /// <summary>The sum. Both amounts must be in one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + right.Same(left).Amount };

    /// <summary>The difference. Both amounts must be in one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - right.Same(left).Amount };

    /// <summary>The amount with its sign turned.</summary>
    public static Money operator -(Money value) => value with { Amount = -value.Amount };

    /// <summary>Rounded half-even to the currency's minor unit: for output only.</summary>
    public Money Rounded() => this with { Amount = decimal.Round(Amount, Currency.MinorUnits, MidpointRounding.ToEven) };

    /// <summary>The exact decimal text and the code, such as "12.5 USD", whatever the culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");

    private Money Same(Money other) => Currency == other.Currency
        ? this
        : throw new InvalidOperationException($"{other.Currency} and {Currency} cannot be added: name an exchange rate first.");
}
