namespace CostGuard.Core.Forecasts.Methods;

/// <summary>Each day is the mean of the last four same weekdays.</summary>
public sealed class WeekdayMean : IForecastMethod
{
    private const int Weeks = 4;

    /// <inheritdoc/>
    public string Key => "weekday-mean";

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path)
    {
        ReadOnlySpan<double> values = history.Values;
        for (int h = 0; h < path.Length; h++)
        {
            if (h >= 7)
            {
                path[h] = path[h - 7];
                continue;
            }

            double sum = 0;
            int count = 0;
            for (int at = values.Length - 7 + h; at >= 0 && count < Weeks; at -= 7, count++) sum += values[at];
            path[h] = count == 0 ? Robust.Mean(values) : sum / count;
        }
    }
}
