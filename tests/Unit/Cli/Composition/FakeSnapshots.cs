using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Cli.Composition;

/// <summary>One current snapshot and no earlier one.</summary>
internal sealed class FakeSnapshots(Snapshot? current) : ISnapshotStore
{
    /// <summary>Moments that the data before was asked for.</summary>
    public List<DateTimeOffset?> Asked { get; } = [];

    public Task<Snapshot?> BeforeAsync(CostGuardConfiguration configuration, DateTimeOffset? sealedUntil, CancellationToken cancellationToken)
    {
        Asked.Add(sealedUntil);
        return Task.FromResult<Snapshot?>(null);
    }

    public Task<Snapshot> CurrentAsync(CostGuardConfiguration configuration, CancellationToken cancellationToken) =>
        Task.FromResult(current ?? throw new NotSupportedException());

    public Task<Snapshot?> FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Snapshot>> ListAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<MovedCost>> PlanAsync(CostGuardConfiguration current, CostGuardConfiguration proposed, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TagCoverage>> CoverageAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<string> tagKeys, DayRange months, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
