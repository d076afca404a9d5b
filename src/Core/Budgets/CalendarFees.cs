namespace CostGuard.Core.Budgets;

/// <summary>
/// Finds fees that come back on the same day of the month (domain D.4), so that a support fee on day 1 is not taken for a pace.
/// All arithmetic is decimal, so that every machine finds the same.
/// </summary>
internal sealed class CalendarFees
{
    private const int WindowDays = 190;
    private const int WindowDaysMin = 35;
    private const int DayOfMonthMax = 25;
    private const int FromEndMin = -3;

    // 1.4826 × MAD estimates a standard deviation; four of them are far outside of ordinary noise.
    private const decimal NoiseFactor = 4m * 1.4826m;
    private const decimal SizeShareMin = 0.15m;

    private readonly Dictionary<int, decimal> _byKey;

    private CalendarFees(Dictionary<int, decimal> byKey) => _byKey = byKey;

    /// <summary>The fee expected on the day, or 0.</summary>
    public decimal On(DateOnly day)
    {
        if (day.Day <= DayOfMonthMax) return _byKey.GetValueOrDefault(day.Day);
        return FromEnd(day) is var key && key >= FromEndMin ? _byKey.GetValueOrDefault(key) : 0m;
    }

    /// <summary>Looks for fees in the last days of a series without gaps, the newest last.</summary>
    public static CalendarFees Detect(DateOnly last, IReadOnlyList<decimal> series)
    {
        decimal[] values = [.. series.Skip(Math.Max(0, series.Count - WindowDays))];
        if (values.Length < WindowDaysMin) return new CalendarFees([]);
        DateOnly first = last.AddDays(1 - values.Length);
        decimal[] residuals = Residuals(values);
        decimal centre = Medians.Of(residuals);
        decimal limit = Math.Max(NoiseFactor * Medians.Of([.. residuals.Select(r => Math.Abs(r - centre))]), SizeShareMin * Medians.Of(values));

        var fees = new Dictionary<int, decimal>();
        foreach (IGrouping<int, decimal> key in residuals.Select((r, i) => (Key: KeyOf(first.AddDays(i)), Residual: r))
            .Where(day => day.Key != 0).GroupBy(day => day.Key, day => day.Residual))
        {
            decimal[] latest = [.. key.TakeLast(4)];
            int needed = latest.Length < 4 ? latest.Length : 3;
            if (latest.Length >= 2 && latest.Count(r => r > limit) >= needed) fees[key.Key] = Medians.Of([.. latest.TakeLast(3)]);
        }

        return new CalendarFees(fees);
    }

    private static decimal[] Residuals(decimal[] values)
    {
        var residuals = new decimal[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int from = Math.Max(0, i - 7), to = Math.Min(values.Length - 1, i + 7);
            decimal[] near = [.. values[from..i], .. values[(i + 1)..(to + 1)]];
            residuals[i] = values[i] - Medians.Of(near);
        }

        return residuals;
    }

    private static int KeyOf(DateOnly day) => day.Day <= DayOfMonthMax ? day.Day : FromEnd(day) is var key && key >= FromEndMin ? key : 0;

    private static int FromEnd(DateOnly day) => day.Day - DateTime.DaysInMonth(day.Year, day.Month) - 1;
}

/// <summary>Medians of decimals.</summary>
internal static class Medians
{
    /// <summary>The median; the mean of the middle two for an even count. 0 for nothing.</summary>
    public static decimal Of(decimal[] values)
    {
        if (values.Length == 0) return 0m;
        decimal[] sorted = [.. values];
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2m;
    }
}
