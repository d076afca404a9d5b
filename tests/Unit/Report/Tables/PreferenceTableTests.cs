using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Core.Subscriptions;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class PreferenceTableTests
{
    [Fact]
    public void Build_FileAndChoice_ShowsWhatHolds()
    {
        var preferences = new MailPreferences(
            [new ReaderPreferences { Address = "li@acme.test", Quiet = new QuietHours(new TimeOnly(20, 0), new TimeOnly(7, 0), true), File = "notifications/preferences/li.yaml" }],
            [new SubscriptionChoice("li@acme.test", SubscribedMail.Weekly, "monthly", "li@acme.test by link", new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero))]);

        ReportTable table = PreferenceTable.Build(preferences, preferences.Addresses, ReportMeta.NoMoney);

        Assert.Equal(["li@acme.test", "monthly", "yes", "yes", "20:00 to 07:00, weekends", "no", "yes", "notifications/preferences/li.yaml", "li@acme.test by link"], Assert.Single(table.Rows).Take(9));
    }
}
