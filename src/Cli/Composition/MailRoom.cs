using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Publish;
using CostGuard.Report.Mails;

namespace CostGuard.Cli.Composition;

/// <summary>Brings Report's mails to Publish's outbox: the one place that knows both.</summary>
public sealed class MailRoom(MailContentBuilder content, IMailComposer composer, IOutbox outbox, OutboxDelivery delivery, ISnapshotStore snapshots, MailSettings settings) : IMailRoom
{
    /// <summary>The mails of a context, not yet queued.</summary>
    public async Task<IReadOnlyList<MailDraft>> DraftAsync(
        ReportContext context, MailKinds kinds, IReadOnlyList<FinishedReport> attachments, string? onlyTeam, CancellationToken cancellationToken)
    {
        var input = new MailInput(context.Snapshot, context.Configuration, context.Budgets, context.AsOf, settings);
        var drafts = new List<MailDraft>();
        if (kinds.HasFlag(MailKinds.WeeklyTeam))
        {
            foreach (TeamConfig team in context.Configuration.Teams.Where(team => onlyTeam is null || team.Id.Value == onlyTeam))
                drafts.Add(WeeklyTeamMail.Render(await content.WeeklyAsync(input, team, cancellationToken).ConfigureAwait(false)));
        }

        if (kinds.HasFlag(MailKinds.Finance))
            drafts.Add(FinanceMail.Render(await content.FinanceAsync(input, context.Period, await EarlierAsync(cancellationToken).ConfigureAwait(false), Workbook(context, attachments), cancellationToken).ConfigureAwait(false)));
        return drafts;
    }

    public async Task<IReadOnlyList<QueuedMail>> QueueAsync(
        ReportContext context, MailKinds kinds, IReadOnlyList<FinishedReport> attachments, CancellationToken cancellationToken)
    {
        var queued = new List<QueuedMail>();
        foreach (MailDraft draft in await DraftAsync(context, kinds, attachments, null, cancellationToken).ConfigureAwait(false))
        {
            // A mail without a reader is made for nobody; the configuration decides who gets one.
            if (draft.To.Count == 0) continue;
            OutboxMessage message = composer.Compose(draft, context.AsOf);
            queued.Add(new QueuedMail(message.Key, message.Subject, message.To, await outbox.EnqueueAsync(message, cancellationToken).ConfigureAwait(false)));
        }

        return queued;
    }

    public async Task<Deliveries> DeliverAsync(CancellationToken cancellationToken)
    {
        await delivery.RecoverAsync(cancellationToken).ConfigureAwait(false);
        DeliverySummary summary = await delivery.DeliverAsync(cancellationToken).ConfigureAwait(false);
        return new Deliveries(summary.Sent, summary.PartlySent, summary.Uncertain, summary.Failed, summary.Later);
    }

    /// <summary>The snapshot of the last finance report that went out, so that this one can name what was restated since.</summary>
    private async Task<Snapshot?> EarlierAsync(CancellationToken cancellationToken)
    {
        OutboxMessage? last = (await outbox.ListAsync(1_000, cancellationToken).ConfigureAwait(false)).FirstOrDefault(message => message.Kind == FinanceMail.Kind);
        return last is null ? null : await snapshots.FindAsync(last.Snapshot.Value, cancellationToken).ConfigureAwait(false);
    }

    private static MailPart? Workbook(ReportContext context, IReadOnlyList<FinishedReport> attachments)
    {
        FinishedReport? workbook = attachments.FirstOrDefault(file => file.Name.EndsWith(".xlsx", StringComparison.Ordinal));
        return workbook is null ? null : new MailPart(
            workbook.Name,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            File.ReadAllBytes(workbook.Path),
            Path.GetRelativePath(context.Configuration.Home.Path, workbook.Path));
    }
}
