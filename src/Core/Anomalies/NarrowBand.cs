using CostGuard.Core.Statistics;

namespace CostGuard.Core.Anomalies;

/// <summary>Judges a day of a steady series: E = median(14 days) · weekday + fee, z = (y − E) / S (domain E.2 steps 2 to 4).</summary>
internal static class NarrowBand
{
    public static JudgedDay Judge(History history, SeriesModel model, int at, double limit, AnomalyOptions options)
    {
        double level = Level(history, model, at);
        double fee = model.Fee(at), weekday = model.Weekday(at);
        double expected = (level * weekday) + fee;
        double spread = model.Kind == SeriesKind.BelowZero ? Math.Max(model.Noise, SeriesModel.NoiseMin * Math.Abs(level)) : model.Noise * Math.Abs(level);
        spread = Math.Max(1e-9, spread * weekday);
        if (fee != 0) spread = Math.Sqrt((spread * spread) + (model.FeeNoise(fee) * model.FeeNoise(fee)));

        double impact = history.Actual[at] - expected, score = impact / spread;
        double width = Math.Max(limit * spread, Math.Max(options.AmountMin, options.ShareMin * Math.Abs(expected)));
        bool unusual = Math.Abs(score) > limit && options.IsLarge(impact, expected);
        return new JudgedDay(history.First.AddDays(at), history.Actual[at], expected, expected - width, expected + width, score, limit, model.Kind)
        {
            Sign = unusual ? Math.Sign(impact) : 0,
            Fee = fee,
        };
    }

    private static double Level(History history, SeriesModel model, int at)
    {
        int start = Math.Max(at - SeriesModel.LevelDays, Math.Max(0, history.LevelFrom));
        var core = new double[at - start];
        for (int i = 0; i < core.Length; i++) core[i] = model.Core(history.Clean[start + i], start + i);
        return Medians.OfScratch<double>(core);
    }
}
