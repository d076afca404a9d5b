namespace CostGuard.Core.Forecasts.Methods;

/// <summary>Each day is the same weekday of the last week.</summary>
public sealed class SeasonalNaive : IForecastMethod
{
    /// <inheritdoc/>
    public string Key => "seasonal-naive";

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path)
    {
        ReadOnlySpan<double> week = history.Newest(7).Values;
        for (int h = 0; h < path.Length; h++) path[h] = week[h % week.Length];
    }
}
