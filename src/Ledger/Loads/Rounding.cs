using System.Numerics;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Loads;

/// <summary>Rounds numbers of any length to the 18 decimals that files hold.</summary>
internal static class Rounding
{
    private const int Scale = 18;

    /// <summary>Half-even at the 18th decimal: neither direction is preferred over millions of rows.</summary>
    public static ExactSum HalfEven(ExactSum value)
    {
        string text = value.ToString();
        int point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || text.Length - point - 1 <= Scale) return value;
        ReadOnlySpan<char> rest = text.AsSpan(point + 1 + Scale);
        bool negative = text[0] == '-';
        BigInteger units = BigInteger.Abs(BigInteger.Parse(
            string.Concat(text.AsSpan(0, point), text.AsSpan(point + 1, Scale)), System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture));
        bool tie = rest[0] == '5' && rest[1..].Trim('0').IsEmpty;
        if (tie ? !units.IsEven : rest[0] >= '5') units++;
        return new ExactSum(negative ? -units : units, Scale);
    }
}
