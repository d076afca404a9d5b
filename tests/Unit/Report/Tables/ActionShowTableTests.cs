using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class ActionShowTableTests
{
    [Fact]
    public void Build_NamesFactsProofAndHistory()
    {
        ActionItem done = SomeActions.Of(3, 600m, ActionState.Done, new DateOnly(2026, 10, 12), "CG-W05|r-1|") with { Replacements = ["r-2"], Proof = SomeActions.Proof(SavingState.Partial, 420m) with { Low = 380m, High = 470m } };

        ReportTable table = ActionShowTable.Build(done, [new AuditEntry(SomeActions.Now, "li@acme.test", "action add", "A-3", null, "agreed")], SomeActions.Today, SomeTables.Meta);

        Assert.Equal("A-3: Stop the idle machine", table.Title);
        Assert.Contains("! PARTIAL, data through 2026-11-14", table.Column("value"));
        Assert.Equal([600m, 420m, 380m, 470m], table.Column("amount").Where(cell => cell is not null));
        Assert.Equal(("· action add", "li@acme.test"), (table.Column("what")[^1], table.Column("by")[^1]));
        Assert.Equal("Ask the bill: costguard recommend verify A-3", table.Footnote);
    }
}
