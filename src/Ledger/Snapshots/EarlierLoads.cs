using CostGuard.Core.Ports;

namespace CostGuard.Ledger.Snapshots;

/// <summary>Which loads readers saw before.</summary>
public static class EarlierLoads
{
    /// <summary>
    /// Of each source and period the newest load sealed until the moment. Without a moment: of each load the one it replaced, or itself; none at
    /// all when no load replaced another.
    /// </summary>
    public static Load[] Of(IReadOnlyList<Load> all, DateTimeOffset? sealedUntil)
    {
        Load[][] histories = [.. all.GroupBy(load => (load.Source, load.Period))
            .Select(loads => loads.OrderByDescending(load => load.SealedAt).ThenByDescending(load => load.Id.Value, StringComparer.Ordinal).ToArray())];
        if (sealedUntil is { } moment) return [.. histories.Select(loads => loads.FirstOrDefault(load => load.SealedAt <= moment)).OfType<Load>()];
        return histories.All(loads => loads.Length == 1) ? [] : [.. histories.Select(loads => loads[Math.Min(1, loads.Length - 1)])];
    }
}
