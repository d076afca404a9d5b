using System.Globalization;
using System.Numerics;

namespace CostGuard.Core.Values;

/// <summary>
/// A sum of decimals of any length, exact to the last digit: control totals are made with it, since a .NET decimal holds 28 digits only.
/// </summary>
public readonly struct ExactSum : IEquatable<ExactSum>, IComparable<ExactSum>
{
    private readonly BigInteger _unscaled;
    private readonly int _scale;

    /// <summary>The number <paramref name="unscaled"/> × 10^−<paramref name="scale"/>.</summary>
    public ExactSum(BigInteger unscaled, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        while (scale > 0 && (unscaled.IsZero || BigInteger.Remainder(unscaled, 10).IsZero))
        {
            unscaled /= 10;
            scale--;
        }

        _unscaled = unscaled;
        _scale = scale;
    }

    /// <summary>Nothing.</summary>
    public static ExactSum Zero => default;

    /// <summary>True for zero.</summary>
    public bool IsZero => _unscaled.IsZero;

    /// <summary>The exact sum.</summary>
    public static ExactSum operator +(ExactSum left, ExactSum right)
    {
        int scale = Math.Max(left._scale, right._scale);
        return new ExactSum(left.At(scale) + right.At(scale), scale);
    }

    /// <summary>The exact difference.</summary>
    public static ExactSum operator -(ExactSum left, ExactSum right) => left + new ExactSum(-right._unscaled, right._scale);

    /// <summary>The exact product with a whole number.</summary>
    public static ExactSum operator *(ExactSum sum, int factor) => new(sum._unscaled * factor, sum._scale);

    /// <summary>The exact product, such as price × quantity.</summary>
    public static ExactSum operator *(ExactSum left, ExactSum right) => new(left._unscaled * right._unscaled, left._scale + right._scale);

    /// <summary>True when the numbers are equal.</summary>
    public static bool operator ==(ExactSum left, ExactSum right) => left.Equals(right);

    /// <summary>True when the numbers differ.</summary>
    public static bool operator !=(ExactSum left, ExactSum right) => !left.Equals(right);

    /// <summary>The number without its sign.</summary>
    public ExactSum Magnitude => new(BigInteger.Abs(_unscaled), _scale);

    /// <summary>The exact value of a decimal.</summary>
    public static ExactSum Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        BigInteger unscaled = unchecked((UInt128)(uint)bits[0] | ((UInt128)(uint)bits[1] << 32) | ((UInt128)(uint)bits[2] << 64));
        return new ExactSum(value < 0 ? -unscaled : unscaled, value.Scale);
    }

    /// <summary>Reads plain or exponent notation with a point, whatever the culture: "-12.50", "6.71E-8".</summary>
    /// <exception cref="FormatException">The text is not such a number.</exception>
    public static ExactSum Parse(string text)
    {
        int exponentAt = text.IndexOfAny(['e', 'E']);
        int exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        BigInteger unscaled = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int scale = decimals - exponent;
        return scale >= 0 ? new ExactSum(unscaled, scale) : new ExactSum(unscaled * BigInteger.Pow(10, -scale), 0);
    }

    /// <summary>The value as a decimal, if a decimal holds it exactly.</summary>
    /// <exception cref="OverflowException">More than 28 digits are needed.</exception>
    public decimal ToDecimal()
    {
        BigInteger magnitude = BigInteger.Abs(_unscaled);
        if (_scale > 28 || magnitude >= BigInteger.One << 96) throw new OverflowException($"{this} has more digits than a decimal holds exactly.");
        var bits = (UInt128)magnitude;
        unchecked
        {
            return new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), _unscaled.Sign < 0, (byte)_scale);
        }
    }

    /// <inheritdoc/>
    public bool Equals(ExactSum other) => _scale == other._scale && _unscaled == other._unscaled;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExactSum other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_unscaled, _scale);

    /// <inheritdoc/>
    public int CompareTo(ExactSum other)
    {
        int scale = Math.Max(_scale, other._scale);
        return At(scale).CompareTo(other.At(scale));
    }

    /// <summary>Plain notation without trailing zeros, invariant culture: "20.52022672899".</summary>
    public override string ToString()
    {
        string digits = BigInteger.Abs(_unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(_scale + 1, '0');
        string text = _scale == 0 ? digits : $"{digits[..^_scale]}.{digits[^_scale..]}";
        return _unscaled.Sign < 0 ? $"-{text}" : text;
    }

    private BigInteger At(int scale) => scale == _scale ? _unscaled : _unscaled * BigInteger.Pow(10, scale - _scale);
}
