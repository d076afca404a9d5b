using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>Unusual days of one series that belong together: one event, one alarm (domain E.3).</summary>
/// <param name="Days">Its unusual days, in order; all of one sign.</param>
public sealed record EventDays(IReadOnlyList<JudgedDay> Days)
{
    /// <summary>+1 for too high, −1 for too low.</summary>
    public int Sign => Days[0].Sign;

    /// <summary>First unusual day.</summary>
    public DateOnly Start => Days[0].Day;

    /// <summary>Last unusual day.</summary>
    public DateOnly Last => Days[^1].Day;

    /// <summary>True when it became the new level.</summary>
    public bool IsNewLevel => Days[^1].IsNewLevel;
}

/// <summary>Groups judged days into events.</summary>
public static class AnomalyEvents
{
    // One usual day between two unusual ones doesn't make two events of them.
    private const int StepMax = 2;

    /// <summary>The events of one series, the oldest first.</summary>
    public static IReadOnlyList<EventDays> Group(IEnumerable<JudgedDay> days)
    {
        var events = new List<EventDays>();
        var open = new List<JudgedDay>();
        foreach (JudgedDay day in days.Where(day => day.Sign != 0))
        {
            bool continues = open.Count > 0 && open[^1].Sign == day.Sign && !open[^1].IsNewLevel && day.Day.DayNumber - open[^1].Day.DayNumber <= StepMax;
            if (!continues && open.Count > 0)
            {
                events.Add(new EventDays(open));
                open = [];
            }

            open.Add(day);
        }

        if (open.Count > 0) events.Add(new EventDays(open));
        return events;
    }

    /// <summary>
    /// Impact and expected cost of an event as money: the expected cost is rounded half-even to the currency's minor unit on each day, once, so
    /// that impact = actual − expected to the last digit.
    /// </summary>
    /// <param name="days">The event.</param>
    /// <param name="actual">Exact cost by day.</param>
    /// <param name="currency">Currency of the series.</param>
    public static (decimal Actual, decimal Expected) Amounts(EventDays days, Func<DateOnly, decimal> actual, Currency currency)
    {
        decimal spent = 0m, expected = 0m;
        foreach (JudgedDay day in days.Days)
        {
            spent += actual(day.Day);
            expected += decimal.Round((decimal)day.Expected, currency.MinorUnits, MidpointRounding.ToEven);
        }

        return (spent, expected);
    }
}
