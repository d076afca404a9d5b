using System.Text;
using System.Text.Json;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;
using CostGuard.Unit.Core;
using CostGuard.Unit.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Hooks;

/// <summary>The worked example of ux 1.4: chat text is the mail's first two lines.</summary>
public sealed class HookWriterTests
{
    private static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 7, 5, 0, TimeSpan.Zero);
    private const string First = "Payments passed 80% of Nov budget: 39.7k of 48.0k USD";
    private const string Second = "Payments has used 39,656 of 48,000 USD (82.6 %) with 76.7 % of November gone. The forecast for November is 52,136, 4,136 over budget (likely 50,900 to 53,400).";

    [Fact]
    public void Message_Standard_HasExactMoneySnapshotAndTheMailsLines()
    {
        OutboxMessage message = Write(WebhookFormat.Standard);
        JsonElement body = Body(message), data = body.GetProperty("data");

        Assert.Equal("budget.threshold_crossed", body.GetProperty("type").GetString());
        Assert.Equal("2026-11-24T07:05:00Z", body.GetProperty("timestamp").GetString());
        Assert.Equal(("39655.71", "48000", "52135.71"), (Text(data, "actual"), Text(data, "amount"), Text(data, "forecastAtEnd")));
        Assert.Equal(("payments", "USD", "2026-11-01", "2026-12-01"), (Text(data, "team"), Text(data, "currency"), Text(data, "periodStart"), Text(data, "periodEnd")));
        Assert.Equal(Lines(), data.GetProperty("text").EnumerateArray().Select(line => line.GetString()));
        Assert.Equal(Text(data, "snapshot"), message.Snapshot.Value);
        Assert.StartsWith("msg_", message.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_SlackAndTeams_SayTheMailsLines()
    {
        JsonElement slack = Body(Write(WebhookFormat.Slack)), teams = Body(Write(WebhookFormat.Teams));

        Assert.Equal(Lines(), slack.GetProperty("blocks").EnumerateArray().Take(2).Select(block => block.GetProperty("text").GetProperty("text").GetString()));
        JsonElement card = teams.GetProperty("attachments")[0].GetProperty("content");
        Assert.Equal(Lines(), card.GetProperty("body").EnumerateArray().Take(2).Select(block => block.GetProperty("inlines")[0].GetProperty("text").GetString()));
        Assert.Equal("AdaptiveCard", Text(card, "type"));
    }

    [Fact]
    public void Message_MarkUpInANameOfATeam_StaysText()
    {
        JsonElement slack = Body(Write(WebhookFormat.Slack, title: "<!channel> *R&D*"));

        Assert.StartsWith("&lt;!channel&gt; *R&amp;D* passed", Text(slack, "text"), StringComparison.Ordinal);
        Assert.False(slack.GetProperty("mrkdwn").GetBoolean());
        Assert.All(slack.GetProperty("blocks").EnumerateArray().Where(block => block.TryGetProperty("text", out _)), block => Assert.Equal("plain_text", block.GetProperty("text").GetProperty("type").GetString()));
    }

    [Fact]
    public void Message_SameNotice_SameIdOnEveryMachineAndAnotherForAnotherEndpoint()
    {
        Assert.Equal(Write(WebhookFormat.Standard).MessageId, Write(WebhookFormat.Standard).MessageId);
        Assert.NotEqual(Write(WebhookFormat.Standard).MessageId, Write(WebhookFormat.Standard, name: "other").MessageId);
    }

    [Fact]
    public void Wants_EventsAndTeams_AreFilters()
    {
        WebhookConfig endpoint = Endpoint(WebhookFormat.Standard, "bus") with { Events = ["budget.threshold_crossed"], Teams = ["payments"] };

        Assert.True(endpoint.Wants("budget.threshold_crossed", "payments"));
        Assert.False(endpoint.Wants("budget.recovered", "payments"));
        Assert.False(endpoint.Wants("budget.threshold_crossed", "data"));
        Assert.False(endpoint.Wants("data.stale", null));
    }

    // The subject is cut to 60 characters in the mail; the title and the chat are not.
    private static string[] Lines() => [First, Second];

    private static OutboxMessage Write(WebhookFormat format, string name = "bus", string title = "Payments")
    {
        CostGuardConfiguration configuration = SomeConfiguration.Of() with
        {
            Teams = [new TeamConfig { Id = new TeamId("payments"), Title = title, Owner = "lead@acme.test", EffectiveFrom = BillingPeriod.Month(2026, 1) }],
            Webhooks = [Endpoint(format, name)],
        };
        BudgetStatus status = WorkedExample.Status("payments", 48_000m, 39_655.71m, 51_724.84m, BudgetState.AtRisk) with { Through = new DateOnly(2026, 11, 23), ElapsedShare = 23m / 30m };
        var notice = new AlertNotice { Key = "payments|2026-11-01|actual 0.8|Crossed|1", Reader = WebhookEvents.ReaderOf(name), Budget = status.Budget.Name, Period = status.Days.Start, Kind = AlertNoticeKind.Crossed, Thresholds = ["actual 0.8"], At = Tuesday };
        var letter = new AlertLetter(notice.Reader, [new AlertItem(notice, status, new BudgetOutlook(52_135.71m, 50_900m, 53_400m, 400), [])]);
        return new HookWriter(new MailSettings("1.0.0", null, null) { Pages = new Uri("https://costguard.acme.test") }).Message(new AlertContext(WorkedExample.Input().Snapshot, configuration, Tuesday), letter);
    }

    private static WebhookConfig Endpoint(WebhookFormat format, string name) => new() { Name = name, Format = format, Url = new AuthValue("https://hooks.acme.test/in", null) };

    private static JsonElement Body(OutboxMessage message) => JsonDocument.Parse(Encoding.UTF8.GetString(message.Mime)).RootElement;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
