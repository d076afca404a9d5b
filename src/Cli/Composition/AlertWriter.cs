using CostGuard.Core.Alerts;
using CostGuard.Core.Ports;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;

namespace CostGuard.Cli.Composition;

/// <summary>Brings Report's words about alerts to Publish's outbox.</summary>
public sealed class AlertWriter(BudgetAlertBuilder builder, IMailComposer composer, HookWriter hooks, PersonalMails? personal = null) : IAlertWriter
{
    public async Task<OutboxMessage> MailAsync(AlertContext context, AlertLetter letter, CancellationToken cancellationToken)
    {
        if (WebhookEvents.IsEndpoint(letter.Reader)) return hooks.Message(context, letter);
        MailDraft mail = BudgetAlertMail.Render(await builder.BuildAsync(context, letter, cancellationToken).ConfigureAwait(false));
        if (personal is not null) mail = PersonalParts.As(mail, (await personal.PreferencesAsync(cancellationToken).ConfigureAwait(false)).Of(letter.Reader));
        return composer.Compose(mail, context.AsOf);
    }
}
