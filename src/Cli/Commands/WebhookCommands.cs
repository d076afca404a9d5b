using System.CommandLine;
using System.Text;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Publish;
using CostGuard.Report.Hooks;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard webhook list|test|deliveries|replay.</summary>
public static class WebhookCommands
{
    private const int MessagesShown = 1_000;

    public static Command Build(Verbs verbs)
    {
        var name = new Argument<string>("NAME") { Description = "Webhook name." };
        var some = new Argument<string?>("NAME") { Description = "Only this webhook.", Arity = ArgumentArity.ZeroOrOne };
        var key = new Argument<string>("KEY") { Description = "Key of the message, from 'costguard webhook deliveries -o csv'." };
        Option<bool> dryRun = GlobalOptions.DryRun();
        return Verbs.Group("webhook", "Programs and chat channels that are told what happens.",
        [
            verbs.Ask("list", "List the endpoints, and how their last messages fared.", [], ListAsync),
            verbs.Make("test", "Send a trial message; one that was left alone after a 410 is woken when it answers.", [name, dryRun], (session, cancellationToken) =>
                TestAsync(session, session.Arguments.GetValue(name)!, session.Arguments.GetValue(dryRun), cancellationToken)),
            verbs.Ask("deliveries", "Show messages and the answers to them.", [some], async (session, cancellationToken) =>
            {
                string? of = session.Arguments.GetValue(some);
                if (of is not null) _ = Find(session, of);
                OutboxMessage[] messages = [.. (await MessagesAsync(session, cancellationToken).ConfigureAwait(false)).Where(message => of is null || message.To[0] == WebhookEvents.ReaderOf(of))];
                await session.AnswerAsync(OutboxTable.Build(messages, ReportMeta.NoMoney, "message"), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Make("replay", "Send a message again, with the same id and bytes.", [key], async (session, cancellationToken) =>
            {
                string wanted = session.Arguments.GetValue(key)!;
                if (!wanted.StartsWith(WebhookEvents.OutboxKind + "/", StringComparison.Ordinal) || !await session.Room<OutboxDelivery>().ResendAsync(wanted, cancellationToken).ConfigureAwait(false))
                    throw new CostGuardException(8, WebhookErrors.Unknown.At($"There is no message '{wanted}' that can be sent again; see 'costguard webhook deliveries'."));
                await session.Room<OutboxDelivery>().DeliverAsync(cancellationToken).ConfigureAwait(false);
                OutboxMessage? after = await session.Room<IOutbox>().FindAsync(wanted, cancellationToken).ConfigureAwait(false);
                session.Screen.Line($"{wanted}: {after?.Detail}");
                return after?.State == DeliveryState.Sent ? 0 : 7;
            }),
        ]);
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<OutboxMessage> messages = await MessagesAsync(session, cancellationToken).ConfigureAwait(false);
        IReadOnlySet<string> alone = await session.Room<IRunHistory>().PausedAsync(cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(WebhookTable.Build(session.Configuration.Webhooks, messages, alone, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> TestAsync(Session session, string name, bool dryRun, CancellationToken cancellationToken)
    {
        WebhookConfig endpoint = Find(session, name);
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        OutboxMessage message = session.Room<HookWriter>().Trial(endpoint, snapshot.Id, session.Configuration.Company.Company, session.AsOf);
        var transport = session.Room<WebhookTransport>();
        if (dryRun)
        {
            using HttpRequestMessage request = transport.Request(endpoint, message);
            // The address may be a secret as a whole; host and headers are not.
            session.Screen.Line($"POST {(endpoint.Url.SecretRef is null ? request.RequestUri!.AbsoluteUri : $"{request.RequestUri!.GetLeftPart(UriPartial.Authority)}/…")}");
            foreach (KeyValuePair<string, IEnumerable<string>> header in request.Headers.Concat(request.Content!.Headers)) session.Screen.Line($"{header.Key}: {string.Join(", ", header.Value)}");
            session.Screen.Line($"\n{Encoding.UTF8.GetString(message.Mime)}");
            return 0;
        }

        SendResult result = await transport.TrialAsync(endpoint, message, cancellationToken).ConfigureAwait(false);
        if (result.State != DeliveryState.Sent) throw new CostGuardException(3, WebhookErrors.NotDelivered.At($"Webhook '{name}': {result.Detail}"));
        session.Screen.Line($"{name}: {result.Detail}, {message.MessageId}");
        return 0;
    }

    private static WebhookConfig Find(Session session, string name) => session.Configuration.Webhooks.FirstOrDefault(endpoint => endpoint.Name == name)
        ?? throw new CostGuardException(8, WebhookErrors.Unknown.At($"There is no webhook '{name}'. There are: {string.Join(", ", session.Configuration.Webhooks.Select(endpoint => endpoint.Name).DefaultIfEmpty("none"))}."));

    private static async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(Session session, CancellationToken cancellationToken) =>
        [.. (await session.Room<IOutbox>().ListAsync(MessagesShown, cancellationToken).ConfigureAwait(false)).Where(message => message.Kind == WebhookEvents.OutboxKind)];
}
