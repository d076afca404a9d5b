using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>
/// Decides how short dates are read: only when exactly one reading makes every date a day and every billing period a month or, where the export has
/// no periods, puts all days of a delivery into one month, or makes every service period a month.
/// </summary>
public static class AzureDateProof
{
    /// <summary>The order of day and month; null when both readings hold and differ, or none holds.</summary>
    /// <param name="days">Distinct texts of days, of all files of one delivery.</param>
    /// <param name="periods">Distinct first and last days of billing periods; none where the export has no such columns.</param>
    /// <param name="served">Distinct first and last days of service periods, which may be months.</param>
    public static AzureDayOrder? Of(IReadOnlyCollection<string> days, IReadOnlyCollection<(string First, string Last)> periods, IReadOnlyCollection<(string First, string Last)> served)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(served);
        string[] texts = [.. days.Concat(periods.SelectMany(period => new[] { period.First, period.Last })).Where(IsShort)];
        if (texts.All(text => Read(text, true) is { } day && day == Read(text, false))) return AzureDayOrder.None;
        bool monthFirst = Holds(texts, periods, false), dayFirst = Holds(texts, periods, true);
        if (monthFirst && dayFirst) (monthFirst, dayFirst) = (OneMonth(days, false), OneMonth(days, true));
        if (monthFirst && dayFirst && served.Count > 0) (monthFirst, dayFirst) = (served.All(period => IsMonth(period, false)), served.All(period => IsMonth(period, true)));
        return monthFirst == dayFirst ? null : dayFirst ? AzureDayOrder.DayFirst : AzureDayOrder.MonthFirst;
    }

    /// <summary>A day; null when the text is none in this order. Dates in ISO form have one reading only.</summary>
    public static DateTimeOffset? Read(string text, bool dayFirst)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return FocusTime.TryParse(utf8, out long micros) || FocusTime.TryParseShort(utf8, dayFirst, out micros) ? FocusTime.ToInstant(micros) : null;
    }

    private static bool IsShort(string text) => text.Contains('/', StringComparison.Ordinal);

    private static bool Holds(string[] texts, IEnumerable<(string First, string Last)> periods, bool dayFirst) =>
        texts.All(text => Read(text, dayFirst) is not null) && periods.All(period => IsMonth(period, dayFirst));

    // EA writes the last day of the month, some exports under a customer agreement the first of the next.
    private static bool IsMonth((string First, string Last) period, bool dayFirst)
    {
        if (period.First.Length == 0 || period.Last.Length == 0) return true;
        if (Read(period.First, dayFirst) is not { Day: 1 } first || Read(period.Last, dayFirst) is not { } last) return false;
        return last == first.AddMonths(1) || last == first.AddMonths(1).AddDays(-1);
    }

    private static bool OneMonth(IEnumerable<string> days, bool dayFirst) =>
        days.Select(day => Read(day, dayFirst)).Select(day => (day?.Year, day?.Month)).Distinct().Count() == 1;
}
