using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using Xunit;

namespace CostGuard.Unit.Core.Actions;

public sealed class FollowedFindingTests
{
    private static readonly Finding Idle = SomeActions.Finding("CG-W05", SavingAction.Terminate, 280.32m);
    private static readonly Finding Smaller = SomeActions.Finding("CG-R01", SavingAction.Retype, 140.16m);

    [Theory]
    [InlineData(DecisionKind.Rejected, null, "2030-01-01", FindingState.Rejected)]
    [InlineData(DecisionKind.Rejected, "2026-12-31", "2026-12-31", FindingState.Rejected)]
    [InlineData(DecisionKind.Rejected, "2026-12-31", "2027-01-01", FindingState.Open)]
    [InlineData(DecisionKind.Snoozed, "2026-12-01", "2026-11-30", FindingState.Snoozed)]
    [InlineData(DecisionKind.Snoozed, "2026-12-01", "2026-12-01", FindingState.Open)]
    [InlineData(DecisionKind.Reopened, null, "2026-11-16", FindingState.Open)]
    public void State_OfADecision_HoldsToItsDay(DecisionKind kind, string? until, string day, FindingState state)
    {
        var book = new ActionBook([SomeActions.Decision(Idle.Key, kind, until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), "because")], []);
        Assert.Equal(state, FollowedFinding.Of(Idle, book, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).State);
    }

    [Theory]
    [InlineData(ActionState.Open, null, FindingState.Accepted)]
    [InlineData(ActionState.InProgress, null, FindingState.InProgress)]
    [InlineData(ActionState.Blocked, null, FindingState.Blocked)]
    [InlineData(ActionState.Cancelled, null, FindingState.Open)]
    [InlineData(ActionState.Done, null, FindingState.Done)]
    [InlineData(ActionState.Done, SavingState.Partial, FindingState.Done)]
    [InlineData(ActionState.Done, SavingState.Verified, FindingState.Verified)]
    [InlineData(ActionState.Done, SavingState.Regressed, FindingState.Open)]
    public void State_OfAnAction_IsWhereTheActionStands(ActionState action, SavingState? proof, FindingState state)
    {
        ActionItem item = SomeActions.Of(1, 280.32m, action, SomeActions.Today, Idle.Key);
        if (proof is { } told) item = item with { Proof = SomeActions.Proof(told, 1m) };
        var book = new ActionBook([SomeActions.Decision(Idle.Key, DecisionKind.Accepted)], [item]);
        Assert.Equal(state, FollowedFinding.Of(Idle, book, SomeActions.Today).State);
    }

    [Fact]
    public void Plan_RejectedAlternative_TheNextBestIsInSight()
    {
        FollowedResource followed = SomeActions.Followed(new ActionBook([SomeActions.Decision(Idle.Key, DecisionKind.Rejected, reason: "needed in January")], []), Idle, Smaller);

        Assert.Equal((140.16m, "CG-R01"), (followed.Plan.Saving, Assert.Single(followed.Plan.Findings).Rule));
        // 280.32 would be the best of both: what is out of sight adds 140.16, not 280.32.
        Assert.Equal((1, 140.16m), (followed.HiddenCount, followed.Hidden));
    }

    [Fact]
    public void Undecided_OneAlternativeAccepted_NothingIsLeft()
    {
        FollowedResource followed = SomeActions.Followed(new ActionBook([], [SomeActions.Of(1, 140.16m, ActionState.Open, null, Smaller.Key)]), Idle, Smaller);

        Assert.Empty(followed.Undecided.Findings);
        Assert.Equal((140.16m, FindingState.Accepted), (followed.Plan.Saving, followed.Lead!.State));
    }
}
