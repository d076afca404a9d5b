using System.Numerics;

namespace CostGuard.Core.Allocate;

/// <summary>
/// Running sums of weights as shares of their sum, without big integers on the hot path. Where the sum of the weights (divided by what they have
/// in common) fits into 64 bits, every share is the exact floor; else weights count as fractions of 2⁶⁴, which loses 10⁻¹⁹ of the amount.
/// </summary>
internal sealed class RunningShares
{
    private readonly ulong[] _exact;
    private readonly ulong[] _fractions;
    private readonly bool[] _whole;
    private readonly ulong _sum;

    /// <summary>Makes the sums.</summary>
    /// <param name="weights">Weights of at least 0, not all of them 0.</param>
    public RunningShares(IReadOnlyList<BigInteger> weights)
    {
        BigInteger divisor = weights.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        BigInteger sum = weights.Aggregate(BigInteger.Zero, (total, weight) => total + weight) / divisor;
        BigInteger upTo = BigInteger.Zero;
        BigInteger[] running = [.. weights.Select(weight => upTo += weight / divisor)];
        bool fits = sum <= ulong.MaxValue;
        _sum = fits ? (ulong)sum : 0;
        _exact = fits ? [.. running.Select(share => (ulong)share)] : [];
        _whole = [.. running.Select(share => share == sum)];
        _fractions = [.. running.Select(share => share == sum ? 0 : (ulong)((share << 64) / sum))];
    }

    /// <summary>How many targets there are.</summary>
    public int Count => _fractions.Length;

    /// <summary>What the targets up to and with this one get of the amount, cut towards zero.</summary>
    public Int128 UpTo(Int128 amount, int target)
    {
        if (_whole[target]) return amount;
        var magnitude = (UInt128)(amount < 0 ? -amount : amount);
        ulong high = (ulong)(magnitude >> 64), low = unchecked((ulong)magnitude), fraction = _fractions[target];
        UInt128 part = Math.BigMul(low, fraction, out _);
        if (high != 0) part += (UInt128)high * fraction;
        if (_sum != 0) part += Missing(magnitude, part, target);
        return amount < 0 ? -(Int128)part : (Int128)part;
    }

    /// <summary>
    /// What the fraction lost: the rest of the division by it, divided exactly. Products wrap around at 2¹²⁸, their difference does not: it is
    /// below (amount ÷ 2⁶⁴ + 2) × sum.
    /// </summary>
    private UInt128 Missing(UInt128 magnitude, UInt128 part, int target)
    {
        UInt128 rest = unchecked((magnitude * _exact[target]) - (part * _sum));
        if (rest < _sum) return 0;
        rest -= _sum;
        return rest < _sum ? 1 : 1 + (rest / _sum);
    }
}
