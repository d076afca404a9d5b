using System.Text.Json;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Publish;
using CostGuard.Unit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Script = CostGuard.Integration.Mail.ScriptedSmtpServer.Script;

namespace CostGuard.Integration.Mail;

/// <summary>Case X10: what a message is after each of four scripted servers. With the real outbox.</summary>
public sealed class SmtpScriptTests : IDisposable
{
    private readonly HomeFolder _home = new(Directory.CreateTempSubdirectory("costguard-smtp").FullName);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 16, 6, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Expected(string script, string figure)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "X10-smtp-uncertain", "expected.json")));
        return expected.RootElement.GetProperty("expect").GetProperty(script).GetProperty(figure).GetInt32();
    }

    [Fact]
    public async Task Deliver_LostAfterTheBody_UncertainAndNeverSentAgainByItself()
    {
        await using var server = new ScriptedSmtpServer(new Script(AfterBody: "close"), new Script());
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, Draft("a@acme.test"));

        await delivery.DeliverAsync(Token);
        _clock.Advance(TimeSpan.FromDays(2));
        await delivery.RecoverAsync(Token);
        await delivery.DeliverAsync(Token);

        Assert.Equal(Expected("after-data", "bodies_received_by_server"), server.Bodies.Count);
        Assert.Equal(DeliveryState.Uncertain, (await outbox.FindAsync(key, Token))!.State);

        Assert.True(await delivery.ResendAsync(key, Token));
        await delivery.DeliverAsync(Token);
        Assert.Equal(2, server.Bodies.Count);
        Assert.Equal(MessageId(server.Bodies[0]), MessageId(server.Bodies[1]));
        Assert.Equal(DeliveryState.Sent, (await outbox.FindAsync(key, Token))!.State);
    }

    [Fact]
    public async Task Deliver_421AtMail_SentOnASecondConnection()
    {
        await using var server = new ScriptedSmtpServer(new Script(Mail: "421 4.3.2 closing"), new Script());
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, Draft("a@acme.test"));

        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Later);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Sent);

        Assert.Equal((Expected("421-at-mail", "connections"), Expected("421-at-mail", "messages_accepted")), (server.Connections, server.Bodies.Count));
        Assert.Equal(DeliveryState.Sent, (await outbox.FindAsync(key, Token))!.State);
    }

    [Fact]
    public async Task Deliver_OneRecipientRefused_PartlySentAndOnlyThatOneNamed()
    {
        await using var server = new ScriptedSmtpServer(new Script(Refused: "b@acme.test"), new Script());
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, Draft("a@acme.test", "b@acme.test"));

        await delivery.DeliverAsync(Token);
        _clock.Advance(TimeSpan.FromDays(1));
        await delivery.DeliverAsync(Token);

        OutboxMessage message = (await outbox.FindAsync(key, Token))!;
        Assert.Equal(DeliveryState.PartlySent, message.State);
        Assert.Contains("b@acme.test: 550", message.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("a@acme.test", message.Detail, StringComparison.Ordinal);
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task Deliver_LargerThanTheServerTakes_NeverSentWholeButWithALink()
    {
        await using var server = new ScriptedSmtpServer(new Script(Ehlo: "250 SIZE 1000"));
        MailDraft draft = Draft("a@acme.test") with { Attachments = [new MailPart("costs.xlsx", "application/octet-stream", new byte[3500], "data/out/costs.xlsx")] };
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, draft);

        await delivery.DeliverAsync(Token);

        OutboxMessage message = (await outbox.FindAsync(key, Token))!;
        Assert.True(message.Mime.Length > 5000);
        Assert.Equal(DeliveryState.Sent, message.State);
        Assert.StartsWith("sent with link", message.Detail, StringComparison.Ordinal);
        string body = Assert.Single(server.Bodies);
        Assert.True(body.Length <= 1000, $"{body.Length}");
        Assert.Contains("data/out/costs.xlsx", body.Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(message.MessageId, body, StringComparison.Ordinal);
    }

    /// <summary>A server that knows one of two readers not yet: both get the message once, some minutes later.</summary>
    [Fact]
    public async Task Deliver_OneRecipientGreylisted_ComesAgainWithTheWholeMessage()
    {
        await using var server = new ScriptedSmtpServer(new Script(Later: "b@acme.test"), new Script());
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, Draft("a@acme.test", "b@acme.test"));

        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Later);
        Assert.Empty(server.Bodies);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Sent);

        Assert.Single(server.Bodies);
        Assert.Equal(DeliveryState.Sent, (await outbox.FindAsync(key, Token))!.State);
    }

    /// <summary>One who is never accepted does not keep it from the others for ever.</summary>
    [Fact]
    public async Task Deliver_OneRecipientNeverAccepted_GoesToTheOthers()
    {
        var never = new Script(Later: "b@acme.test");
        await using var server = new ScriptedSmtpServer(never, never, never, never);
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, Draft("a@acme.test", "b@acme.test"));

        for (int i = 0; i < 4; i++)
        {
            await delivery.DeliverAsync(Token);
            _clock.Advance(TimeSpan.FromMinutes(20));
        }

        Assert.Single(server.Bodies);
        Assert.Equal(DeliveryState.PartlySent, (await outbox.FindAsync(key, Token))!.State);
    }

    [Fact]
    public async Task Deliver_PermanentRefusal_FailsAtOnce()
    {
        await using var server = new ScriptedSmtpServer(new Script(AfterBody: "554 5.7.1 spam"), new Script());
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, Draft("a@acme.test"));
        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Failed);
        Assert.Contains("554", (await outbox.FindAsync(key, Token))!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deliver_EveryRecipientRefused_FailedAndNothingHandedOver()
    {
        await using var server = new ScriptedSmtpServer(new Script(Refused: "@acme.test"), new Script());
        (OutboxDelivery delivery, _, _) = await QueuedAsync(server, Draft("a@acme.test"));
        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Failed);
        Assert.Empty(server.Bodies);
    }

    [Fact]
    public async Task Deliver_ProcessDiedBetweenAcceptAndAnswer_OneBodyAndUncertain()
    {
        await using var server = new ScriptedSmtpServer(new Script(), new Script());
        (OutboxDelivery delivery, IOutbox outbox, string key) = await QueuedAsync(server, Draft("a@acme.test"));
        OutboxMessage taken = (await outbox.TakeAsync(_clock.GetUtcNow(), Token))!;
        await new SmtpTransport(Options(server)).SendAsync(taken, async token => Assert.True(await outbox.HandOverAsync(key, _clock.GetUtcNow(), token)), Token); // and the process ends here: the answer is never written down

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await delivery.RecoverAsync(Token));
        await delivery.DeliverAsync(Token);

        Assert.Single(server.Bodies);
        Assert.Equal(DeliveryState.Uncertain, (await outbox.FindAsync(key, Token))!.State);
    }

    [Fact]
    public async Task Deliver_TlsRequiredButNotOffered_StaysQueuedAndNothingIsSaid()
    {
        await using var server = new ScriptedSmtpServer(new Script());
        MailOptions options = Options(server);
        options.Tls = MailTls.Require;
        SendResult result = await new SmtpTransport(options).SendAsync(new MimeComposer(options).Compose(Draft("a@acme.test"), _clock.GetUtcNow()), Token);
        Assert.Equal(DeliveryState.Queued, result.State);
        Assert.StartsWith("CG4003", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deliver_RecipientOutsideTheAllowedDomains_IsLeftOut()
    {
        await using var server = new ScriptedSmtpServer(new Script());
        MailOptions options = Options(server, "acme.test");
        SendResult result = await new SmtpTransport(options).SendAsync(new MimeComposer(options).Compose(Draft("a@acme.test", "x@example.test"), _clock.GetUtcNow()), Token);
        Assert.Equal(DeliveryState.PartlySent, result.State);
        Assert.Contains("x@example.test: CG4005", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => command.Contains("x@example.test", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_home.Path, recursive: true);
    }

    private static string MessageId(string body) => body.Split('\n').Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));

    private static MailOptions Options(ScriptedSmtpServer server, params string[] domains) =>
        new() { Host = "127.0.0.1", Port = server.Port, Tls = MailTls.None, From = "costguard@acme.test", TimeoutSeconds = 30, AllowedDomains = [.. domains] };

    private static MailDraft Draft(params string[] to) => new()
    {
        Kind = "finance",
        About = "all",
        Period = "2025-06",
        Snapshot = new SnapshotId("1f2e3d4c5b6a"),
        FromName = "CostGuard",
        To = to,
        Subject = "Jun 2025 preliminary",
        Html = "<html><body><p>1,234.00</p></body></html>",
        Text = "1,234.00\n",
    };

    private async Task<(OutboxDelivery Delivery, IOutbox Outbox, string Key)> QueuedAsync(ScriptedSmtpServer server, MailDraft draft)
    {
        MailOptions options = Options(server);
        var outbox = new Outbox(new StateDbFactory(_home));
        OutboxMessage message = new MimeComposer(options).Compose(draft, _clock.GetUtcNow());
        Assert.True(await outbox.EnqueueAsync(message, Token));
        return (new OutboxDelivery(outbox, new SmtpTransport(options), options, _clock, NullLogger<OutboxDelivery>.Instance), outbox, message.Key);
    }
}
