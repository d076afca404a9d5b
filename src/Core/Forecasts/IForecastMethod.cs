namespace CostGuard.Core.Forecasts;

/// <summary>One way to continue a daily series. Pure and deterministic: same history, same path. One file each in Methods/.</summary>
public interface IForecastMethod
{
    /// <summary>Stable key: "holt-winters".</summary>
    string Key { get; }

    /// <summary>Writes the expected cost of the days after the last one: <paramref name="path"/>[0] is the next day.</summary>
    /// <param name="history">At least 7 days.</param>
    /// <param name="path">Filled wholly.</param>
    void Continue(DailyHistory history, Span<double> path);
}
