using CostGuard.Core.Commitments;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Commitments;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class CommitmentTableTests
{
    private static readonly DateOnly Today = new(2026, 11, 15);

    [Fact]
    public void Build_UsedAndUnknown_SaysWhatItSays()
    {
        CommitmentReport report = CommitmentReport.Of(
            [SomeCharges.Used(0, 100m, 70m), SomeCharges.Used(0, 10m, 7m, "sp-2") with { Use = CommitmentUse.Unknown }], Today, null);
        ReportTable table = CommitmentTable.Build(report, SomeTables.Meta);

        Assert.Equal("2 commitments, 0 of them waste money", table.Title);
        Assert.Equal(["sp-1", "sp-2"], table.Column("commitment"));
        Assert.Equal(["✓ OK", "? UNKNOWN"], table.Column("state"));
        Assert.Equal([30m, null], table.Column("netSaving"));
        Assert.Equal("? UNKNOWN", table.Total("state"));
        Assert.StartsWith("CG1461 ", table.Meta.Warnings[^1], StringComparison.Ordinal);
        Assert.Empty(table.ShortColumns!.Except(table.Columns.Select(column => column.Key)));
    }

    [Fact]
    public void Proposal_Nothing_SaysWhy()
    {
        var proposal = new PurchaseProposal { Scope = SomeCharges.Scope, Days = 3, IsHourly = true, Reason = CommitmentErrors.TooLittleUsage.At("EC2: 3 days with data.") };
        ReportTable table = CommitmentProposalTable.Build([proposal], SomeTables.Meta);

        Assert.Equal("Nothing to commit to", table.Title);
        Assert.Equal(["CG1464 EC2: 3 days with data."], table.Column("reason"));
        Assert.Equal([null], table.Column("savingPerMonth"));
        Assert.Empty(table.ShortColumns!.Except(table.Columns.Select(column => column.Key)));
    }

    [Fact]
    public void Expiry_SoonAndUnknown_HaveAState()
    {
        ReportTable table = CommitmentExpiryTable.Build(
            [new CommitmentExpiry("a", SomeCharges.Scope, "Savings Plan", Today.AddDays(20), 5m, 9m, null), new CommitmentExpiry("b", SomeCharges.Scope, null, null, 5m, null, CommitmentErrors.EndUnknown.At("x"))],
            Today, SomeTables.Meta);

        Assert.Equal(["! WITHIN 30 DAYS", "? UNKNOWN"], table.Column("state"));
        Assert.Equal([20L, null], table.Column("daysLeft"));
        Assert.Empty(table.ShortColumns!.Except(table.Columns.Select(column => column.Key)));
    }
}
