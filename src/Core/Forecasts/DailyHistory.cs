namespace CostGuard.Core.Forecasts;

/// <summary>
/// What is known of one daily series at an origin: complete days without a gap, the newest last. One currency, one metric; plain numbers, since
/// statistics estimate and money does not come out of here unrounded.
/// </summary>
/// <param name="last">The newest complete day.</param>
/// <param name="values">Cost by day; the last one is that of <paramref name="last"/>.</param>
public readonly ref struct DailyHistory(DateOnly last, ReadOnlySpan<double> values)
{
    /// <summary>The newest complete day.</summary>
    public DateOnly Last { get; } = last;

    /// <summary>Cost by day, the newest last.</summary>
    public ReadOnlySpan<double> Values { get; } = values;

    /// <summary>Number of days.</summary>
    public int Days => Values.Length;

    /// <summary>The day of a value.</summary>
    public DateOnly DayOf(int index) => Last.AddDays(index + 1 - Values.Length);

    /// <summary>The newest days only; all of them when there are fewer.</summary>
    public DailyHistory Newest(int days) => days >= Values.Length ? this : new DailyHistory(Last, Values[^days..]);

    /// <summary>The same days with other values.</summary>
    public DailyHistory With(ReadOnlySpan<double> values) => new(Last, values);
}
