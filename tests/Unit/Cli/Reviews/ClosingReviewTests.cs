using CostGuard.Cli.Reviews;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Core;
using CostGuard.Unit.Report.Reviews;
using Xunit;

namespace CostGuard.Unit.Cli.Reviews;

public sealed class ClosingReviewTests
{
    private static readonly Closing Closed = new() { Period = SomeReview.October, State = ClosingState.Closed, Version = 1, Snapshot = SomeReview.Review.Snapshot, Evidence = "e1" };

    [Fact]
    public async Task OpenAsync_FrozenOnThisClose_IsTakenAsItIs() => Assert.Equal(new ClosingReviewResult(false, null), await OpenAsync(SomeReview.Review));

    [Fact]
    public async Task OpenAsync_ClosedReviewOfOtherFigures_IsLeftAloneAndSaid()
    {
        ClosingReviewResult closed = await OpenAsync(SomeReview.Review with { Snapshot = new SnapshotId("222222222222"), State = ReviewState.Closed, ClosedBy = "cfo@acme.test" });

        Assert.False(closed.Opened);
        Assert.Equal(
            "The review of 2026-10 was closed by cfo@acme.test on other figures (snapshot 222222222222) than the month was closed with, so its pack is not this version's. The next one: costguard review open 2026-11 --by WHO",
            closed.Fault);
    }

    // The room is not there in this test: that it is asked for is the fault.
    [Fact]
    public async Task OpenAsync_OpenReviewOfTheSameSnapshotAndOtherEvidence_IsFrozenAnew()
    {
        Review written = Frozen("OPEN (may be restated)", "e1") with { Entries = [SomeReview.Entry(ReviewEntryKind.Decision, "Move")] };

        Assert.NotNull((await OpenAsync(written)).Fault);
        Assert.NotNull((await OpenAsync(Frozen("CLOSED v2", "e2"))).Fault);
    }

    [Theory]
    [InlineData("CLOSED v1", null, ReviewState.Open, true)]
    [InlineData("CLOSED v1", null, ReviewState.Closed, true)]
    [InlineData("OPEN (may be restated)", "e1", ReviewState.Open, false)]
    [InlineData("OPEN (may be restated)", "e1", ReviewState.Closed, true)]
    [InlineData("OPEN (may be restated)", "e2", ReviewState.Closed, false)]
    [InlineData("OPEN (may be restated)", null, ReviewState.Closed, false)]
    [InlineData("CLOSED v2", "e2", ReviewState.Closed, false)]
    public void IsOf_AReview_IsOfTheCloseOrOfItsEvidence(string status, string? evidence, ReviewState state, bool expected) =>
        Assert.Equal(expected, ClosingReview.IsOf(Frozen(status, evidence) with { State = state }, Closed));

    [Fact]
    public void IsOf_OtherSnapshot_IsNot() => Assert.False(ClosingReview.IsOf(SomeReview.Review with { Snapshot = new SnapshotId("222222222222") }, Closed));

    private static Review Frozen(string status, string? evidence) => SomeReview.Review with { Model = ReviewJson.Write(SomeReview.Model with { PeriodStatus = status, Evidence = evidence }) };

    // The month is closed already: whatever goes wrong with the pack, a room that is not there in this case, is told and not thrown.
    [Fact]
    public async Task OpenAsync_FiguresThatCannotBeMade_AreToldAndNotThrown()
    {
        ClosingReviewResult none = await OpenAsync();

        Assert.False(none.Opened);
        Assert.StartsWith("The month is closed, and the pack of its review does not go with it: ", none.Fault, StringComparison.Ordinal);
    }

    private static Task<ClosingReviewResult> OpenAsync(params Review[] known)
    {
        var store = new Known(known);
        var context = new ReportContext(new Snapshot(SomeReview.Review.Snapshot, [], "00", null), SomeConfiguration.Of() with { Closed = [Closed] }, SomeReview.October, [], SomeReview.Opened);
        return new ClosingReview(new ReviewRoom(store, null!, null!, null!, TimeProvider.System), store).OpenAsync(context, "cfo@acme.test", TestContext.Current.CancellationToken);
    }

    private sealed class Known(Review[] reviews) : IReviewStore
    {
        public Task<IReadOnlyList<Review>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Review>>(reviews);

        public Task<bool> SaveAsync(Review review, AuditEntry audit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> TeamPackAsync(BillingPeriod period, string team, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long> AddAsync(ReviewEntry entry, AuditEntry audit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<(long Id, ActionItem Action)> AgreeAsync(ReviewEntry entry, ActionItem action, AuditEntry audit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
