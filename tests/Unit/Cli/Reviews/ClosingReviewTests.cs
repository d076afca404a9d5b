using CostGuard.Cli.Reviews;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Unit.Core;
using CostGuard.Unit.Report.Reviews;
using Xunit;

namespace CostGuard.Unit.Cli.Reviews;

public sealed class ClosingReviewTests
{
    [Fact]
    public async Task OpenAsync_SameSnapshot_IsTakenAsItIs() => Assert.Equal(new ClosingReviewResult(false, null), await OpenAsync(SomeReview.Review));

    [Fact]
    public async Task OpenAsync_WhatPeopleHaveDone_IsLeftAloneAndSaid()
    {
        Review other = SomeReview.Review with { Snapshot = new SnapshotId("222222222222") };

        ClosingReviewResult written = await OpenAsync(other with { Entries = [SomeReview.Entry(ReviewEntryKind.Signature, "Finance")] });
        ClosingReviewResult closed = await OpenAsync(other with { State = ReviewState.Closed, ClosedBy = "cfo@acme.test" });

        Assert.Contains("on other data (snapshot 222222222222), and people have written in it", written.Fault, StringComparison.Ordinal);
        Assert.Contains("it was closed by cfo@acme.test on other data", closed.Fault, StringComparison.Ordinal);
        Assert.False(written.Opened || closed.Opened);
    }

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
        var context = new ReportContext(new Snapshot(SomeReview.Review.Snapshot, [], "00", null), SomeConfiguration.Of(), SomeReview.October, [], SomeReview.Opened);
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
