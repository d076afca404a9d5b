using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>Which days of metrics a collection asks for.</summary>
public static class UsageWindow
{
    /// <summary>Days of the first collection: the longest look-back of a recommendation.</summary>
    public const int DaysDefault = 93;

    /// <summary>Days that are kept; older ones are removed.</summary>
    public const int DaysKept = 400;

    /// <summary>Days of one question. Providers charge a metric however long the time is, and a killed run loses no more than this.</summary>
    public const int DaysAtOnce = 7;

    /// <summary>Time after midnight UTC until the last samples of a day have come in.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromHours(3);

    /// <summary>The day after the last one whose metrics are complete.</summary>
    public static DateOnly CompleteUntil(DateTimeOffset asOf) => DateOnly.FromDateTime((asOf - Settled).UtcDateTime);

    /// <summary>Days of the last <paramref name="days"/> complete ones that are not there, in order.</summary>
    public static IReadOnlyList<DateOnly> Missing(IReadOnlyCollection<DateOnly> there, int days, DateTimeOffset asOf)
    {
        DateOnly end = CompleteUntil(asOf);
        return [.. Enumerable.Range(1, days).Select(back => end.AddDays(-back)).Where(day => !there.Contains(day)).Order()];
    }

    /// <summary>The missing days as ranges without gaps of at most <see cref="DaysAtOnce"/> days, the newest first: they are worth most when a cap ends the run.</summary>
    public static IReadOnlyList<DayRange> Ranges(IReadOnlyList<DateOnly> missing)
    {
        ArgumentNullException.ThrowIfNull(missing);
        var ranges = new List<DayRange>();
        for (int last = missing.Count - 1; last >= 0;)
        {
            int first = last;
            while (first > 0 && missing[first - 1] == missing[first].AddDays(-1) && last - first + 1 < DaysAtOnce) first--;
            ranges.Add(new DayRange(missing[first], missing[last].AddDays(1)));
            last = first - 1;
        }

        return ranges;
    }
}
