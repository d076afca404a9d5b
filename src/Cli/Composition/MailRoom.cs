using CostGuard.Core.Actions;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Publish;
using CostGuard.Report.Mails;

namespace CostGuard.Cli.Composition;

/// <summary>Brings Report's mails to Publish's outbox: the one place that knows both.</summary>
public sealed class MailRoom(MailContentBuilder content, IMailComposer composer, IOutbox outbox, OutboxDelivery delivery, ISnapshotStore snapshots, MailSettings settings, AnomalyService? anomalies = null, FinanceFacts? facts = null, PersonalMails? personal = null, FollowUp? savings = null) : IMailRoom
{
    private const int UnusualDays = AnomalyService.UsualDays;
    private const int MessagesSearched = 1_000;

    /// <summary>The mails of a context, not yet queued.</summary>
    public async Task<IReadOnlyList<MailDraft>> DraftAsync(
        ReportContext context, MailOrder order, IReadOnlyList<FinishedReport> attachments, CancellationToken cancellationToken)
    {
        SavingsOverview? found = savings is null || order.Kinds == MailKinds.None ? null
            : await savings.ReadForMailAsync(context.Snapshot, context.Configuration, DateOnly.FromDateTime(context.AsOf.UtcDateTime), cancellationToken).ConfigureAwait(false);
        var input = new MailInput(context.Snapshot, context.Configuration, context.Budgets, context.AsOf, settings) { StaleBanner = order.StaleBanner, Savings = found };
        var drafts = new List<MailDraft>();
        if (order.Kinds.HasFlag(MailKinds.WeeklyTeam))
        {
            TeamConfig[] teams = [.. context.Configuration.Teams.Where(team => order.Teams.Count == 0 || order.Teams.Contains(team.Id))];
            string[] about = [.. teams.Select(team => team.Id.Value)];
            IReadOnlyList<Anomaly> unusual = anomalies is null ? [] : await anomalies.FindAsync(context.Snapshot, context.Configuration, UnusualDays, null, context.AsOf, cancellationToken).ConfigureAwait(false);
            MailInput weekly = input with { Unusual = unusual, Earlier = await EarlierAsync(context, WeeklyTeamMail.Kind, about, cancellationToken).ConfigureAwait(false) };
            drafts.AddRange(await WeeklyAsync(weekly, teams, cancellationToken).ConfigureAwait(false));
        }

        if (order.Kinds.HasFlag(MailKinds.Finance))
        {
            MailInput finance = input with
            {
                Closing = facts is null ? null : await facts.ReadAsync(context, cancellationToken).ConfigureAwait(false),
                Files = [.. Others(context, attachments)],
                Earlier = await EarlierAsync(context, FinanceMail.Kind, [FinanceMail.About], cancellationToken).ConfigureAwait(false),
            };
            drafts.Add(FinanceMail.Render(await content.FinanceAsync(finance, context.Period, Workbook(context, attachments), cancellationToken).ConfigureAwait(false)));
        }

        if (order.IsLatePack) drafts = [.. drafts.Select(draft => draft with { Period = $"{draft.Period}-pack", Subject = $"With its review pack: {draft.Subject}" })];
        if (order.Due is { } due) drafts = [.. drafts.Select(draft => IsOfClosing(draft, context) ? draft : draft with { Due = due })];
        if (personal is null) return drafts;
        var own = new List<MailDraft>();
        foreach (MailDraft draft in drafts) own.AddRange(await personal.OfAsync(draft, context.AsOf, cancellationToken).ConfigureAwait(false));
        return own;
    }

    public async Task<IReadOnlyList<QueuedMail>> QueueAsync(
        ReportContext context, MailOrder order, IReadOnlyList<FinishedReport> attachments, CancellationToken cancellationToken)
    {
        var queued = new List<QueuedMail>();
        foreach (MailDraft draft in await DraftAsync(context, order, attachments, cancellationToken).ConfigureAwait(false))
        {
            // A mail without a reader is made for nobody; the configuration decides who gets one.
            if (draft.To.Count == 0) continue;
            // Who got it together with others before they said how they want it has got it.
            if (draft.Shared is { } shared && await outbox.FindAsync(shared, cancellationToken).ConfigureAwait(false) is { } before && before.To.Contains(draft.To[0], StringComparer.OrdinalIgnoreCase)) continue;
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

    // The final report goes out when the month is closed; the schedule that comes later finds it sent.
    private static bool IsOfClosing(MailDraft draft, ReportContext context) =>
        draft.Kind == FinanceMail.Kind && context.Configuration.Closed.Any(closing => closing.Period == context.Period);

    private async Task<IReadOnlyList<MailDraft>> WeeklyAsync(MailInput input, TeamConfig[] teams, CancellationToken cancellationToken)
    {
        var models = new Dictionary<TeamId, WeeklyTeamModel>();
        foreach (TeamConfig team in teams) models[team.Id] = await content.WeeklyAsync(input, team, cancellationToken).ConfigureAwait(false);
        return [.. WeeklyReaders.Of(teams).Select(readers => readers.Teams.Count == 1
            ? WeeklyTeamMail.Render(models[readers.Teams[0].Id] with { To = readers.To })
            : WeeklyLeadMail.Render(readers.To[0], [.. readers.Teams.Select(team => models[team.Id])]))];
    }

    /// <summary>
    /// The data of the last mail of the kind about any of these, queued for an earlier moment, so that this one can name what was restated since.
    /// Mails of other teams, sent in their own time zone, do not count.
    /// </summary>
    private async Task<EarlierData?> EarlierAsync(ReportContext context, string kind, string[] about, CancellationToken cancellationToken)
    {
        OutboxMessage? last = (await outbox.ListAsync(MessagesSearched, cancellationToken).ConfigureAwait(false)).FirstOrDefault(message =>
            message.Kind == kind && message.QueuedAt < context.AsOf && message.Snapshot != context.Snapshot.Id && AboutOf(message.Key).Intersect(about).Any());
        Snapshot? earlier = await snapshots.BeforeAsync(context.Configuration, last?.QueuedAt, cancellationToken).ConfigureAwait(false);
        return earlier is null ? null : new EarlierData(earlier, last?.QueuedAt);
    }

    /// <summary>What stands between kind and period in a key: a team, or a reader and several teams.</summary>
    internal static string[] AboutOf(string key) => string.Join('/', key.Split('/')[1..^2]).Split('+');

    private static IEnumerable<MailPart> Others(ReportContext context, IReadOnlyList<FinishedReport> attachments) => attachments
        .Select(file => (File: file, MediaType: Path.GetExtension(file.Name) switch { ".csv" => "text/csv", ".pdf" => "application/pdf", ".html" => "text/html", _ => null }))
        .Where(each => each.MediaType is not null)
        .Select(each => new MailPart(each.File.Name, each.MediaType!, File.ReadAllBytes(each.File.Path), Path.GetRelativePath(context.Configuration.Home.Path, each.File.Path)));

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
