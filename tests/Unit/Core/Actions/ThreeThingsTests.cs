using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Actions;

public sealed class ThreeThingsTests
{
    private static readonly Finding[] Five = [.. new (string Id, decimal Saves)[] { ("a", 50m), ("b", 40m), ("c", 30m), ("d", 20m), ("e", 10m) }.Select(each => SomeActions.Finding("CG-W05", SavingAction.Terminate, each.Saves, each.Id))];

    [Fact]
    public void Of_RejectedSnoozedAndAcceptedAreLeftOut_TheNextTakeTheirPlace()
    {
        var book = new ActionBook(
            [SomeActions.Decision(Five[0].Key, DecisionKind.Rejected, reason: "no"), SomeActions.Decision(Five[1].Key, DecisionKind.Snoozed, new DateOnly(2026, 12, 1))],
            [SomeActions.Of(1, 30m, ActionState.Open, null, Five[2].Key)]);

        Assert.Equal(["a", "b", "c"], Names(ActionBook.Empty));
        Assert.Equal(["d", "e"], Names(book));
        Assert.Empty(ThreeThings.Of(Overview(book), ["web"]));
    }

    [Fact]
    public void Worth_CommitmentSwallowsIt_NowIsLessThanInTheEnd()
    {
        // Domain F-3: 56.06 now, 116.61 in the end; the headline is the cash.
        Finding smaller = SomeActions.Finding("CG-R01", SavingAction.Retype, 0m) with { Saving = new Saving(56.06m, 116.61m, 140.16m, 56.06m) };
        FollowedResource followed = SomeActions.Followed(ActionBook.Empty, smaller);
        var worth = new WorthDoing(followed, followed.Undecided);
        Assert.Equal((56.06m, 116.61m), (worth.Now, worth.Full));
    }

    private static IEnumerable<string> Names(ActionBook book) => ThreeThings.Of(Overview(book), ["payments"]).Select(each => each.Lead.Resource.Id);

    private static SavingsOverview Overview(ActionBook book) => new([.. Five.Select(finding => SomeActions.Followed(book, finding))], 5, SomeActions.Today, book, SomeActions.Today);
}
