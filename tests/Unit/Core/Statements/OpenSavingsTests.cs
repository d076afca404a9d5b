using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class OpenSavingsTests
{
    private static readonly Finding Idle = SomeActions.Finding("CG-W05", SavingAction.Terminate, 280.32m), Small = SomeActions.Finding("CG-R01", SavingAction.Retype, 140.16m, "r-2");

    /// <summary>Two resources of Payments, 280.32 and 140.16; what was rejected or accepted is open no longer, and one that the rules give to Web is Web's.</summary>
    [Fact]
    public void Of_Decisions_AreTakenAway()
    {
        Assert.Equal([("payments", 2, 420.48m)], Told(Overview(ActionBook.Empty)));
        Assert.Equal([("payments", 1, 140.16m)], Told(Overview(new ActionBook([SomeActions.Decision(Idle.Key, DecisionKind.Rejected)], []))));
        Assert.Equal([("payments", 1, 280.32m)], Told(Overview(new ActionBook([], [SomeActions.Of(1, 140.16m, ActionState.Open, null, Small.Key)]))));

        SavingsOverview all = Overview(ActionBook.Empty);
        Assert.Equal([("payments", 1, 280.32m), ("web", 1, 140.16m)], Told(all with { Resources = [all.Resources[0], all.Resources[1] with { Team = new TeamId("web") }] }));
    }

    [Fact]
    public void Of_NoInventory_CannotTell()
    {
        Assert.Null(OpenSavings.Of(new SavingsOverview([], null, null, ActionBook.Empty, SomeActions.Today)));
        Assert.Empty(OpenSavings.Of(new SavingsOverview([], 3, null, ActionBook.Empty, SomeActions.Today))!);
    }

    private static SavingsOverview Overview(ActionBook book) => new([SomeActions.Followed(book, Idle), SomeActions.Followed(book, Small)], 2, null, book, SomeActions.Today);

    private static IEnumerable<(string, int, decimal)> Told(SavingsOverview overview) =>
        OpenSavings.Of(overview)!.SelectMany(team => team.Select(each => (team.Key, each.Resources, each.Monthly)));
}
