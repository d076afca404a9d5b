using CostGuard.Core.Forecasts.Methods;
using CostGuard.Core.Statistics;

namespace CostGuard.Core.Forecasts;

/// <summary>
/// The methods among which a series chooses, at one origin: calendar fees and one-off purchases are taken out before, fees are put back after
/// (domain D.4, D.2.6). A method must not see a fee, or it takes it for a pace.
/// </summary>
internal sealed class Candidates
{
    /// <summary>Days ahead that daily methods are asked for: three months.</summary>
    public const int DaysAhead = 100;

    /// <summary>Complete days that any forecast needs (domain D.6).</summary>
    public const int DaysMin = 7;

    private const int DaysOfMean = 14;
    private const int DaysOfTrend = 28;
    private const int DaysOfAll = 42;
    private const int EndedDays = 28;

    private readonly CalendarFees<double> _fees;
    private readonly DateOnly _last;

    private Candidates(CalendarFees<double> fees, DateOnly last, double[][] paths) => (_fees, _last, Paths) = (fees, last, paths);

    /// <summary>Keys of the methods, in the order of <see cref="Paths"/>.</summary>
    public static IReadOnlyList<string> Keys { get; } = [Ensemble.Full.Key, LevelGrowth.Following.Key, LevelGrowth.Steady.Key];

    /// <summary>Expected cost of the next days by method; one path only while the history is short.</summary>
    public double[][] Paths { get; }

    /// <summary>Σ fees expected on the days [from, to) after the origin.</summary>
    public double Fees(int from, int to)
    {
        double sum = 0;
        for (int h = from; h < to && _fees.Any; h++) sum += _fees.On(_last.AddDays(h + 1));
        return sum;
    }

    public static Candidates At(DailySeries series, int days)
    {
        DailyHistory known = series.Known(days);
        var fees = CalendarFees<double>.Detect(known.Last, known.Values);
        DailyHistory core = known.With(Core(series, known, fees));
        double[][] paths = HasEnded(core) ? [new double[DaysAhead]] : Continued(core);
        foreach (double[] path in paths)
        {
            for (int h = 0; h < path.Length; h++)
            {
                path[h] += fees.On(known.Last.AddDays(h + 1));
                if (series.IsNeverNegative && path[h] < 0) path[h] = 0;
            }
        }

        return new Candidates(fees, known.Last, paths);
    }

    private static double[][] Continued(DailyHistory core)
    {
        double[] first = new double[DaysAhead];
        IForecastMethod early = core.Days < DaysOfMean ? new RecentMean(DaysOfMean) : core.Days < DaysOfTrend ? Ensemble.WithoutTrend : Ensemble.Full;
        early.Continue(core, first);
        if (core.Days < DaysOfAll) return [first];

        double[] following = new double[DaysAhead], steady = new double[DaysAhead];
        var course = FlatCourse.Of(core);
        LevelGrowth.Following.Continue(course, core.Last, following);
        LevelGrowth.Steady.Continue(course, core.Last, steady);
        return [first, following, steady];
    }

    /// <summary>A service that was switched off is not expected to come back.</summary>
    private static bool HasEnded(DailyHistory core) => core.Days >= EndedDays && !core.Newest(EndedDays).Values.ContainsAnyExcept(0.0);

    private static double[] Core(DailySeries series, DailyHistory known, CalendarFees<double> fees)
    {
        double[] core = known.Values.ToArray();
        for (int i = 0; i < core.Length; i++)
        {
            double bought = series.OneOff(i);
            double fee = bought != 0 || !fees.Any ? bought : fees.On(known.DayOf(i));
            if (fee != 0) core[i] = bought != 0 || known.Values[i] >= fee || !series.IsNeverNegative ? known.Values[i] - fee : Usual(known.Values, i);
        }

        return core;
    }

    /// <summary>A day that cost less than its fee: a smaller fee, or none yet. At most what the days around it cost is not the fee's.</summary>
    private static double Usual(ReadOnlySpan<double> values, int at)
    {
        Span<double> near = stackalloc double[6];
        int count = 0;
        for (int i = Math.Max(0, at - 3); i <= Math.Min(values.Length - 1, at + 3); i++)
        {
            if (i != at) near[count++] = values[i];
        }

        return Math.Min(values[at], Medians.OfScratch(near[..count]));
    }
}
