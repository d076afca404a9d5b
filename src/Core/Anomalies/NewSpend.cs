using CostGuard.Core.Statistics;

namespace CostGuard.Core.Anomalies;

/// <summary>Cost where there was none for 30 days (domain E.4): no statistics, since there is no history.</summary>
internal static class NewSpend
{
    private const int QuietDays = 30;
    private const int DaysShown = 7;
    private const double AmountMin = 25;
    private const double TeamShareMin = 0.01;

    // A fee that comes every month on one day is no news, unless it is half as much again.
    private const double FeeExcess = 0.5;

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
            double fee = CalendarFees<double>.Detect(first.AddDays(at - 1), Known(values.AsSpan(0, at))).On(first.AddDays(at));
            if (values[at] - fee < Math.Max(least, FeeExcess * fee)) continue;
            var days = new List<JudgedDay>();
            for (int i = at; i < values.Length && days.Count < DaysShown; i++)
            {
                if (values[i] < least) break;
                if (!double.IsNaN(values[i]))
                    days.Add(new JudgedDay(first.AddDays(i), values[i], i == at ? fee : 0, 0, least, 0, 0, SeriesKind.Unjudged) { Sign = 1, Fee = i == at ? fee : 0, IsNewLevel = days.Count == DaysShown - 1 });
            }

            yield return new EventDays(days);
            at += QuietDays;
        }
    }

    private static double[] Known(ReadOnlySpan<double> values)
    {
        double[] known = values.ToArray();
        for (int i = 0; i < known.Length; i++)
        {
            if (double.IsNaN(known[i])) known[i] = 0;
        }

        return known;
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
