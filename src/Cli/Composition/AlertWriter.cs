using CostGuard.Core.Alerts;
using CostGuard.Core.Ports;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;

namespace CostGuard.Cli.Composition;

/// <summary>Brings Report's words about alerts to Publish's outbox.</summary>
public sealed class AlertWriter(BudgetAlertBuilder builder, IMailComposer composer, HookWriter hooks) : IAlertWriter
{
    public async Task<OutboxMessage> MailAsync(AlertContext context, AlertLetter letter, CancellationToken cancellationToken) => WebhookEvents.IsEndpoint(letter.Reader)
        ? hooks.Message(context, letter)
        : composer.Compose(BudgetAlertMail.Render(await builder.BuildAsync(context, letter, cancellationToken).ConfigureAwait(false)), context.AsOf);
}
