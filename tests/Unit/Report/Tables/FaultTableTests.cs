using CostGuard.Core.Faults;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class FaultTableTests
{
    [Fact]
    public void Build_OneBrokenOneWell_CountsAndHidesWhatIsOver()
    {
        var since = new DateTimeOffset(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
        ReportTable table = FaultTable.Build(
        [
            new Fault { Subject = "connection:acme-aws", State = FaultState.Failing, Since = since, Attempts = 3, Code = "CG1102", Message = "denied" },
            new Fault { Subject = "connection:acme-azure", Since = since, Attempts = 2, Code = "CG1103", Message = "old" },
        ], ReportMeta.NoMoney);

        Assert.Equal("1 of 2 is broken", table.Title);
        int state = table.Columns.ToList().FindIndex(column => column.Key == "state"), code = table.Columns.ToList().FindIndex(column => column.Key == "code");
        Assert.Equal(["▲ BROKEN", "✓ OK"], table.Rows.Select(row => row[state]));
        Assert.Equal(["CG1102", null], table.Rows.Select(row => row[code]));
    }
}
