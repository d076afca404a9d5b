using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Unit.Report.Reviews;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class ReviewStoreTests : IDisposable
{
    private readonly LedgerHome _home = new();

    private static Review First => SomeReview.Review with { Revision = 0 };

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task SaveAsync_OpenedAnew_OnePinAndEverythingComesBack()
    {
        ReviewStore store = await StoreAsync("1f2e3d4c5b6a", "222222222222");
        Assert.True(await store.SaveAsync(First, Audit("review open"), LedgerHome.Stop));
        long id = await store.AddAsync(SomeReview.Entry(ReviewEntryKind.Decision, "do it") with { Action = new ActionId(7) }, Audit("review decision"), LedgerHome.Stop);

        Review read = Assert.Single(await store.ListAsync(LedgerHome.Stop));
        Assert.Equal((2, First.Model, First.OpenedAt), (read.Revision, read.Model, read.OpenedAt));
        Assert.Equal(SomeReview.Entry(ReviewEntryKind.Decision, "do it") with { Id = id, Action = new ActionId(7) }, Assert.Single(read.Entries));
        Assert.True(await store.SaveAsync(read with { Snapshot = new SnapshotId("222222222222") }, Audit("review open"), LedgerHome.Stop));
        Assert.False(await store.SaveAsync(read, Audit("review open"), LedgerHome.Stop));

        await using StateDb state = await _home.State.OpenAsync(LedgerHome.Stop);
        PinRow pin = await state.Pins.SingleAsync(LedgerHome.Stop);
        Assert.Equal(("222222222222", "review:2026-10"), (pin.SnapshotId, pin.Reason));
        Assert.Equal(3, await state.Audit.CountAsync(LedgerHome.Stop));
    }

    [Fact]
    public async Task AddAsync_ClosedOrMissing_IsRefused()
    {
        ReviewStore store = await StoreAsync("1f2e3d4c5b6a");
        ReviewEntry note = SomeReview.Entry(ReviewEntryKind.Note, "n", new ReviewSubject(ReviewSubjectKind.Team, "web"));
        CostGuardException missing = await Assert.ThrowsAsync<CostGuardException>(() => store.AddAsync(note, Audit("review note"), LedgerHome.Stop));
        Assert.Equal((8, "CG2740"), (missing.ExitCode, missing.Problem.Code));

        await store.SaveAsync(First with { State = ReviewState.Closed, ClosedBy = "cfo@acme.test", ClosedAt = SomeReview.Opened.AddHours(1), Pack = "<p>ö</p>", TeamPacks = new Dictionary<string, string> { ["web"] = "<p>web: 5 €</p>" } }, Audit("review close"), LedgerHome.Stop);
        CostGuardException closed = await Assert.ThrowsAsync<CostGuardException>(() => store.AddAsync(note, Audit("review note"), LedgerHome.Stop));
        Assert.Equal((9, "CG2741"), (closed.ExitCode, closed.Problem.Code));
        Review read = Assert.Single(await store.ListAsync(LedgerHome.Stop));
        Assert.Equal(("<p>ö</p>", 0), (read.Pack, read.Entries.Count));
        Assert.Equal("<p>web: 5 €</p>", await store.TeamPackAsync(First.Period, "web", LedgerHome.Stop));
        Assert.Null(await store.TeamPackAsync(First.Period, "payments", LedgerHome.Stop));
        Assert.Null(await store.TeamPackAsync(First.Period.Next, "web", LedgerHome.Stop));
    }

    /// <summary>What was written while a pack was rendered is not in that pack: it is not kept as the closed one.</summary>
    [Fact]
    public async Task SaveAsync_EntrySinceItWasRead_IsRefused()
    {
        ReviewStore store = await StoreAsync("1f2e3d4c5b6a");
        await store.SaveAsync(First, Audit("review open"), LedgerHome.Stop);
        Review read = Assert.Single(await store.ListAsync(LedgerHome.Stop));
        await store.AddAsync(SomeReview.Entry(ReviewEntryKind.Signature, "Finance"), Audit("review signature"), LedgerHome.Stop);

        Assert.False(await store.SaveAsync(read with { State = ReviewState.Closed, Pack = "<p></p>" }, Audit("review close"), LedgerHome.Stop));
        Assert.Equal(ReviewState.Open, Assert.Single(await store.ListAsync(LedgerHome.Stop)).State);
    }

    [Fact]
    public async Task AgreeAsync_Decision_IsThereWithItsActionOrNeitherIs()
    {
        ReviewStore store = await StoreAsync("1f2e3d4c5b6a");
        var actions = new ActionStore(_home.State);
        await store.SaveAsync(First, Audit("review open"), LedgerHome.Stop);
        ReviewEntry entry = SomeReview.Entry(ReviewEntryKind.Decision, "do it");
        var action = new ActionItem { Title = "do it", Owner = "ana@acme.test", Due = new DateOnly(2026, 11, 30), Type = ActionType.Save, Expected = new Money(600m, Currency.Usd), By = entry.By, At = entry.At };

        await SqlAsync("CREATE TRIGGER full BEFORE INSERT ON ReviewEntries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => store.AgreeAsync(entry, action, Audit("review decision"), LedgerHome.Stop));
        Assert.Empty((await actions.ReadAsync(LedgerHome.Stop)).Actions);

        await SqlAsync("DROP TRIGGER full");
        (long id, ActionItem made) = await store.AgreeAsync(entry, action, Audit("review decision"), LedgerHome.Stop);
        ActionItem kept = Assert.Single((await actions.ReadAsync(LedgerHome.Stop)).Actions);
        Assert.Equal((kept.Id, 600m), (made.Id, kept.Expected!.Value.Amount));
        Assert.Equal((id, (ActionId?)kept.Id), Assert.Single(Assert.Single(await store.ListAsync(LedgerHome.Stop)).Entries.Select(each => (each.Id, each.Action))));
        Assert.Equal("action add", Assert.Single(await actions.HistoryAsync(kept.Id.ToString(), LedgerHome.Stop)).Action);
    }

    private async Task SqlAsync(string text)
    {
        await using StateDb state = await _home.State.OpenAsync(LedgerHome.Stop);
        await state.Database.ExecuteSqlRawAsync(text, LedgerHome.Stop);
    }

    private async Task<ReviewStore> StoreAsync(params string[] snapshots)
    {
        await using StateDb state = await _home.State.OpenAsync(LedgerHome.Stop);
        state.Snapshots.AddRange(snapshots.Select(id => new SnapshotRow { Id = id, ConfigurationHash = "00", LoadIdsJson = "[]", CreatedAt = SomeReview.Opened }));
        await state.SaveChangesAsync(LedgerHome.Stop);
        return new ReviewStore(_home.State);
    }

    private static AuditEntry Audit(string action) => new(SomeReview.Opened, "fin@acme.test", action, "review 2026-10", null, "x");
}
