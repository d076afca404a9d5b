namespace CostGuard.Core.Forecasts;

/// <summary>How far forecasts were from what happened (domain D.7). Shares are null where there is nothing to compare with.</summary>
public static class Accuracy
{
    /// <summary>Σ|A − F| ÷ ΣA.</summary>
    public static double? Wape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) => Share(AbsoluteErrors(actual, forecast), actual);

    /// <summary>Σ(F − A) ÷ ΣA: above zero is too high.</summary>
    public static double? Bias(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) => Share(Sum(forecast) - Sum(actual), actual);

    /// <summary>The mean of |A − F| ÷ |A|; days of nothing are left out.</summary>
    public static double? Mape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        double sum = 0;
        int days = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] == 0) continue;
            sum += Math.Abs((actual[i] - forecast[i]) / actual[i]);
            days++;
        }

        return days == 0 ? null : sum / days;
    }

    /// <summary>Mean absolute error in steps of the naive forecast from <paramref name="season"/> days before, within the history.</summary>
    public static double? Mase(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, ReadOnlySpan<double> history, int season)
    {
        if (actual.Length == 0 || history.Length <= season) return null;
        double naive = AbsoluteErrors(history[season..], history[..^season]) / (history.Length - season);
        return naive > 0 ? AbsoluteErrors(actual, forecast) / actual.Length / naive : null;
    }

    /// <summary>The loss of a quantile forecast: max(τ(A − q), (τ − 1)(A − q)).</summary>
    public static double Pinball(double actual, double quantile, double tau) => Math.Max(tau * (actual - quantile), (tau - 1) * (actual - quantile));

    private static double AbsoluteErrors(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        double sum = 0;
        for (int i = 0; i < actual.Length; i++) sum += Math.Abs(actual[i] - forecast[i]);
        return sum;
    }

    private static double? Share(double part, ReadOnlySpan<double> actual) => Sum(actual) is var whole and > 0 ? part / whole : null;

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
