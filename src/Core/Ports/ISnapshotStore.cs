using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>How much of the total a rule change moves.</summary>
/// <param name="Period">Month.</param>
/// <param name="From">Team that loses it.</param>
/// <param name="To">Team that gets it.</param>
/// <param name="Rule">Rule that now decides.</param>
/// <param name="Currency">Currency.</param>
/// <param name="EffectiveCost">Σ EffectiveCost moved.</param>
/// <param name="BilledCost">Σ BilledCost moved.</param>
public sealed record MovedCost(BillingPeriod Period, TeamId From, TeamId To, string Rule, Currency Currency, decimal EffectiveCost, decimal BilledCost);

/// <summary>How tags and rules cover the cost (domain B.8).</summary>
/// <param name="TagKey">Folded key.</param>
/// <param name="Currency">Currency.</param>
/// <param name="TaggableCost">Σ EffectiveCost &gt; 0 of usage rows with a ResourceId.</param>
/// <param name="TaggedCost">The part with a valid value.</param>
/// <param name="Resources">Distinct taggable resources.</param>
/// <param name="TaggedResources">Those with a valid value.</param>
/// <param name="UntaggableCost">Σ EffectiveCost without ResourceId.</param>
/// <param name="TotalCost">Σ EffectiveCost.</param>
/// <param name="ConflictRows">Rows on which several raw keys folded to this key with different values.</param>
public sealed record TagCoverage(
    string TagKey, Currency Currency, decimal TaggableCost, decimal TaggedCost, long Resources, long TaggedResources, decimal UntaggableCost, decimal TotalCost, long ConflictRows);

/// <summary>Makes, finds and keeps snapshots. Allocation is derived: an allocated roll-up may be deleted and is made again.</summary>
public interface ISnapshotStore
{
    /// <summary>
    /// The snapshot of the current loads under this configuration, allocated. Made when it is not there yet. The sum over teams equals the sum
    /// over loads to the last digit, per currency and metric, or CostGuardException with exit code 6.
    /// </summary>
    Task<Snapshot> CurrentAsync(CostGuardConfiguration configuration, CancellationToken cancellationToken);

    /// <summary>
    /// The data as it stood before, under today's configuration, so that only what the providers changed differs from the current snapshot.
    /// </summary>
    /// <param name="configuration">Today's configuration.</param>
    /// <param name="sealedUntil">Newest loads sealed until this moment, UTC; null: of each load the one it replaced, or itself.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Null when there were no loads then, or, without a moment, when no load replaced another.</returns>
    Task<Snapshot?> BeforeAsync(CostGuardConfiguration configuration, DateTimeOffset? sealedUntil, CancellationToken cancellationToken);

    /// <summary>An earlier snapshot by id (or an unambiguous beginning of it), or null.</summary>
    Task<Snapshot?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Snapshots, newest first.</summary>
    Task<IReadOnlyList<Snapshot>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>What would move between teams if the configuration were <paramref name="proposed"/>. Writes nothing. Ordered by period, then amount.</summary>
    Task<IReadOnlyList<MovedCost>> PlanAsync(CostGuardConfiguration current, CostGuardConfiguration proposed, CancellationToken cancellationToken);

    /// <summary>Tag coverage per key and currency over the given months.</summary>
    Task<IReadOnlyList<TagCoverage>> CoverageAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<string> tagKeys, DayRange months, CancellationToken cancellationToken);
}
