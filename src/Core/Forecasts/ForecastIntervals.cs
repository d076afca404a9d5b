namespace CostGuard.Core.Forecasts;

/// <summary>The 80 % and the 95 % interval of some days ahead.</summary>
/// <param name="Inner">80 %.</param>
/// <param name="Outer">95 %, never narrower.</param>
public sealed record ForecastIntervals(IntervalWidth Inner, IntervalWidth Outer)
{
    /// <summary>Errors that the 80 % interval is made of (domain D.5).</summary>
    public const int Origins80 = 12;

    // 95 % needs 19 errors at least.
    private const int Origins95 = 24;

    /// <summary>From past errors at the same days ahead.</summary>
    public static ForecastIntervals Of(SeriesForecaster forecaster, int known, int from, int to)
    {
        double[] errors = forecaster.PastErrors(known, from, to, Origins95);
        return Of(Conformal.Width(errors.AsSpan(0, Math.Min(Origins80, errors.Length)), 0.8), Conformal.Width(errors, 0.95));
    }

    /// <summary>Wider by the square root of the months ahead, for months so far ahead that there are no past errors of them.</summary>
    public ForecastIntervals Months(int ahead) => new(
        new IntervalWidth(Inner.Share * Math.Sqrt(ahead), IsCovered: false), new IntervalWidth(Outer.Share * Math.Sqrt(ahead), IsCovered: false));

    private static ForecastIntervals Of(IntervalWidth inner, IntervalWidth outer) =>
        new(inner, outer.Share >= inner.Share ? outer : outer with { Share = inner.Share });
}
