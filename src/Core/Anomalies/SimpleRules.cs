namespace CostGuard.Core.Anomalies;

/// <summary>Rules that other tools use, for comparison in a back-test only.</summary>
public static class SimpleRules
{
    private const int MeanDays = 30;
    private const double AmountMin = 10;

    /// <summary>Mean ± 3 standard deviations of the last 30 days, and at least 25 % and 10 units off.</summary>
    public static bool[] MeanAndDeviation(IReadOnlyList<double> values, int from) => Judge(values, from, day =>
    {
        (double mean, double deviation) = Moments(values, day - MeanDays, day);
        double off = Math.Abs(values[day] - mean);
        return off > 3 * deviation && off >= 0.25 * Math.Abs(mean) && off >= AmountMin;
    });

    /// <summary>Half as much again, or half, of the mean of the last 7 days, and at least 10 units off.</summary>
    public static bool[] PercentChange(IReadOnlyList<double> values, int from) => Judge(values, from, day =>
    {
        (double mean, _) = Moments(values, day - 7, day);
        double off = Math.Abs(values[day] - mean);
        return off >= 0.5 * Math.Abs(mean) && off >= AmountMin;
    });

    private static bool[] Judge(IReadOnlyList<double> values, int from, Func<int, bool> unusual)
    {
        var flags = new bool[values.Count];
        for (int day = Math.Max(from, MeanDays); day < values.Count; day++) flags[day] = unusual(day);
        return flags;
    }

    private static (double Mean, double Deviation) Moments(IReadOnlyList<double> values, int start, int end)
    {
        double sum = 0, squares = 0;
        for (int i = start; i < end; i++) sum += values[i];
        double mean = sum / (end - start);
        for (int i = start; i < end; i++) squares += (values[i] - mean) * (values[i] - mean);
        return (mean, Math.Sqrt(squares / (end - start - 1)));
    }
}
