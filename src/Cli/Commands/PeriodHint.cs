using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>What every figure of a period must be read with.</summary>
public static class PeriodHint
{
    /// <summary>"CLOSED" when every month is; else "OPEN (estimate)" while days are to come, and "OPEN (may be restated)" after them.</summary>
    public static string Status(DayRange months, DateTimeOffset asOf, IReadOnlyList<Closing> closed) =>
        months != DayRange.All && closed.Sum(closing => DayRange.Of(closing.Period).Intersect(months).Days) == months.Days ? "CLOSED"
        : months == DayRange.All || months.End > DateOnly.FromDateTime(asOf.UtcDateTime) ? "OPEN (estimate)" : "OPEN (may be restated)";

    /// <summary>A sentence for each source whose data is too old to trust.</summary>
    public static IReadOnlyList<string> Stale(Snapshot snapshot, DateTimeOffset asOf, TimeSpan warnAfter)
    {
        if (snapshot.DataThrough is not { } through) return snapshot.Loads.Count == 0 ? ["There is no data yet: import or collect first."] : [];
        TimeSpan age = asOf - new DateTimeOffset(through.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return age <= warnAfter ? [] : [$"Data is {(int)age.TotalHours} h old (limit {(int)warnAfter.TotalHours} h): totals of later days are missing, not zero."];
    }
}
