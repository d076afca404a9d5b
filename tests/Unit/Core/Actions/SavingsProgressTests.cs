using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using Xunit;

namespace CostGuard.Unit.Core.Actions;

public sealed class SavingsProgressTests
{
    [Fact]
    public void Of_EachAmountStandsOnce()
    {
        Finding open = SomeActions.Finding("CG-W05", SavingAction.Terminate, 280.32m, "r-open"), smaller = SomeActions.Finding("CG-R01", SavingAction.Retype, 140.16m, "r-open");
        Finding taken = SomeActions.Finding("CG-W05", SavingAction.Terminate, 50m, "r-taken"), hidden = SomeActions.Finding("CG-W05", SavingAction.Terminate, 30m, "r-hidden");
        ActionItem[] actions =
        [
            SomeActions.Of(1, 50m, ActionState.Open, null, taken.Key),
            SomeActions.Of(2, 600m, ActionState.Done, new DateOnly(2026, 10, 12)) with { Proof = SomeActions.Proof(SavingState.Verified, 631.14m) },
            SomeActions.Of(3, 100m, ActionState.Done, new DateOnly(2026, 11, 10)) with { Proof = SomeActions.Proof(SavingState.Pending, null) },
            SomeActions.Of(4, 77m, ActionState.Cancelled),
            SomeActions.Of(5, 88m) with { Type = ActionType.Avoid },
            // Done in October 2025: its twelve months ended with October 2026.
            SomeActions.Of(6, 999m, ActionState.Done, new DateOnly(2025, 10, 31)) with { Proof = SomeActions.Proof(SavingState.Verified, 999m) },
        ];
        var book = new ActionBook([SomeActions.Decision(hidden.Key, DecisionKind.Snoozed, new DateOnly(2027, 1, 1))], actions);

        SavingsProgress progress = Assert.Single(SavingsProgress.Of([SomeActions.Followed(book, open, smaller), SomeActions.Followed(book, taken), SomeActions.Followed(book, hidden)], actions, SomeActions.Today));

        Assert.Equal((280.32m, 1), progress.Open);
        Assert.Equal((30m, 1), progress.Hidden);
        Assert.Equal((50m, 1), progress.Accepted);
        Assert.Equal((700m, 2), progress.Done);
        Assert.Equal((600m, 1), progress.Measured);
        // Domain H-7: 631.14 of 600 promised are 105.2 %.
        Assert.Equal((631.14m, 105.2m), (progress.Verified, decimal.Round(progress.Realisation!.Value * 100m, 1)));
    }
}
