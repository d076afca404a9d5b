using CostGuard.Core.Statistics;

namespace CostGuard.Core.Anomalies;

/// <summary>What is learnt from the cleaned history of a series: fees, weekdays, noise (domain E.2 steps 1 to 3).</summary>
internal sealed class SeriesModel
{
    /// <summary>A standard deviation from a median of absolute deviations.</summary>
    public const double OfMad = 1.4826;

    /// <summary>No series is quieter than this share of its level: what is rounded in a bill is not news.</summary>
    public const double NoiseMin = 0.02;

    public const int LevelDays = 14;
    public const int LongLevelDays = 56;

    // Above this relative noise, ratios are skewed and swings last for days: a distance in amounts would call half of them unusual.
    private const double SteadyNoiseMax = 0.15;
    private const double ZeroShareMax = 0.2;
    private const int NoiseDays = 112;
    private const int LongDays = 365;
    private const int PositiveDaysMin = 14;

    private readonly DateOnly _first;
    private readonly double[] _weekdays;
    private readonly CalendarFees<double> _fees;
    private readonly double _feeNoise;

    private SeriesModel(DateOnly first, double[] weekdays, CalendarFees<double> fees, double feeNoise) =>
        (_first, _weekdays, _fees, _feeNoise) = (first, weekdays, fees, feeNoise);

    public SeriesKind Kind { get; private init; }

    /// <summary>Standard deviation: a share of the level when steady, of logarithms when noisy or sparse, an amount when signed.</summary>
    public double Noise { get; private init; }

    /// <summary>How much of yesterday's ratio to the level carries over to today.</summary>
    public double CarryOver { get; private init; }

    public double ZeroShare { get; private init; }

    public double Weekday(int index) => _weekdays[(int)_first.AddDays(index).DayOfWeek];

    public double Fee(int index) => _fees.On(_first.AddDays(index));

    /// <summary>Noise of a fee's amount.</summary>
    public double FeeNoise(double fee) => Math.Abs(fee) * _feeNoise;

    /// <summary>A day's cost without fee, as if it fell on a mean weekday.</summary>
    public double Core(double value, int index) => (value - Fee(index)) / Weekday(index);

    /// <summary>Learns from the days before <paramref name="clean"/> ends; its last day is the newest.</summary>
    public static SeriesModel Learn(DateOnly first, ReadOnlySpan<double> clean)
    {
        DateOnly last = first.AddDays(clean.Length - 1);
        CalendarFees<double> fees = CalendarFees<double>.Detect(last, clean);
        int start = Math.Max(0, clean.Length - LongDays);
        var core = new double[clean.Length - start];
        for (int i = 0; i < core.Length; i++) core[i] = clean[start + i] - fees.On(first.AddDays(start + i));

        double zeros = core.AsSpan(Math.Max(0, core.Length - LongLevelDays)).Count(0d) / (double)Math.Min(LongLevelDays, core.Length);
        double[] weekdays = Weekdays(last, core, 1);
        var model = new SeriesModel(first, weekdays, fees, FeeNoiseOf(first.AddDays(start), core, weekdays, fees));
        double[] level = Levelled(core, start, model);
        if (zeros <= ZeroShareMax)
        {
            double? noise = RelativeNoise(level);
            if (noise is <= SteadyNoiseMax) return model.With(SeriesKind.Steady, noise.Value, 0, zeros);
            if (noise is null) return model.With(SeriesKind.BelowZero, AmountNoise(level), 0, zeros);
        }

        if (core.Count(value => value > 0) < PositiveDaysMin) return model.With(SeriesKind.Unjudged, 0, 0, zeros);
        return Wide(first, last, core, fees, zeros);
    }

    private static SeriesModel Wide(DateOnly first, DateOnly last, double[] core, CalendarFees<double> fees, double zeros)
    {
        double[] weekdays = Weekdays(last, core, LongDays / LongLevelDays);
        DateOnly start = last.AddDays(1 - core.Length);
        var model = new SeriesModel(first, weekdays, fees, FeeNoiseOf(start, core, weekdays, fees));
        SeriesKind kind = zeros > ZeroShareMax ? SeriesKind.Sparse : SeriesKind.Noisy;
        (double noise, double carryOver) = LogNoise.Of(Levelled(core, start.DayNumber - first.DayNumber, model), carries: kind == SeriesKind.Noisy);
        return model.With(kind, noise, carryOver, zeros);
    }

    private SeriesModel With(SeriesKind kind, double noise, double carryOver, double zeros) =>
        new(_first, _weekdays, _fees, _feeNoise) { Kind = kind, Noise = Math.Max(kind == SeriesKind.BelowZero ? 1e-9 : NoiseMin, noise), CarryOver = carryOver, ZeroShare = zeros };

    private static double[] Levelled(double[] core, int start, SeriesModel model)
    {
        var level = new double[core.Length];
        for (int i = 0; i < core.Length; i++) level[i] = core[i] / model.Weekday(start + i);
        return level;
    }

    /// <summary>Weekday factors, the mean over blocks of eight weeks: one block follows changes, several even out noise.</summary>
    private static double[] Weekdays(DateOnly last, ReadOnlySpan<double> core, int blocksMax)
    {
        var sums = new double[7];
        int blocks = 0;
        for (int end = core.Length; blocks < blocksMax && (blocks == 0 || end >= LongLevelDays); end -= LongLevelDays)
        {
            double[] found = WeekdayFactors.Of(last.AddDays(end - core.Length), core[..end]);
            for (int i = 0; i < 7; i++) sums[i] += found[i];
            blocks++;
        }

        return [.. sums.Select(sum => sum / blocks)];
    }

    /// <summary>Spread of the ratios to the median of the two weeks before; null where that median is not above zero.</summary>
    private static double? RelativeNoise(double[] level)
    {
        int count = Math.Min(NoiseDays, level.Length - LevelDays);
        if (count < LevelDays)
        {
            double centre = Medians.Of<double>(level);
            return centre > 0 ? OfMad * Medians.AbsoluteDeviation<double>(level) / centre : null;
        }

        var ratios = new double[count];
        for (int i = 0; i < count; i++)
        {
            int at = level.Length - count + i;
            double median = Medians.Of<double>(level.AsSpan(at - LevelDays, LevelDays));
            if (median <= 0) return null;
            ratios[i] = level[at] / median;
        }

        return OfMad * Medians.AbsoluteDeviation<double>(ratios);
    }

    private static double AmountNoise(double[] level)
    {
        int count = Math.Min(LongLevelDays - LevelDays, level.Length - LevelDays);
        if (count < LevelDays) return OfMad * Medians.AbsoluteDeviation<double>(level);
        var residuals = new double[count];
        for (int i = 0; i < count; i++)
        {
            int at = level.Length - count + i;
            residuals[i] = level[at] - Medians.Of<double>(level.AsSpan(at - LevelDays, LevelDays));
        }

        return OfMad * Medians.AbsoluteDeviation<double>(residuals);
    }

    /// <summary>How far earlier fees were off, as a share of the fee: 15 % until three were seen, then what was seen, at least 3 %.</summary>
    private static double FeeNoiseOf(DateOnly start, double[] core, double[] weekdays, CalendarFees<double> fees)
    {
        const double untilSeen = 0.15, atLeast = 0.03;
        if (!fees.Any) return 0;
        var off = new List<double>();
        for (int i = core.Length - 1; i >= LevelDays && off.Count < 6; i--)
        {
            DateOnly day = start.AddDays(i);
            if (fees.On(day) is not (var fee and not 0)) continue;
            double usual = Medians.Of<double>(core.AsSpan(i - LevelDays, LevelDays)) * weekdays[(int)day.DayOfWeek];
            off.Add(Math.Abs(core[i] - usual) / Math.Abs(fee));
        }

        return off.Count < 3 ? untilSeen : Math.Clamp(1.5 * off.Max(), atLeast, untilSeen);
    }
}
