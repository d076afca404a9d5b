namespace CostGuard.Core.Forecasts.Methods;

/// <summary>The mean of the month so far; of the month before on its last day. Shown for comparison only.</summary>
public sealed class RunRate : IForecastMethod
{
    /// <inheritdoc/>
    public string Key => "run-rate";

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path) =>
        path.Fill(Robust.Mean(history.Newest(history.Last.Day).Values));
}
