using CostGuard.Core.Statistics;

namespace CostGuard.Core.Anomalies;

/// <summary>
/// The detector CG-MAD (domain E.2): what a day costs beside its weekday's usual level, measured in robust standard deviations, with calendar
/// fees expected and unusual days kept out of the history. Series with large swings are judged by ratios, over runs of days.
/// </summary>
public sealed class AnomalyDetector(AnomalyOptions options)
{
    private const int DaysMin = 14;
    private const int FullDaysMin = 28;

    // What a series costs a day on average before its statistics are worth a look.
    private const double MeanMin = 1;

    // Noise, weekdays and fees change slowly: learning them again every week is enough, and seven times as fast.
    private const int DaysBetweenLessons = 7;
    private const int NewLevelDays = 7;

    /// <summary>Judges the days of one series, one currency.</summary>
    /// <param name="first">Day of the first value.</param>
    /// <param name="values">Cost by day without gaps; NaN where the source has no data, which is not zero.</param>
    /// <param name="from">Index of the first day to judge; the days before are history only.</param>
    /// <param name="scope">What people have said about this series.</param>
    public IReadOnlyList<JudgedDay> Judge(DateOnly first, IReadOnlyList<double> values, int from, ScopeRules scope)
    {
        var history = new History(first, [.. values]);
        var days = new List<JudgedDay>(Math.Max(0, values.Count - from));
        SeriesModel? model = null;
        for (int at = FirstKnown(values); at < values.Count; at++)
        {
            bool judged = at >= from && at >= DaysMin;
            if (judged && (model is null || (at - from) % DaysBetweenLessons == 0)) model = SeriesModel.Learn(first, history.Clean.AsSpan(0, at));
            JudgedDay day = judged && model is not null ? Judge(history, model, at, scope) : Unjudged(first.AddDays(at), values[at], history.Recent(at));
            if (double.IsNaN(values[at]) || scope.IsPlanned(day.Day)) history.Clean[at] = day.Expected;
            if (at >= from) days.Add(day);
            if (day.Sign != 0 || history.Run.Sign != 0) MarkRun(history, days, model!, at, scope);
        }

        return days;
    }

    private JudgedDay Judge(History history, SeriesModel model, int at, ScopeRules scope)
    {
        DateOnly day = history.First.AddDays(at);
        double actual = history.Actual[at];
        double limit = scope.Limit(options.Threshold, day) * (at < FullDaysMin ? 2 : 1);
        if (model.Kind == SeriesKind.Unjudged || Math.Abs(history.MeanBefore(at)) < MeanMin) return Unjudged(day, actual, history.Recent(at));
        JudgedDay judged = model.Kind is SeriesKind.Noisy or SeriesKind.Sparse
            ? WideBand.Judge(history, model, at, limit, options)
            : NarrowBand.Judge(history, model, at, limit, options);
        return double.IsNaN(actual) ? judged with { Sign = 0 } : judged;
    }

    /// <summary>Keeps an unusual day out of the history, until seven of them in a row are the new level (E.2 step 5).</summary>
    private void MarkRun(History history, List<JudgedDay> days, SeriesModel model, int at, ScopeRules scope)
    {
        JudgedDay newest = days[^1];
        if (model.Kind is SeriesKind.Noisy or SeriesKind.Sparse) MarkEarlier(history, days);
        else history.Clean[at] = newest.Expected;

        if (newest.Sign == 0 || scope.IsPlanned(newest.Day) || days.Count < NewLevelDays || !days.TakeLast(NewLevelDays).All(day => day.Sign == newest.Sign)) return;
        int start = at - NewLevelDays + 1;
        if (start < history.LevelFrom + NewLevelDays && history.LevelFrom > 0) return;
        history.Restore(start, at + 1);
        history.LevelFrom = start;
        days[^1] = newest with { IsNewLevel = true };
    }

    /// <summary>Where only the run as a whole was unusual, its earlier days are unusual too, known today.</summary>
    private void MarkEarlier(History history, List<JudgedDay> days)
    {
        (int length, bool ended, int sign) = history.Run;
        history.Run = UnusualRun.None;
        DateOnly knownOn = days[^1].Day;
        for (int i = days.Count - 1 - (ended ? length : length - 1); i < days.Count - 1; i++)
        {
            if (i < 0 || days[i].Sign != 0 || Math.Sign(days[i].Impact) != sign || !options.IsLarge(days[i].Impact, days[i].Expected)) continue;
            days[i] = days[i] with { Sign = sign, KnownOn = knownOn };
        }
    }

    private static JudgedDay Unjudged(DateOnly day, double actual, double usual) => new(day, actual, usual, usual, usual, 0, 0, SeriesKind.Unjudged);

    private static int FirstKnown(IReadOnlyList<double> values)
    {
        int at = 0;
        while (at < values.Count && double.IsNaN(values[at])) at++;
        return at;
    }
}

/// <summary>A series as it goes along: what was billed, and what counts as history.</summary>
internal sealed class History(DateOnly first, double[] actual)
{
    public DateOnly First { get; } = first;

    public double[] Actual { get; } = actual;

    /// <summary>Unusual and missing days replaced by what was expected.</summary>
    public double[] Clean { get; } = [.. actual.Select(value => double.IsNaN(value) ? 0 : value)];

    /// <summary>First day of the newest accepted level; 0 when the level never changed.</summary>
    public int LevelFrom { get; set; }

    /// <summary>The run that the newest day gave away.</summary>
    public UnusualRun Run { get; set; } = UnusualRun.None;

    /// <summary>Mean of the four weeks before the day.</summary>
    public double MeanBefore(int at)
    {
        int days = Math.Min(28, at);
        double sum = 0;
        for (int i = at - days; i < at; i++) sum += Clean[i];
        return days == 0 ? 0 : sum / days;
    }

    /// <summary>Takes the days as they were billed into the history after all.</summary>
    public void Restore(int from, int to)
    {
        for (int i = Math.Max(0, from); i < to; i++)
        {
            if (!double.IsNaN(Actual[i])) Clean[i] = Actual[i];
        }
    }

    /// <summary>Median of up to two weeks before the day.</summary>
    public double Recent(int at) => Medians.Of<double>(Clean.AsSpan(Math.Max(0, at - SeriesModel.LevelDays), Math.Min(SeriesModel.LevelDays, at)));
}

/// <summary>A run of unusual days.</summary>
/// <param name="Days">Its length.</param>
/// <param name="Ended">True when it ended yesterday; false when today is its last day so far.</param>
/// <param name="Sign">+1 or −1; 0 for no run.</param>
internal readonly record struct UnusualRun(int Days, bool Ended, int Sign)
{
    public static UnusualRun None { get; } = new(1, false, 0);
}
