using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>A closed month: the loads of its pinned snapshot count, however often the provider restates it.</summary>
/// <param name="Period">Billing month.</param>
/// <param name="Snapshot">The pinned snapshot.</param>
/// <param name="LoadIds">All loads of that snapshot.</param>
internal sealed record FrozenMonth(BillingPeriod Period, SnapshotId Snapshot, IReadOnlySet<string> LoadIds)
{
    /// <summary>The loads that count: those of closed months as they were closed, the current ones of all others.</summary>
    public static IReadOnlyList<Load> Choose(IReadOnlyList<Load> all, IReadOnlyList<FrozenMonth> closed)
    {
        var months = closed.ToDictionary(month => month.Period);
        return [.. all.Where(load => months.TryGetValue(load.Period, out FrozenMonth? month) ? month.LoadIds.Contains(load.Id.Value) : load.IsCurrent)];
    }

    /// <summary>SQL: its rows in the allocated roll-up of the pinned snapshot.</summary>
    public string Rows(string allocated) =>
        $"SELECT * FROM read_parquet({SqlText.Value(allocated)}, hive_partitioning=false) WHERE x_Period = {SqlText.Day(Period.FirstDay)}";
}
