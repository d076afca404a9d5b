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

    /// <summary>
    /// Splits many cells at once: each row of the result adds up to its cell, and each column to the target's part of the cells' total.
    /// Every cell is divided in proportion, cut to 10⁻¹⁸ along the running sum of the weights; what a target then has too little or too
    /// much (less than two minor units) is set right on the cell of the largest magnitude.
    /// </summary>
    /// <param name="cells">Amounts × 10¹⁸ in one currency.</param>
    /// <param name="weights">Weights of at least 0, as whole numbers.</param>
    /// <param name="minorUnits">Decimals of the currency.</param>
    /// <returns>Units by cell, then by target.</returns>
    public static Int128[][] Cells(IReadOnlyList<Int128> cells, IReadOnlyList<BigInteger> weights, int minorUnits)
    {
        IReadOnlyList<BigInteger> shares = LargestRemainder.Shares(weights);
        var running = new RunningShares(shares);
        Int128[] missing = Units(cells.Aggregate(Int128.Zero, (sum, cell) => checked(sum + cell)), shares, minorUnits);
        var parts = new Int128[cells.Count][];
        int largest = 0;
        for (int c = 0; c < parts.Length; c++)
        {
            parts[c] = Row(cells[c], running);
            for (int t = 0; t < missing.Length; t++) missing[t] -= parts[c][t];
            if (Int128.Abs(cells[c]) > Int128.Abs(cells[largest])) largest = c;
        }

        for (int t = 0; t < missing.Length && parts.Length > 0; t++) parts[largest][t] += missing[t];
        return parts;
    }

    private static Int128[] Row(Int128 cell, RunningShares shares)
    {
        var row = new Int128[shares.Count];
        Int128 before = 0;
        for (int t = 0; t < row.Length && cell != 0; t++)
        {
            Int128 upTo = t == row.Length - 1 ? cell : shares.Of(cell, t);
            row[t] = upTo - before;
            before = upTo;
        }

        return row;
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

    /// <summary>
    /// Running sums of the weights without big integers on the hot path: exact where the product fits into 128 bits, else as fractions of 2⁶⁴.
    /// What a fraction loses (10⁻¹⁹ of the cell) is set right with the rest.
    /// </summary>
    private sealed class RunningShares
    {
        private readonly UInt128[] _exact;
        private readonly UInt128[] _fractions;
        private readonly UInt128 _exactMax;

        public RunningShares(IReadOnlyList<BigInteger> weights)
        {
            BigInteger divisor = weights.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
            BigInteger sum = weights.Aggregate(BigInteger.Zero, (total, weight) => total + weight) / divisor;
            BigInteger upTo = BigInteger.Zero;
            BigInteger[] running = [.. weights.Select(weight => upTo += weight / divisor)];
            bool fits = sum <= ulong.MaxValue;
            _exact = fits ? [.. running.Select(share => (UInt128)share)] : [];
            _exactMax = fits ? UInt128.MaxValue / (UInt128)sum : 0;
            _fractions = [.. running.Select(share => (UInt128)((share << 64) / sum))];
        }

        public int Count => _fractions.Length;

        public Int128 Of(Int128 cell, int target)
        {
            var magnitude = (UInt128)Int128.Abs(cell);
            UInt128 part = magnitude <= _exactMax
                ? magnitude * _exact[target] / _exact[^1]
                : ((magnitude >> 64) * _fractions[target]) + (((magnitude & ulong.MaxValue) * _fractions[target]) >> 64);
            return cell < 0 ? -(Int128)part : (Int128)part;
        }
    }
}
