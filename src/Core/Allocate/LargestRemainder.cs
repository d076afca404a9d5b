using System.Numerics;

namespace CostGuard.Core.Allocate;

/// <summary>
/// Splits an amount into whole minor units (cents) that add up to the amount, by the method of the largest remainder (Hamilton, domain B.4):
/// everybody gets the floor of the exact share, and the units left go one each to the largest fractions; ties go to the earlier target.
/// A negative amount is the mirror of the positive one.
/// </summary>
public static class LargestRemainder
{
    private const int WeightDecimals = 28;

    /// <summary>The parts of <paramref name="total"/>, in order of the weights, in the currency's whole units.</summary>
    /// <param name="total">Amount; digits beyond <paramref name="minorUnits"/> are rounded half-even first.</param>
    /// <param name="weights">Weights of at least 0; when all are 0 the split is even. Not empty.</param>
    /// <param name="minorUnits">Decimals of the currency, ISO 4217 exponent.</param>
    /// <exception cref="ArgumentException">No weights, or a negative one.</exception>
    public static IReadOnlyList<decimal> Split(decimal total, IReadOnlyList<decimal> weights, int minorUnits)
    {
        BigInteger units = Unscaled(decimal.Round(total, minorUnits, MidpointRounding.ToEven), minorUnits);
        BigInteger[] parts = Divide(units, [.. weights.Select(Weight)]);
        return [.. parts.Select(part => new Values.ExactSum(part, minorUnits).ToDecimal())];
    }

    /// <summary>
    /// Amounts in whole minor units that add up to a total: each is cut down, and the units left go one each to the largest fractions; ties go to the
    /// earlier amount. A total that is further away than the fractions, since its own parts were rounded, goes round again, or takes from the smallest.
    /// </summary>
    /// <param name="amounts">Exact amounts of one currency, any sign.</param>
    /// <param name="total">What they add up to afterwards; whole minor units.</param>
    /// <param name="minorUnits">Decimals of the currency, ISO 4217 exponent.</param>
    /// <exception cref="ArgumentException">A total without amounts.</exception>
    public static IReadOnlyList<decimal> Foot(IReadOnlyList<decimal> amounts, decimal total, int minorUnits)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        if (amounts.Count == 0) return total == 0m ? [] : throw new ArgumentException("A total cannot be handed to nobody.", nameof(amounts));
        decimal unit = 1m;
        for (int i = 0; i < minorUnits; i++) unit /= 10m;
        decimal[] parts = [.. amounts.Select(amount => decimal.Round(amount, minorUnits, MidpointRounding.ToNegativeInfinity))];
        long left = (long)((total - parts.Sum()) / unit);
        // OrderBy is stable. Nobody who has nothing gets a unit before the others.
        int[] order = [.. Enumerable.Range(0, parts.Length).OrderByDescending(i => amounts[i] - parts[i]).ThenBy(i => amounts[i] == 0m)];
        if (left < 0) Array.Reverse(order);
        for (long i = 0; i < Math.Abs(left); i++) parts[order[i % order.Length]] += left < 0 ? -unit : unit;
        return parts;
    }

    /// <summary>
    /// The same, where some amounts are nobody's own: all others are rounded half-even, as they are wherever they stand alone, and these take the units
    /// that are then left. Without such an amount, or where they are 0, it is the largest remainder of all.
    /// </summary>
    /// <param name="amounts">Exact amounts of one currency, any sign.</param>
    /// <param name="total">What they add up to afterwards; whole minor units.</param>
    /// <param name="minorUnits">Decimals of the currency, ISO 4217 exponent.</param>
    /// <param name="isRest">True for the amount at an index that takes what is left.</param>
    public static IReadOnlyList<decimal> Foot(IReadOnlyList<decimal> amounts, decimal total, int minorUnits, Func<int, bool> isRest)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentNullException.ThrowIfNull(isRest);
        int[] rest = [.. Enumerable.Range(0, amounts.Count).Where(i => amounts[i] != 0m && isRest(i))];
        if (rest.Length == 0) return Foot(amounts, total, minorUnits);
        decimal[] parts = [.. amounts.Select(amount => decimal.Round(amount, minorUnits, MidpointRounding.ToEven))];
        decimal left = total - (parts.Sum() - rest.Sum(i => parts[i]));
        IReadOnlyList<decimal> taken = Foot([.. rest.Select(i => amounts[i])], left, minorUnits);
        for (int i = 0; i < rest.Length; i++) parts[rest[i]] = taken[i];
        return parts;
    }

    /// <summary>The weight of a decimal, comparable with all other weights made here.</summary>
    internal static BigInteger Weight(decimal weight) => Unscaled(weight, WeightDecimals);

    /// <summary>Whole units divided by weights; exact rationals decide, no digit is rounded.</summary>
    internal static BigInteger[] Divide(BigInteger units, IReadOnlyList<BigInteger> weights)
    {
        IReadOnlyList<BigInteger> shares = Shares(weights);
        BigInteger sum = shares.Aggregate(BigInteger.Zero, (total, weight) => total + weight);
        BigInteger magnitude = BigInteger.Abs(units);
        var parts = new BigInteger[shares.Count];
        var remainders = new BigInteger[shares.Count];
        BigInteger left = magnitude;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = BigInteger.DivRem(magnitude * shares[i], sum, out remainders[i]);
            left -= parts[i];
        }

        // OrderBy is stable: equal remainders keep the order of the targets.
        foreach (int i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).Take((int)left)) parts[i]++;
        if (units.Sign < 0)
        {
            for (int i = 0; i < parts.Length; i++) parts[i] = -parts[i];
        }

        return parts;
    }

    /// <summary>The weights, or 1 for everybody when all are 0.</summary>
    internal static IReadOnlyList<BigInteger> Shares(IReadOnlyList<BigInteger> weights)
    {
        if (weights.Count == 0) throw new ArgumentException("An amount cannot be split among nobody.", nameof(weights));
        if (weights.Any(weight => weight.Sign < 0)) throw new ArgumentException("A weight is negative.", nameof(weights));
        return weights.All(weight => weight.IsZero) ? [.. weights.Select(_ => BigInteger.One)] : weights;
    }

    private static BigInteger Unscaled(decimal value, int decimals)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        BigInteger magnitude = unchecked((UInt128)(uint)bits[0] | ((UInt128)(uint)bits[1] << 32) | ((UInt128)(uint)bits[2] << 64));
        int shift = decimals - value.Scale;
        magnitude = shift >= 0 ? magnitude * BigInteger.Pow(10, shift) : magnitude / BigInteger.Pow(10, -shift);
        return value < 0 ? -magnitude : magnitude;
    }
}
