using Xunit;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Microsoft.EntityFrameworkCore;

namespace CostGuard.Unit.Ledger.State;

public sealed class StateReadsTests : IDisposable
{
    private readonly LedgerHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task LoadsAsync_EveryColumn_AsWrittenThroughEf()
    {
        LoadRow[] written =
        [
            Row("load-b", 202608, new DateTimeOffset(2026, 9, 1, 23, 30, 0, TimeSpan.FromHours(-5)), current: true, through: 739_859),
            Row("load-a", 202607, new DateTimeOffset(2026, 9, 2, 5, 0, 0, TimeSpan.FromHours(1)), current: false, through: null),
        ];
        await using (StateDb state = await _home.State.OpenAsync(LedgerHome.Stop))
        {
            state.Loads.AddRange(written);
            await state.SaveChangesAsync(LedgerHome.Stop);
        }

        IReadOnlyList<LoadRow> read = await new StateReads(_home.State).LoadsAsync(currentOnly: false, LedgerHome.Stop);

        // Ordered by instant, newest first: 23:30-05:00 is 04:30 UTC of the next day, 05:00+01:00 is 04:00 UTC.
        Assert.Equal(["load-b", "load-a"], read.Select(row => row.Id));
        Assert.Equivalent(written, read, strict: true);
        Assert.Equal(["load-b"], (await new StateReads(_home.State).LoadsAsync(currentOnly: true, LedgerHome.Stop)).Select(row => row.Id));
    }

    [Fact]
    public async Task KnowsAsync_StoredAndOtherSnapshot_TrueAndFalse()
    {
        await using (StateDb state = await _home.State.OpenAsync(LedgerHome.Stop))
        {
            state.Snapshots.Add(new SnapshotRow { Id = "0123456789ab", CreatedAt = DateTimeOffset.UnixEpoch, LoadIdsJson = "[]", ConfigurationHash = "c" });
            await state.SaveChangesAsync(LedgerHome.Stop);
        }

        Assert.True(await new StateReads(_home.State).KnowsAsync(new SnapshotId("0123456789ab"), LedgerHome.Stop));
        Assert.False(await new StateReads(_home.State).KnowsAsync(new SnapshotId("0123456789ac"), LedgerHome.Stop));
    }

    [Fact]
    public async Task NewestMigration_IsTheLastThatEfKnows()
    {
        await using StateDb state = await _home.State.OpenAsync(LedgerHome.Stop);
        Assert.Equal(StateDb.NewestMigration, state.Database.GetMigrations().Last());
    }

    private static LoadRow Row(string id, int period, DateTimeOffset sealedAt, bool current, int? through) => new()
    {
        Id = id,
        Source = "aws",
        Period = period,
        SealedAt = sealedAt,
        IsCurrent = current,
        FocusVersion = "1.2",
        Fingerprint = "f-" + id,
        FilesJson = "[1]",
        TotalsJson = "[2]",
        ProblemsJson = "[3]",
        TagConflictsJson = "{}",
        RowsRead = 5_000_000_000,
        RowsRejected = 7,
        DataThrough = through,
        Folder = "source=aws/" + id,
    };
}
