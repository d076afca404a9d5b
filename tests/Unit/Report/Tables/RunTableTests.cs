using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class RunTableTests
{
    [Fact]
    public void Build_Runs_SayTheirStateInWords()
    {
        var due = new DateTimeOffset(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
        ReportTable table = RunTable.Build(
            [new RunRecord(2, "daily", due, due, null, RunState.Running, false, null), new RunRecord(1, "daily", due, due, due, RunState.Partial, true, "3 of 4")],
            SomeTables.Meta);

        Assert.Equal(["… RUNNING", "! PARTIAL"], table.Column("state"));
        Assert.Equal([null, "late"], table.Column("late"));
        Assert.Equal("2 runs, 1 failed or partial", table.Title);
        Assert.Equal(["name", "dueAt", "state", "late", "detail"], table.ShortColumns);
    }
}
