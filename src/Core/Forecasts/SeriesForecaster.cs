namespace CostGuard.Core.Forecasts;

/// <summary>What is expected of some days after an origin.</summary>
/// <param name="Cost">Expected cost.</param>
/// <param name="Weights">Weight of each method of <see cref="SeriesForecaster.Methods"/>; one entry while the history is short.</param>
public sealed record Expectation(double Cost, IReadOnlyList<double> Weights);

/// <summary>
/// Forecasts one series at any of its origins, by methods weighed by their own rolling back-test. What was computed for an origin is kept, since
/// each back-test asks for the same origins again. Not for several threads at once.
/// </summary>
public sealed class SeriesForecaster
{
    /// <summary>Complete days that any forecast needs (domain D.6).</summary>
    public const int DaysMin = Candidates.DaysMin;

    /// <summary>Days that daily methods reach.</summary>
    public const int DaysAhead = Candidates.DaysAhead;

    private const int SelectorHistoryMin = 60;
    private const int IntervalHistoryMin = 90;
    private const int StepDays = 7;

    private readonly DailySeries _series;
    private readonly Candidates?[] _origins;

    /// <summary>A forecaster of the series.</summary>
    public SeriesForecaster(DailySeries series)
    {
        _series = series;
        _origins = new Candidates?[series.Days + 1];
    }

    /// <summary>Keys of the methods that weights are for.</summary>
    public static IReadOnlyList<string> Methods => Candidates.Keys;

    /// <summary>The series.</summary>
    public DailySeries Series => _series;

    /// <summary>Expected cost of the days [from, to) after an origin that knows <paramref name="known"/> days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="DaysMin"/> days, or more than <see cref="DaysAhead"/> ahead.</exception>
    public Expectation Expect(int known, int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(known, DaysMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, DaysAhead);
        double[][] paths = At(known).Paths;
        if (paths.Length == 1) return new Expectation(Sum(paths[0], from, to), [1]);
        double[] weights = Weights(known, from, to);
        double cost = 0;
        for (int i = 0; i < paths.Length; i++) cost += weights[i] * Sum(paths[i], from, to);
        return new Expectation(cost, weights);
    }

    /// <summary>Expected cost of each of the days [from, to) after an origin; adds up to <see cref="Expect"/>.</summary>
    public double[] ExpectDays(int known, int from, int to)
    {
        double[][] paths = At(known).Paths;
        IReadOnlyList<double> weights = Expect(known, from, to).Weights;
        double[] days = new double[to - from];
        for (int i = 0; i < weights.Count; i++)
        {
            for (int h = from; h < to; h++) days[h - from] += weights[i] * paths[i][h];
        }

        return days;
    }

    /// <summary>Σ calendar fees among the days [from, to) after an origin; any days ahead.</summary>
    public double ExpectedFees(int known, int from, int to) => At(known).Fees(from, to);

    /// <summary>
    /// Relative errors of the same days ahead at earlier origins, a week apart, the newest first: (actual − forecast) ÷ forecast. Origins with
    /// less than 90 days of history, or with a forecast of nothing, are left out.
    /// </summary>
    public double[] PastErrors(int known, int from, int to, int originsMax)
    {
        var errors = new List<double>(originsMax);
        for (int k = 0; k < originsMax; k++)
        {
            int origin = known - to - (StepDays * k);
            if (origin < IntervalHistoryMin) break;
            double forecast = Expect(origin, from, to).Cost;
            if (forecast > 0) errors.Add((_series.Sum(origin + from, origin + to) - forecast) / forecast);
        }

        return [.. errors];
    }

    private double[] Weights(int known, int from, int to)
    {
        double[] errors = new double[Methods.Count];
        int tried = 0;
        for (int k = 0; k < Selector.OriginsMax; k++)
        {
            int origin = known - to - (StepDays * k);
            if (origin < SelectorHistoryMin) break;
            double actual = _series.Sum(origin + from, origin + to);
            double[][] paths = At(origin).Paths;
            for (int i = 0; i < errors.Length; i++) errors[i] += Math.Abs(Sum(paths[i < paths.Length ? i : 0], from, to) - actual);
            tried++;
        }

        return tried >= Selector.OriginsMin ? Selector.Weights(errors) : [1, 0, 0];
    }

    private Candidates At(int known) => _origins[known] ??= Candidates.At(_series, known);

    private static double Sum(double[] path, int from, int to)
    {
        double sum = 0;
        for (int h = from; h < to; h++) sum += path[h];
        return sum;
    }
}
