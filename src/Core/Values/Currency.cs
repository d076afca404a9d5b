namespace CostGuard.Core.Values;

/// <summary>An ISO 4217 currency by its three-letter code. Amounts of two currencies are never added.</summary>
public readonly record struct Currency : IComparable<Currency>
{
    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <summary>The upper-case ISO 4217 code, such as "USD".</summary>
    public string Code => _code ?? "XXX";

    /// <summary>United States dollar.</summary>
    public static Currency Usd { get; } = new("USD");

    /// <summary>Euro.</summary>
    public static Currency Eur { get; } = new("EUR");

    /// <summary>The smallest unit that is invoiced, in this currency: USD 0.01, JPY 1, BHD 0.001.</summary>
    public decimal Subunit => new(1, 0, 0, false, (byte)MinorUnits);

    /// <summary>Decimals of the smallest unit that is invoiced: USD 2, JPY 0, BHD 3 (ISO 4217 exponent).</summary>
    public int MinorUnits => Code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF"
            or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    /// <summary>Reads three letters, in any case. FOCUS BillingCurrency must be national, so anything else is refused.</summary>
    /// <exception cref="FormatException">The text is not three ASCII letters.</exception>
    public static Currency Parse(string text) =>
        TryParse(text, out Currency currency) ? currency : throw new FormatException($"'{text}' is not a three-letter ISO 4217 currency code.");

    /// <summary>Reads three letters, in any case; false for anything else.</summary>
    public static bool TryParse(string? text, out Currency currency)
    {
        currency = default;
        if (text is null || text.Length != 3 || !text.All(char.IsAsciiLetter)) return false;
        currency = new Currency(text.ToUpperInvariant());
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Currency other) => string.CompareOrdinal(Code, other.Code);

    /// <inheritdoc/>
    public override string ToString() => Code;
}
