using CostGuard.Core.Statistics;

namespace CostGuard.Core.Anomalies;

/// <summary>
/// Judges a day of a series with large swings. The logarithm of each day's ratio to the level is split into what carried over from yesterday and
/// what is new; the new parts of the last one to five days are then held against the shape that a sudden rise or fall of that length would have.
/// </summary>
internal static class WideBand
{
    // A day so far below the level counts as this share of it: the logarithm of zero says nothing.
    private const double RatioMin = 0.01;

    private static readonly int[] RunLengths = [1, 2, 3, 5];

    // The best of several tests on normal logarithms: a limit of 5 for one distance in amounts is as rare as 3.8 here.
    public static double Limit(double limit) => 2 + (0.36 * limit);

    public static JudgedDay Judge(History history, SeriesModel model, int at, double limit, AnomalyOptions options)
    {
        int start = Math.Max(Math.Max(0, at - SeriesModel.LongLevelDays), history.LevelFrom);
        double centre = Centre(history, model, start, at);
        double weekday = model.Weekday(at), fee = model.Fee(at), own = Limit(limit);
        double usual = Math.Exp(centre) * weekday;
        double expected = (usual * (model.Kind == SeriesKind.Sparse ? 1 - model.ZeroShare : 1)) + fee;
        var ratios = new double[RunLengths[^1] + 3];
        for (int i = 0; i < ratios.Length; i++) ratios[i] = Ratio(history, model, at - ratios.Length + 1 + i, centre);

        (double score, int days, bool ended) = Strongest(ratios, model);
        double impact = history.Actual[at] - expected;
        bool strong = Math.Abs(score) > own && !double.IsNaN(ratios[^1]);
        bool unusual = strong && !ended && Math.Sign(score) == Math.Sign(impact) && options.IsLarge(impact, expected);
        history.Run = strong ? new UnusualRun(days, ended, Math.Sign(score)) : UnusualRun.None;
        double low = model.Kind == SeriesKind.Sparse ? 0 : usual * Math.Exp(-own * model.Noise);
        return new JudgedDay(history.First.AddDays(at), history.Actual[at], expected, low + fee, (usual * Math.Exp(own * model.Noise)) + fee, score, own, model.Kind)
        {
            Sign = unusual ? Math.Sign(impact) : 0,
            Fee = fee,
        };
    }

    private static double Centre(History history, SeriesModel model, int start, int at)
    {
        var logs = new List<double>(at - start);
        for (int i = start; i < at; i++)
        {
            double core = model.Core(history.Clean[i], i);
            if (core > 0) logs.Add(Math.Log(core));
        }

        return Medians.Of<double>(logs.ToArray());
    }

    private static double Ratio(History history, SeriesModel model, int at, double centre)
    {
        if (at < 0) return double.NaN;
        double core = model.Core(at < history.Actual.Length && !double.IsNaN(history.Actual[at]) ? history.Actual[at] : history.Clean[at], at);
        if (core <= 0 && model.Kind == SeriesKind.Sparse) return double.NaN;
        return Math.Max(core > 0 ? Math.Log(core) - centre : double.NegativeInfinity, Math.Log(RatioMin));
    }

    /// <summary>
    /// The strongest evidence for a run of one to five days that ends today, or that ended yesterday: a fall back to the level today is half of
    /// the proof that yesterday was unusual, where swings would have carried over.
    /// </summary>
    private static (double Score, int Days, bool Ended) Strongest(double[] ratios, SeriesModel model)
    {
        (double Score, int Days, bool Ended) best = (0, 1, false);
        foreach (int length in RunLengths)
        {
            double score = Evidence(ratios, model, length, ended: false);
            if (Math.Abs(score) > Math.Abs(best.Score)) best = (score, length, false);
            if (model.CarryOver == 0) continue;
            score = Evidence(ratios, model, length, ended: true);
            if (Math.Abs(score) > Math.Abs(best.Score)) best = (score, length, true);
        }

        return best;
    }

    private static double Evidence(double[] ratios, SeriesModel model, int length, bool ended)
    {
        double carry = model.CarryOver, product = 0, squares = 0;
        int days = ended ? length + 1 : length;
        for (int j = 0; j < days; j++)
        {
            int i = ratios.Length - days + j;
            if (double.IsNaN(ratios[i])) continue;
            double news = double.IsNaN(ratios[i - 1]) ? ratios[i] : ratios[i] - (carry * ratios[i - 1]);
            double shape = j == 0 ? 1 : j == length ? -carry : 1 - carry;
            product += shape * news;
            squares += shape * shape;
        }

        return squares == 0 ? 0 : product / Math.Sqrt(squares) / model.Noise;
    }
}
