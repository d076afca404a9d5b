using CostGuard.Core.Actions;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class ActionTableTests
{
    [Fact]
    public void Build_LateFirst_PromisedBesideVerified()
    {
        ActionItem done = SomeActions.Of(1, 600m, ActionState.Done, new DateOnly(2026, 10, 12)) with { Proof = SomeActions.Proof(SavingState.Verified, 631.14m) };
        ActionItem late = SomeActions.Of(2, 100m) with { Due = new DateOnly(2026, 11, 14) }, next = SomeActions.Of(3, 50m);

        ReportTable table = ActionTable.Build([done, next, late], SomeActions.Today, SomeTables.Meta);

        Assert.Equal("2 open actions, 1 overdue, 150 USD a month to come, 600 USD promised by what is done, 631 USD verified", table.Title);
        Assert.Equal(["A-2", "A-3", "A-1"], table.Column("action"));
        Assert.Equal(["▲ OVERDUE", "– OPEN", "✓ DONE"], table.Column("state"));
        Assert.Equal([100m, 50m, 600m], table.Column("promised"));
        Assert.Equal([null, null, 631.14m], table.Column("verified"));
        Assert.Equal([null, null, "✓ VERIFIED"], table.Column("proof"));
    }

    [Fact]
    public void Build_DoneAndNotAsked_IsNoZero()
    {
        ReportTable table = ActionTable.Build([SomeActions.Of(1, 600m, ActionState.Done, new DateOnly(2026, 11, 12))], SomeActions.Today, SomeTables.Meta);
        Assert.Equal((null, "… NOT ASKED"), (table.Column("verified").Single(), table.Column("proof").Single()));
        Assert.EndsWith("600 USD promised by what is done, nothing yet verified", table.Title, StringComparison.Ordinal);
    }
}
