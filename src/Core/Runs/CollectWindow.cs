using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>Which billing periods a collection reads.</summary>
public static class CollectWindow
{
    /// <summary>
    /// Oldest first: from the month asked for; else from the first month that may have changed. That is the earlier of the last month collected (so
    /// that days of failed runs are caught up and a stopped backfill goes on) and the months that providers restate
    /// (<see cref="Connection.ClosedMonths"/>). A connection without loads is read <see cref="Connection.BackfillMonths"/> back.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="current">Its current loads.</param>
    /// <param name="since">The first month, when a person named it.</param>
    /// <param name="asOf">The moment of the run, UTC.</param>
    public static IReadOnlyList<BillingPeriod> PeriodsOf(Connection connection, IReadOnlyList<Load> current, BillingPeriod? since, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(current);
        BillingPeriod open = BillingPeriod.Of(asOf);
        BillingPeriod first = since ?? FirstOf(connection, current, open);
        int months = open.MonthsSince(first) + 1;
        return months <= 0 ? [] : [.. Enumerable.Range(0, months).Select(first.AddMonths)];
    }

    private static BillingPeriod FirstOf(Connection connection, IReadOnlyList<Load> current, BillingPeriod open)
    {
        if (current.Count == 0) return open.AddMonths(1 - connection.BackfillMonths);
        BillingPeriod last = current.Max(load => load.Period);
        BillingPeriod restated = open.AddMonths(-connection.ClosedMonths);
        return last.CompareTo(restated) < 0 ? last : restated;
    }
}
