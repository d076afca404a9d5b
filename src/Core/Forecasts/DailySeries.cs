namespace CostGuard.Core.Forecasts;

/// <summary>
/// One daily series of complete days without a gap: one currency, one metric. Origins are counted in days known: origin 30 knows the first 30.
/// </summary>
public sealed class DailySeries
{
    private readonly double[] _values;
    private readonly double[] _oneOffs;
    private readonly double[] _usual;
    private readonly double[] _sums;

    /// <summary>A series from its first day on.</summary>
    /// <param name="first">The day of the first value.</param>
    /// <param name="values">Cost by day, one-off purchases included.</param>
    /// <param name="oneOffs">The part of it that is known to be purchases: kept in what happened, never projected by a pace. As long as the values.</param>
    /// <param name="usual">What methods learn from where it differs: unusual days at their expected cost. Errors are against the values. As long as they.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public DailySeries(DateOnly first, IReadOnlyList<double> values, IReadOnlyList<double>? oneOffs = null, IReadOnlyList<double>? usual = null)
    {
        First = first;
        _values = [.. values];
        _oneOffs = oneOffs is null ? [] : [.. oneOffs];
        _usual = usual is null ? _values : [.. usual];
        if (oneOffs is not null && oneOffs.Count != values.Count) throw new ArgumentException("Each day needs its purchases, 0 included.", nameof(oneOffs));
        if (_usual.Length != _values.Length) throw new ArgumentException("Each day needs its usual cost.", nameof(usual));
        _sums = new double[_values.Length + 1];
        for (int i = 0; i < _values.Length; i++) _sums[i + 1] = _sums[i] + _values[i];
        IsNeverNegative = Array.TrueForAll(_values, value => value >= 0);
    }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>Number of days.</summary>
    public int Days => _values.Length;

    /// <summary>True when no day is below zero: a forecast of it isn't either.</summary>
    public bool IsNeverNegative { get; }

    /// <summary>The day of a value.</summary>
    public DateOnly DayOf(int index) => First.AddDays(index);

    /// <summary>The place of a day; may lie outside of the series.</summary>
    public int IndexOf(DateOnly day) => day.DayNumber - First.DayNumber;

    /// <summary>Σ cost of the days [from, to).</summary>
    public double Sum(int from, int to) => _sums[to] - _sums[from];

    /// <summary>Σ usual cost of the days [from, to).</summary>
    public double UsualSum(int from, int to)
    {
        double sum = 0;
        for (int i = from; i < to; i++) sum += _usual[i];
        return sum;
    }

    /// <summary>What the origin knows and may learn from.</summary>
    public DailyHistory Known(int days) => new(DayOf(days - 1), _usual.AsSpan(0, days));

    /// <summary>The known one-off purchase of a day, or 0.</summary>
    internal double OneOff(int index) => _oneOffs.Length == 0 ? 0 : _oneOffs[index];
}
