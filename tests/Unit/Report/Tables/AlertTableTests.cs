using CostGuard.Core.Alerts;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class AlertTableTests
{
    private static readonly ThresholdAlert Passed = new() { Budget = "payments-monthly", Period = new(2026, 11, 1), Threshold = "actual 0.8", State = AlertState.Triggered, Entry = 1 };

    [Fact]
    public void Build_CountsWhatWaits()
    {
        ReportTable table = AlertTable.Build([Passed, Passed with { Threshold = "actual 0.5", State = AlertState.Acknowledged, Note = "li" }], ReportMeta.NoMoney);

        Assert.Equal("1 alert waits for somebody to acknowledge", table.Title);
        Assert.Equal(["▲ PASSED", "✓ ACKNOWLEDGED"], table.Rows.Select(row => row[3]));
        Assert.NotNull(table.Footnote);
    }

    [Fact]
    public void Build_Nothing_SaysSo() => Assert.Equal("No threshold of a budget has been passed", AlertTable.Build([], ReportMeta.NoMoney).Title);
}
