using System.Numerics;

namespace CostGuard.Core.Statistics;

/// <summary>Medians, and the spread around them.</summary>
internal static class Medians
{
    /// <summary>The median; the mean of the middle two for an even count. 0 for nothing.</summary>
    public static T Of<T>(ReadOnlySpan<T> values)
        where T : struct, INumber<T> => OfScratch<T>(values.ToArray());

    /// <summary>As <see cref="Of"/>, without a copy: the values are sorted in place.</summary>
    public static T OfScratch<T>(Span<T> values)
        where T : struct, INumber<T>
    {
        if (values.Length == 0) return T.Zero;
        values.Sort();
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / T.CreateChecked(2);
    }

    /// <summary>The median of the distances to the median (MAD), not scaled.</summary>
    public static T AbsoluteDeviation<T>(ReadOnlySpan<T> values)
        where T : struct, INumber<T>
    {
        T[] distances = values.ToArray();
        T centre = OfScratch<T>(distances);
        for (int i = 0; i < distances.Length; i++) distances[i] = T.Abs(distances[i] - centre);
        return OfScratch<T>(distances);
    }
}
