using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class OutboxTableTests
{
    [Fact]
    public void Build_UncertainMail_IsNotCalledSent()
    {
        ReportTable table = OutboxTable.Build([Message(DeliveryState.Sent), Message(DeliveryState.Uncertain)], SomeTables.Meta);

        Assert.Equal(["✓ SENT", "? DELIVERY UNKNOWN"], table.Column("state"));
        Assert.Equal("1 of 2 mails sent, 1 with delivery unknown", table.Title);
        Assert.NotNull(table.Footnote);
    }

    [Fact]
    public void Build_OnATerminal_FourColumnsFit()
    {
        ReportTable table = OutboxTable.Build([Message(DeliveryState.Sent)], SomeTables.Meta);

        Assert.Equal(["subject", "to", "state", "queuedAt"], table.ShortColumns);
        Assert.Equal(11, table.Columns.Count);
        Assert.All(table.Rows, row => Assert.Equal(11, row.Count));
    }

    private static OutboxMessage Message(DeliveryState state) => new()
    {
        Key = $"key-{state}",
        MessageId = "id@example.com",
        Kind = "weekly-team",
        Subject = "Payments is at risk",
        To = ["a@example.com", "b@example.com"],
        Mime = [],
        Snapshot = new SnapshotId("0123456789ab"),
        QueuedAt = new DateTimeOffset(2026, 11, 16, 6, 0, 0, TimeSpan.Zero),
        State = state,
    };
}
