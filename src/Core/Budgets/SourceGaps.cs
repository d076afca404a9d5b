using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Finds sources whose silence would make cost look smaller than it is.</summary>
public static class SourceGaps
{
    // A source by hand that was silent for longer has ended; one with a connection has not ended until the connection is removed.
    private const int SilentMonthsMax = 3;

    /// <summary>One sentence for each source that lacks a month, or days that should be there by now. Empty when the data are complete.</summary>
    /// <param name="snapshot">The loads.</param>
    /// <param name="configuration">Connections with their own limits of age.</param>
    /// <param name="days">The days that are judged.</param>
    /// <param name="asOf">The moment of the judgement.</param>
    /// <param name="over">True for days that are over and were judged then: a source without a connection that ended in them has ended.</param>
    public static IReadOnlyList<string> Find(Snapshot snapshot, CostGuardConfiguration configuration, DayRange days, DateTimeOffset asOf, bool over = false)
    {
        var gaps = new List<string>();
        if (days.Days == 0) return gaps;
        foreach (IGrouping<SourceKey, Load> loads in snapshot.Loads.GroupBy(load => load.Source).OrderBy(group => group.Key))
        {
            Connection? connection = configuration.Connections.FirstOrDefault(each => each.Name == loads.Key.Value);
            BillingPeriod first = loads.Min(load => load.Period), last = loads.Max(load => load.Period);
            DateOnly? through = loads.Max(load => load.DataThrough);
            BillingPeriod judged = BillingPeriod.Of(over ? days.End.AddDays(-1) : days.Start);
            bool ended = connection is null && judged.MonthsSince(last) > (over ? 0 : SilentMonthsMax);
            if (ended || first.FirstDay >= days.End) continue;

            TimeSpan limit = connection?.DataAge ?? configuration.Company.FailAfter;
            if (MissingMonth([.. loads.Select(load => load.Period)], days, last) is { } month) gaps.Add($"Source {loads.Key} has no data for {month}.");
            else if (IsLate(through, days, asOf, limit)) gaps.Add(Late(loads.Key, through));
        }

        return gaps;
    }

    private static BillingPeriod? MissingMonth(HashSet<BillingPeriod> has, DayRange days, BillingPeriod last)
    {
        BillingPeriod start = has.Min();
        BillingPeriod month = BillingPeriod.Of(days.Start) is var asked && asked.CompareTo(start) > 0 ? asked : start;
        for (; month.CompareTo(last) < 0 && month.FirstDay < days.End; month = month.Next)
        {
            if (!has.Contains(month)) return month;
        }

        return null;
    }

    private static bool IsLate(DateOnly? through, DayRange days, DateTimeOffset asOf, TimeSpan limit)
    {
        if (through is not { } day) return false;
        DateOnly next = day.AddDays(1);
        return next < days.End && asOf - new DateTimeOffset(next, TimeOnly.MinValue, TimeSpan.Zero) > limit;
    }

    private static string Late(SourceKey source, DateOnly? through) =>
        string.Create(CultureInfo.InvariantCulture, $"Source {source} has no data after {through:yyyy-MM-dd}.");
}
