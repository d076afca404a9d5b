using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts.Completeness;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Queries;
using Xunit;
using static CostGuard.Unit.Core.Allocate.SomeAllocation;

namespace CostGuard.Unit.Ledger.Snapshots;

public sealed class LoadCompletenessTests
{
    // Read at noon of the first six days and then on the 20th: of each day 40.00 of 100.00 was known on the day itself, all of it a day later.
    [Fact]
    public async Task ReadAsync_RollUpsOfEarlierLoads_TellWhatWasKnownWhen()
    {
        using var home = new SomeLoads();
        await using var queries = new CostQueries(home.Home);
        foreach (int read in new[] { 1, 2, 3, 4, 5, 6, 20 })
        {
            home.SealedAt = new DateTimeOffset(2025, 6, read, 12, 0, 0, TimeSpan.Zero);
            await home.AddAsync("aws", June, [.. Enumerable.Range(1, read).Select(day => new SomeDay(new DateOnly(2025, 6, day), day == read ? 40m : 100m))]);
        }

        IReadOnlyList<Load> loads = await home.LoadsAsync(false, CancellationToken.None);
        var snapshot = new Snapshot(new SnapshotId("0123456789ab"), [loads[^1]], "hash", new DateOnly(2025, 6, 20));
        SourceState state = Assert.Single(await new LoadCompleteness(queries, home, () => []).ReadAsync(snapshot, CostMetric.Effective, CancellationToken.None));

        Assert.Equal([.4, 1, null], Enumerable.Range(0, 3).Select(state.Curve.Share));
        Assert.Equal(new DateOnly(2025, 6, 19), state.CompleteThrough);
    }
}
