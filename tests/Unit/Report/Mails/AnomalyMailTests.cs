using System.Text;
using System.Text.Json;
using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

/// <summary>The worked example of ux 3.4: RDS in prod-payments, usually 48 to 71 a day, now 190 since 8 November; data through the 14th.</summary>
public sealed class AnomalyMailTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 7, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Render_WorkedExample_SaysWhatTheSpecificationSays()
    {
        MailDraft mail = Render(Item(AlertNoticeKind.AnomalyOpened, Charted));

        Assert.Equal("Unusual cost: RDS, prod-payments, +131 USD a day since 8 Nov", mail.Subject);
        // 131 × 23 days from 8 to 30 November.
        Assert.Equal("Usually 48.00 to 71.00 USD a day, now 190. About +3,013 USD by month end if it stays.", MailChecks.Preheader(mail));
        // 131 × 7.
        Assert.Contains("+917.00", mail.Text, StringComparison.Ordinal);
        Assert.Equal("anomaly-alert", mail.Kind);
        Assert.Single(mail.Pictures);
        MailChecks.AllRules(mail);
        Golden.Equal("anomaly-rds.txt", mail.Text);
        Golden.Equal("anomaly-rds.html", mail.Html);
    }

    [Fact]
    public void Render_Causes_AddUpToTheImpact()
    {
        // Region a: +150 a day, region b: −19: together 131 over seven days, 917.
        var causes = new AnomalyCauses([new Dimension("region")], RootCauses.Rank([new CostPart(["eu-west-1"], 100m, 1_150m), new CostPart(["eu-west-2"], 313m, 180m)], 917m, 8), 1_330m);

        MailDraft mail = Render(Item(AlertNoticeKind.AnomalyOpened, Charted) with { Causes = causes });

        Assert.Matches(@"eu-west-1\s+1,150\.00\s+\+1,050\.00", mail.Text);
        Assert.Matches(@"All other\s+180\.00\s+-133\.00", mail.Text);
        Assert.Matches(@"Total\s+1,330\.00\s+\+917\.00", mail.Text);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public void Render_Over_IsResolvedAndAsksForNothing()
    {
        MailDraft mail = Render(Item(AlertNoticeKind.AnomalyOver, SomeAnomalies.Rds with { State = AnomalyState.Ended }));

        Assert.StartsWith("Resolved: RDS, prod-payments is usual again, +917 USD in all", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("anomaly resolve", mail.Text, StringComparison.Ordinal);
        Assert.Empty(mail.Pictures);
        // The end stands below the beginning.
        Assert.Equal(Render(Item(AlertNoticeKind.AnomalyOpened, Charted)).Thread, mail.Thread);
        Assert.NotNull(mail.Thread);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public void Render_RestatedAway_SaysSo()
    {
        MailDraft mail = Render(Item(AlertNoticeKind.AnomalyOver, null));

        Assert.Equal("Resolved: RDS, prod-payments is no longer unusual", mail.Subject);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public void Render_Moved_NamesWhereItCameFrom()
    {
        Anomaly fall = SomeAnomalies.Of("payments", "RDS", "old-account", 190m, 60m);
        MailDraft mail = Render(Item(AlertNoticeKind.AnomalyOver, SomeAnomalies.Rds with { MovedFrom = fall }));

        Assert.StartsWith("Resolved: RDS, prod-payments, from old-account only moved", mail.Text, StringComparison.Ordinal);
        // +917 here, −910 there.
        Assert.Contains("The cost left RDS, old-account of payments on the same days; net it is +7.00 USD.", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    /// <summary>What belongs to others is not named to a team: the account of a shared pool, the team that a cost left, an account among the causes.</summary>
    [Theory]
    [InlineData(AnomalyAlertKind.Opened)]
    [InlineData(AnomalyAlertKind.Moved)]
    [InlineData(AnomalyAlertKind.RestatedAway)]
    public void Render_SharedAccountAndOtherTeam_AreNotNamed(AnomalyAlertKind kind)
    {
        Anomaly moved = SomeAnomalies.Rds with { MovedFrom = SomeAnomalies.Of("secret-team", "RDS", "secret-account", 190m, 60m) };
        var causes = new AnomalyCauses([new Dimension("subAccountId")], RootCauses.Rank([new CostPart(["prod-payments"], 100m, 1_150m)], 917m, 8), 1_330m);
        AnomalyAlertItem item = kind switch
        {
            AnomalyAlertKind.Opened => Item(AlertNoticeKind.AnomalyOpened, Charted) with { Causes = causes },
            AnomalyAlertKind.Moved => Item(AlertNoticeKind.AnomalyOver, moved),
            _ => Item(AlertNoticeKind.AnomalyOver, null),
        };

        MailDraft mail = Render(item with { Teams = new HashSet<string> { "payments" }, Accounts = new HashSet<string?> { "own-account" } });

        Assert.Contains("RDS, (shared)", mail.Subject, StringComparison.Ordinal);
        foreach (string part in (string[])[mail.Subject, mail.Text, mail.Html])
        {
            Assert.DoesNotContain("prod-payments", part.Replace(SomeAnomalies.Rds.Id, "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("secret", part, StringComparison.Ordinal);
        }

        MailChecks.AllRules(mail);
    }

    public enum AnomalyAlertKind
    {
        Opened,
        Moved,
        RestatedAway,
    }

    [Fact]
    public void Render_SeveralAndABudget_AreOneMail()
    {
        MailDraft two = Render(Item(AlertNoticeKind.AnomalyOpened, Charted), Item(AlertNoticeKind.AnomalyGrew, Charted) with { TeamTitle = "Data" });
        Assert.Equal("2 anomalies: Payments, Data", two.Subject);
        Assert.Contains("Grows: RDS, prod-payments, +917 USD so far since 8 Nov", two.Text, StringComparison.Ordinal);
        Assert.Empty(two.Pictures);
        MailChecks.AllRules(two);
    }

    [Fact]
    public void Webhook_Anomaly_SaysTheMailsLines()
    {
        CostGuardConfiguration configuration = WorkedExample.Input().Configuration with { Webhooks = [new WebhookConfig { Name = "bus", Format = WebhookFormat.Standard, Url = new AuthValue("https://hooks.acme.test", null) }] };
        AlertItem item = Item(AlertNoticeKind.AnomalyOpened, Charted).Alert;

        OutboxMessage message = new HookWriter(new MailSettings("1", null, null)).Message(new AlertContext(WorkedExample.Input().Snapshot, configuration, Monday), new AlertLetter("webhook:bus", [item]));

        JsonElement body = JsonDocument.Parse(Encoding.UTF8.GetString(message.Mime)).RootElement, data = body.GetProperty("data");
        Assert.Equal("anomaly.opened", body.GetProperty("type").GetString());
        Assert.Equal(("917", "413", "1330", "medium"), (data.GetProperty("impact").GetString(), data.GetProperty("expected").GetString(), data.GetProperty("actual").GetString(), data.GetProperty("severity").GetString()));
        Assert.Equal("Unusual cost: RDS, prod-payments, +131 USD a day since 8 Nov", data.GetProperty("text")[0].GetString());
    }

    /// <summary>The digest names what waits: the child's cost too, not another team's, and nothing that somebody closed.</summary>
    [Fact]
    public async Task Weekly_OpenAnomalies_AreNamed()
    {
        MailInput input = WorkedExample.Input(WorkedExample.Status("payments", 48_000m, 23_610m, 52_135.71m, CostGuard.Core.Budgets.BudgetState.AtRisk)) with
        {
            Unusual = [SomeAnomalies.Rds, SomeAnomalies.Of("data", "EC2", "lab", 10m, 500m), SomeAnomalies.Of("payments", "S3", "prod-payments", 10m, 500m, AnomalyState.Expected)],
        };

        WeeklyTeamModel model = await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Payments, TestContext.Current.CancellationToken);

        Assert.Equal([$"Unusual: RDS, prod-payments, +131 USD a day since Sun 8 Nov. Where it comes from: costguard anomaly show {SomeAnomalies.Rds.Id}."], model.Unusual);
        MailDraft mail = WeeklyTeamMail.Render(model);
        Assert.Contains(model.Unusual[0], mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    /// <summary>The worked example.</summary>
    internal static MailDraft Example() => Render(Item(AlertNoticeKind.AnomalyOpened, Charted));

    /// <summary>Thirty days: 23 usual ones around 59, then the seven of the example.</summary>
    private static Anomaly Charted => SomeAnomalies.Rds with
    {
        Course = [.. Enumerable.Range(0, 23).Select(i => new JudgedDay(SomeAnomalies.Start.AddDays(i - 23), 55 + (i % 7), 59, 48, 71, 0.5, 5, SeriesKind.Steady)), .. SomeAnomalies.Rds.Event.Days],
    };

    private static AnomalyAlertItem Item(AlertNoticeKind kind, Anomaly? anomaly) => new()
    {
        Alert = new AlertItem(
            new AlertNotice { Key = $"{kind}", Reader = "payments-lead@acme.test", Budget = $"anomaly|{SomeAnomalies.Rds.Scope.Key}", Period = SomeAnomalies.Start, Kind = kind, Thresholds = ["anomaly"], At = Monday },
            null, null, [])
        { Anomaly = anomaly },
        TeamTitle = "Payments",
        Causes = null,
        Why = "you are named under budgetAlerts of team payments (teams/payments.yaml)",
    };

    private static MailDraft Render(params AnomalyAlertItem[] items) => BudgetAlertMail.Render(new BudgetAlertModel
    {
        Reader = "payments-lead@acme.test",
        Company = "Acme",
        Snapshot = new SnapshotId("1f2e3d4c5b6a"),
        AsOf = Monday,
        Through = new DateOnly(2026, 11, 14),
        Items = [],
        Anomalies = items,
        StaleWarning = null,
        Settings = WorkedExample.Input().Settings,
    });
}
