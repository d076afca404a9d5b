using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// The last day that every fresh source has usage for. A source is fresh when it has a load of the newest billing month of all, or of the month
/// before (on the first days of a month most have no other); each counts with its own last usage day, and the earliest of them is the answer.
/// Sources that ended earlier do not hold it back; that they are stale is said elsewhere.
/// </summary>
internal static class DataThrough
{
    public static DateOnly? Of(IReadOnlyList<Load> loads)
    {
        if (loads.Count == 0) return null;
        BillingPeriod newest = loads.Max(load => load.Period);
        return loads.GroupBy(load => load.Source)
            .Where(source => newest.MonthsSince(source.Max(load => load.Period)) <= 1)
            .Select(source => source.Max(load => load.DataThrough))
            .Where(day => day is not null)
            .Min();
    }
}
