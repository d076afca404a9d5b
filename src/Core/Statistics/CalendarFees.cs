using System.Numerics;

namespace CostGuard.Core.Statistics;

/// <summary>
/// Finds fees that come back on the same day of the month (domain D.4), so that a support fee on day 1 is not taken for a pace.
/// Money is judged in decimals; statistics over long histories use doubles. One implementation serves both.
/// </summary>
internal sealed class CalendarFees<T>
    where T : struct, INumber<T>
{
    private const int WindowDays = 190;
    private const int WindowDaysMin = 35;
    private const int DayOfMonthMax = 25;
    private const int FromEndMin = -3;

    // 1.4826 × MAD estimates a standard deviation; four of them are far outside of ordinary noise.
    private const decimal NoiseFactor = 4m * 1.4826m;
    private const decimal SizeShareMin = 0.15m;

    private readonly Dictionary<int, T> _byKey;

    private CalendarFees(Dictionary<int, T> byKey) => _byKey = byKey;

    /// <summary>No fee on any day.</summary>
    public static CalendarFees<T> None { get; } = new([]);

    /// <summary>Whether a fee was found.</summary>
    public bool Any => _byKey.Count > 0;

    /// <summary>The fee expected on the day, or 0.</summary>
    public T On(DateOnly day) => _byKey.Count == 0 || KeyOf(day) is not (var key and not 0) ? T.Zero : _byKey.GetValueOrDefault(key);

    /// <summary>Looks for fees in the last days of a series without gaps, the newest last.</summary>
    public static CalendarFees<T> Detect(DateOnly last, ReadOnlySpan<T> series)
    {
        ReadOnlySpan<T> values = series[Math.Max(0, series.Length - WindowDays)..];
        if (values.Length < WindowDaysMin) return None;
        DateOnly first = last.AddDays(1 - values.Length);
        T[] residuals = Residuals(values);
        T limit = T.Max(
            T.CreateChecked(NoiseFactor) * Medians.AbsoluteDeviation<T>(residuals), T.CreateChecked(SizeShareMin) * Medians.Of(values));
        return new CalendarFees<T>(FeesAbove(limit, first, residuals));
    }

    private static Dictionary<int, T> FeesAbove(T limit, DateOnly first, T[] residuals)
    {
        var byKey = new Dictionary<int, List<T>>();
        for (int i = 0; i < residuals.Length; i++)
        {
            int key = KeyOf(first.AddDays(i));
            if (key == 0) continue;
            if (!byKey.TryGetValue(key, out List<T>? found)) byKey[key] = found = [];
            found.Add(residuals[i]);
        }

        var fees = new Dictionary<int, T>();
        foreach ((int key, List<T> found) in byKey)
        {
            T[] latest = [.. found.TakeLast(4)];
            int needed = latest.Length < 4 ? latest.Length : 3;
            if (latest.Length >= 2 && latest.Count(residual => residual > limit) >= needed)
            {
                fees[key] = Medians.Of<T>(latest.AsSpan()[Math.Max(0, latest.Length - 3)..]);
            }
        }

        return fees;
    }

    // What a day costs above the days around it, itself left out.
    private static T[] Residuals(ReadOnlySpan<T> values)
    {
        var residuals = new T[values.Length];
        Span<T> near = new T[14];
        for (int i = 0; i < values.Length; i++)
        {
            int from = Math.Max(0, i - 7), to = Math.Min(values.Length - 1, i + 7);
            values[from..i].CopyTo(near);
            values[(i + 1)..(to + 1)].CopyTo(near[(i - from)..]);
            residuals[i] = values[i] - Medians.OfScratch(near[..(to - from)]);
        }

        return residuals;
    }

    private static int KeyOf(DateOnly day) => day.Day <= DayOfMonthMax ? day.Day : FromEnd(day) is var key && key >= FromEndMin ? key : 0;

    private static int FromEnd(DateOnly day) => day.Day - DateTime.DaysInMonth(day.Year, day.Month) - 1;
}
