using CostGuard.Core.Statistics;

namespace CostGuard.Core.Forecasts.Completeness;

/// <summary>What one day cost by what was known some days after it, beside what it cost in the end.</summary>
/// <param name="DaysAfter">Days from the day to the reading.</param>
/// <param name="Known">Cost that the reading had.</param>
/// <param name="Final">Cost that stayed, same currency and metric.</param>
public readonly record struct EarlyReading(int DaysAfter, decimal Known, decimal Final);

/// <summary>
/// How much of a day's cost a source tells how soon (domain D.3): c(k) is the median share of the final cost that was known k days after the day.
/// </summary>
public sealed class CompletenessCurve
{
    /// <summary>From this share on a day is complete.</summary>
    public const double CompleteShare = 0.98;

    /// <summary>Days after which nothing is expected any more.</summary>
    public const int DaysMax = 10;

    // A median of fewer days says more about those days than about the source.
    private const int ReadingsMin = 5;
    private const double ScaleShareMin = 0.5;

    private readonly double?[] _shares;
    private readonly int _defaultDays;

    private CompletenessCurve(double?[] shares, int defaultDays) => (_shares, _defaultDays) = (shares, defaultDays);

    /// <summary>True when at least one share was learnt.</summary>
    public bool IsLearnt => Array.Exists(_shares, share => share is not null);

    /// <summary>A curve that knows only after how many days its source is usually complete.</summary>
    public static CompletenessCurve Default(int days) => new(new double?[DaysMax], days);

    /// <summary>Learns from readings of closed days; where there are under five, the default holds.</summary>
    /// <param name="readings">Days that cost nothing in the end, or gave money back, are left out.</param>
    /// <param name="defaultDays">Days after which a day is complete where nothing was learnt.</param>
    public static CompletenessCurve Learn(IEnumerable<EarlyReading> readings, int defaultDays)
    {
        var shares = new double?[DaysMax];
        foreach (IGrouping<int, EarlyReading> group in readings.Where(each => each.DaysAfter is >= 0 and < DaysMax && each.Final > 0m).GroupBy(each => each.DaysAfter))
        {
            double[] all = [.. group.Select(each => (double)(each.Known / each.Final))];
            if (all.Length >= ReadingsMin) shares[group.Key] = Medians.Of<double>(all);
        }

        return new CompletenessCurve(shares, defaultDays);
    }

    /// <summary>c(k): 1 after ten days, null where it was not learnt.</summary>
    public double? Share(int daysAfter) => daysAfter >= DaysMax ? 1 : daysAfter < 0 ? 0 : _shares[daysAfter];

    /// <summary>Whether what is known of a day that many days after it is all there is.</summary>
    public bool IsComplete(int daysAfter) => Share(daysAfter) is { } share ? share >= CompleteShare : daysAfter >= _defaultDays;

    /// <summary>The estimate of a day from what is known of it: known ÷ c(k); null when too little is known, so that a model has to say it.</summary>
    public decimal? Nowcast(decimal known, int daysAfter) => IsComplete(daysAfter) ? known
        : Share(daysAfter) is { } share and >= ScaleShareMin ? known / (decimal)share : null;
}
