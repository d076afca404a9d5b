using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class WebhookTableTests
{
    [Fact]
    public void Build_SecretAddress_IsNamedByItsPlaceOnly()
    {
        WebhookConfig slack = new() { Name = "finops-chat", Format = WebhookFormat.Slack, Url = new AuthValue(null, "env:SLACK_URL") };
        WebhookConfig bus = new() { Name = "bus", Format = WebhookFormat.Standard, Url = new AuthValue("https://hooks.acme.test/in?token=abc", null) };

        ReportTable table = WebhookTable.Build([slack, bus], [], new HashSet<string> { WebhookEvents.ReaderOf("bus") }, SomeTables.Meta);

        Assert.Equal(["from env:SLACK_URL", "hooks.acme.test"], table.Column("host"));
        Assert.Equal(["– NOTHING SENT YET", "▲ LEFT ALONE"], table.Column("state"));
    }
}
