namespace CostGuard.Core.Forecasts;

/// <summary>Half the width of an interval, as a share of what is still expected.</summary>
/// <param name="Share">0.054 is ±5.4 %.</param>
/// <param name="IsCovered">False when there were too few errors to claim the level: low confidence.</param>
public sealed record IntervalWidth(double Share, bool IsCovered);

/// <summary>Split conformal intervals: as wide as past errors were, without a belief about their distribution (domain D.5).</summary>
public static class Conformal
{
    /// <summary>No interval is narrower: past errors of nearly zero do not promise the next.</summary>
    public const double Floor = 0.01;

    private const int ErrorsMin = 4;
    private const double Nominal = 0.30;

    /// <summary>The ⌈(n + 1)·level⌉-th smallest absolute error; the largest, without a claim, when there are too few for the level.</summary>
    /// <param name="errors">Relative errors (actual − forecast) ÷ forecast, in any order and of any sign.</param>
    /// <param name="level">0.8 for 80 %.</param>
    public static IntervalWidth Width(ReadOnlySpan<double> errors, double level)
    {
        if (errors.Length < ErrorsMin) return new IntervalWidth(Nominal, IsCovered: false);
        double[] sizes = errors.ToArray();
        for (int i = 0; i < sizes.Length; i++) sizes[i] = Math.Abs(sizes[i]);
        Array.Sort(sizes);

        // 0.8 × 15 must be 12 and not 13 for a last binary digit.
        int rank = (int)Math.Ceiling(((sizes.Length + 1) * level) - 1e-9);
        return new IntervalWidth(Math.Max(Floor, sizes[Math.Min(rank, sizes.Length) - 1]), rank <= sizes.Length);
    }
}
