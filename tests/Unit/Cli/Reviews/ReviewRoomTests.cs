using CostGuard.Cli.Reviews;
using CostGuard.Core.Reviews;
using CostGuard.Ledger.State;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Ledger;
using CostGuard.Unit.Report.Reviews;
using Xunit;

namespace CostGuard.Unit.Cli.Reviews;

public sealed class ReviewRoomTests : IDisposable
{
    private readonly LedgerHome _home = new();

    public void Dispose() => _home.Dispose();

    // Frozen figures that say something else later stand for a version that draws them otherwise: what was given to the team stays.
    [Fact]
    public async Task CloseAsync_TeamsPack_IsTheSameBytesWhateverDrawsItLater()
    {
        var store = new ReviewStore(_home.State);
        await OpenedAsync();
        var room = new ReviewRoom(store, null!, null!, null!, TimeProvider.System);
        (Review before, _) = await room.OfAsync(await room.FindAsync(SomeReview.October, LedgerHome.Stop), "payments", LedgerHome.Stop);
        Assert.Null(before.Pack);

        Review closed = await room.CloseAsync(await room.FindAsync(SomeReview.October, LedgerHome.Stop), "cfo@acme.test", LedgerHome.Stop);

        string kept = Assert.Single(closed.TeamPacks).Value;
        Assert.Contains("Payments", kept, StringComparison.Ordinal);
        Assert.NotEqual(closed.Pack, kept);
        Review read = await room.FindAsync(SomeReview.October, LedgerHome.Stop);
        Review redrawn = read with { Model = ReviewJson.Write(Frozen with { OfTeams = [Frozen.OfTeams[0] with { Company = "Another" }] }) };
        (Review review, ReviewModel model) = await room.OfAsync(redrawn, "payments", LedgerHome.Stop);
        Assert.Equal("Another", model.Company);
        Assert.Equal(kept, ReviewRoom.Pack(review, model));
        await using StateDb state = await _home.State.OpenAsync(LedgerHome.Stop);
        Assert.EndsWith($", payments {ReviewRoom.Sha256(kept)}", state.Audit.Single().After, StringComparison.Ordinal);
    }

    private static ReviewModel Frozen => SomeReview.Model with { OfTeams = [SomeReview.Bare with { Scope = new ReviewScope("payments", "Payments", ["payments"], ["li@acme.test"]) }] };

    private async Task OpenedAsync()
    {
        await using StateDb state = await _home.State.OpenAsync(LedgerHome.Stop);
        state.Snapshots.Add(new SnapshotRow { Id = SomeReview.Review.Snapshot.Value, ConfigurationHash = "00", LoadIdsJson = "[]", CreatedAt = SomeReview.Opened });
        state.Reviews.Add(new ReviewRow
        {
            Period = 202610,
            SnapshotId = SomeReview.Review.Snapshot.Value,
            ModelJson = ReviewJson.Write(Frozen),
            OpenedBy = SomeReview.Review.OpenedBy,
            OpenedAt = SomeReview.Opened,
            Revision = 1,
        });
        await state.SaveChangesAsync(LedgerHome.Stop);
    }
}
