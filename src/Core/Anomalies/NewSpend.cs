namespace CostGuard.Core.Anomalies;

/// <summary>Cost where there was none for 30 days (domain E.4): no statistics, since there is no history.</summary>
internal static class NewSpend
{
    private const int QuietDays = 30;
    private const int DaysShown = 7;
    private const double AmountMin = 25;
    private const double TeamShareMin = 0.01;

    /// <summary>The events; after a week the cost is the new level.</summary>
    /// <param name="first">Day of the first value.</param>
    /// <param name="values">Cost by day; NaN where it is missing.</param>
    /// <param name="from">Index of the first day to judge.</param>
    /// <param name="teamDay">Mean day of the whole team.</param>
    public static IEnumerable<EventDays> Find(DateOnly first, double[] values, int from, double teamDay)
    {
        double least = Math.Max(AmountMin, TeamShareMin * teamDay);
        for (int at = Math.Max(from, QuietDays); at < values.Length; at++)
        {
            if (!(values[at] >= least) || !IsQuiet(values.AsSpan(at - QuietDays, QuietDays))) continue;
            var days = new List<JudgedDay>();
            for (int i = at; i < values.Length && days.Count < DaysShown; i++)
            {
                if (values[i] < least) break;
                if (!double.IsNaN(values[i]))
                    days.Add(new JudgedDay(first.AddDays(i), values[i], 0, 0, least, 0, 0, SeriesKind.Unjudged) { Sign = 1, IsNewLevel = days.Count == DaysShown - 1 });
            }

            yield return new EventDays(days);
            at += QuietDays;
        }
    }

    // Days without data don't prove that there was no cost.
    private static bool IsQuiet(ReadOnlySpan<double> days)
    {
        foreach (double day in days)
        {
            if (day != 0) return false;
        }

        return true;
    }
}
