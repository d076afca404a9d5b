using System.Numerics;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>
/// Splits an amount with up to 18 decimals so that the parts add up to it exactly: each part is the <see cref="LargestRemainder"/> share in
/// minor units, and what lies below the minor unit goes to the target with the largest weight (the earlier one of equals).
/// </summary>
public static class ExactSplit
{
    /// <summary>The parts, in order of the weights, in the currency of <paramref name="total"/>.</summary>
    /// <param name="total">Amount, at most 18 decimals, any sign.</param>
    /// <param name="weights">Weights of at least 0; when all are 0 the split is even. Not empty.</param>
    /// <exception cref="ArgumentException">No weights, or a negative one.</exception>
    public static IReadOnlyList<Money> Split(Money total, IReadOnlyList<decimal> weights)
    {
        Int128[] parts = Units(UnitCosts.Units(ExactSum.Of(total.Amount).ToString()), [.. weights.Select(LargestRemainder.Weight)], total.Currency.MinorUnits);
        return [.. parts.Select(part => new Money(new ExactSum(part, UnitCosts.Decimals).ToDecimal(), total.Currency))];
    }

    /// <summary>The same on units of 10⁻¹⁸.</summary>
    /// <param name="total">Amount × 10¹⁸.</param>
    /// <param name="weights">Weights of at least 0, as whole numbers.</param>
    /// <param name="minorUnits">Decimals of the currency.</param>
    public static Int128[] Units(Int128 total, IReadOnlyList<BigInteger> weights, int minorUnits)
    {
        IReadOnlyList<BigInteger> shares = LargestRemainder.Shares(weights);
        BigInteger minor = BigInteger.Pow(10, UnitCosts.Decimals - minorUnits);
        BigInteger whole = RoundHalfEven(BigInteger.Abs(total), minor) * Int128.Sign(total);
        Int128[] parts = [.. LargestRemainder.Divide(whole, shares).Select(part => (Int128)(part * minor))];
        parts[Largest(shares)] += (Int128)(total - (whole * minor));
        return parts;
    }

    private static int Largest(IReadOnlyList<BigInteger> weights)
    {
        int largest = 0;
        for (int i = 1; i < weights.Count; i++)
        {
            if (weights[i] > weights[largest]) largest = i;
        }

        return largest;
    }

    private static BigInteger RoundHalfEven(BigInteger magnitude, BigInteger unit)
    {
        BigInteger whole = BigInteger.DivRem(magnitude, unit, out BigInteger rest);
        int half = (rest * 2).CompareTo(unit);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }
}
