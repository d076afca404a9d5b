using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Core;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

public sealed class ReviewDeedsTests
{
    [Fact]
    public void Before_DecisionsOfTheLastReview_CarryTheStateOfTheirActions()
    {
        ActionItem late = SomeActions.Of(1) with { Due = SomeActions.Today.AddDays(-1) };
        ActionItem done = SomeActions.Of(2, 600m, ActionState.Done, new DateOnly(2026, 10, 12)) with { Proof = SomeActions.Proof(SavingState.Verified, 631.14m) };
        ActionItem euros = SomeActions.Of(3, null, ActionState.Blocked) with { Expected = new Money(50m, Currency.Eur) };
        Review before = SomeReview.Review with
        {
            Entries =
            [
                SomeReview.Entry(ReviewEntryKind.Decision, "a") with { Id = 11, Action = late.Id }, SomeReview.Entry(ReviewEntryKind.Decision, "b") with { Id = 12, Action = done.Id },
                SomeReview.Entry(ReviewEntryKind.Question, "c") with { Id = 13, Action = euros.Id }, SomeReview.Entry(ReviewEntryKind.Question, "d") with { Id = 14 }, SomeReview.Entry(ReviewEntryKind.Signature, ""),
            ],
        };

        ReviewBefore carried = Deeds(before, late, done, euros).Before()!;

        Assert.Equal(SomeReview.October, carried.Period);
        Assert.False(carried.IsClosed);
        Assert.False(carried.IsSameConfiguration);
        Assert.Equal(
            [("▲ OVERDUE", 100m, null), ("✓ VERIFIED", 600m, 631.14m), ("▲ BLOCKED", null, null), ((string?)null, (decimal?)null, (decimal?)null)],
            carried.Carried.Select(each => (each.State, each.Promised, each.Verified)));
        Assert.Equal(("ana@acme.test", true), (carried.Carried[3].Owner, carried.Carried[3].IsQuestion));
    }

    [Fact]
    public void Actions_PromisedIsAgreedAndDone_VerifiedIsWhatTheBillSays()
    {
        ActionItem open = SomeActions.Of(1, 100m), given = SomeActions.Of(3, 70m, ActionState.Cancelled);
        ActionItem done = SomeActions.Of(2, 600m, ActionState.Done, new DateOnly(2026, 10, 12)) with { Proof = SomeActions.Proof(SavingState.Verified, 631.14m) };

        ReviewActions actions = Deeds(null, done, open, given).Actions().Value!;

        Assert.Equal((700m, 631.14m), (actions.Promised, actions.Verified));
        Assert.Equal(["A-1", "A-2"], actions.Items.Select(each => each.Id));
        Assert.Equal("no action is recorded, so that nothing is promised and nothing can be measured", Deeds(null).Actions().Gap);
        Assert.Null(Deeds(null).Before());
    }

    [Fact]
    public void Savings_WhatWasDecided_IsNotOfferedAgain()
    {
        Finding idle = SomeActions.Finding("CG-W05", SavingAction.Terminate, 280.32m), small = SomeActions.Finding("CG-R01", SavingAction.Retype, 140.16m);
        ReviewSavings open = new ReviewDeeds(Overview(new ActionBook([], []), idle, small), Input(null)).Savings().Value!;
        Assert.Equal((1, 280.32m), (open.Resources, open.Sums.Single().Amount));
        var book = new ActionBook([], [SomeActions.Of(1, 280.32m, ActionState.Open, null, idle.Key)]);
        Assert.Equal(0, new ReviewDeeds(Overview(book, idle, small), Input(null)).Savings().Value!.Resources);
        Assert.NotNull(Deeds(null).Savings().Gap);
    }

    private static SavingsOverview Overview(ActionBook book, params Finding[] findings) => new([SomeActions.Followed(book, findings)], 1, null, book, SomeActions.Today);

    private static ReviewDeeds Deeds(Review? before, params ActionItem[] actions) => new(new SavingsOverview([], null, null, new ActionBook([], actions), SomeActions.Today), Input(before));

    private static ReviewInput Input(Review? before) =>
        new(new Snapshot(new SnapshotId("s"), [], "00", SomeActions.Today), SomeConfiguration.Of(), SomeReview.October.Next, SomeActions.Now, "0.1.0", before);
}
