namespace CostGuard.Core.Forecasts.Methods;

/// <summary>The mean of the last days.</summary>
/// <param name="days">How many.</param>
public sealed class RecentMean(int days) : IForecastMethod
{
    /// <inheritdoc/>
    public string Key { get; } = FormattableString.Invariant($"mean-{days}");

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path) => path.Fill(Robust.Mean(history.Newest(days).Values));
}
