using System.Security.Cryptography;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Reviews;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>
/// What follows the close of a month: statements, its review, files, their hashes, mails and events. Each step is whole or not there, and the audit log says which are
/// done, so that a close whose process died is brought to its end by the same command, with the same bytes and one message each.
/// </summary>
internal static class PeriodFinish
{
    public const string CloseAction = "period close";
    private const string ReportAction = "period report", PublishAction = "period publish";
    private const int AuditShown = 200;

    /// <summary>The same command on a closed month: does what is left, and refuses (CG2707, exit code 9) when nothing is.</summary>
    public static async Task<int> AgainAsync(Session session, Closing closing, string by, CancellationToken cancellationToken)
    {
        IReadOnlyList<AuditEntry> audit = await session.Room<ICloseStore>().AuditAsync(closing.Period.ToString(), AuditShown, cancellationToken).ConfigureAwait(false);
        bool Lacks(string action) => !audit.TakeWhile(entry => entry.Action != CloseAction).Any(entry => entry.Action == action);
        bool lacksFiles = Lacks(ReportAction);
        // Only the log says that all is queued: each reader may have a mail of their own, and keys keep what is there from being queued twice.
        if (lacksFiles || (Lacks(PublishAction) && session.Room<ClosePack>().HasReaders))
        {
            Snapshot? snapshot = closing.Snapshot is { } id ? await session.Room<ISnapshotStore>().FindAsync(id.Value, cancellationToken).ConfigureAwait(false) : null;
            if (snapshot is null) throw new CostGuardException(9, CloseErrors.PinGone.At($"The snapshot of {closing.Period} is gone."));
            session.Screen.Line($"{closing.Period} is closed, version {Invariant.Text(closing.Version)}, and its {(lacksFiles ? "workbook was not finished" : "messages were not all queued")}: that is done now.");
            await RunAsync(session, snapshot, closing, by, lacksFiles, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        if (await SendAsync(session, closing, cancellationToken).ConfigureAwait(false) is not (> 0 and var sent)) throw new CostGuardException(9, CloseErrors.WrongState.At($"{closing.Period} is closed already."));
        session.Screen.Line($"{closing.Period} is closed, version {Invariant.Text(closing.Version)}, and not all had been sent: {Invariant.Text(sent)} {(sent == 1 ? "message" : "messages")} went out now.");
        return 0;
    }

    // Everything is queued; what a dead process did not bring to its reader is sent now. What else waits in the outbox goes out, too, and is nothing of this month.
    private static async Task<int> SendAsync(Session session, Closing closing, CancellationToken cancellationToken)
    {
        ClosePack pack = session.Room<ClosePack>();
        IReadOnlyDictionary<string, DeliveryState> before = await pack.MessagesAsync(closing, cancellationToken).ConfigureAwait(false);
        await session.Room<IMailRoom>().DeliverAsync(cancellationToken).ConfigureAwait(false);
        return (await pack.MessagesAsync(closing, cancellationToken).ConfigureAwait(false)).Count(now => IsSent(now.Value) && before.TryGetValue(now.Key, out DeliveryState then) && !IsSent(then));

        static bool IsSent(DeliveryState state) => state is DeliveryState.Sent or DeliveryState.PartlySent;
    }

    /// <summary>Does it all, after the month is closed: files can be made again from the pinned snapshot at any time, byte for byte.</summary>
    public static async Task RunAsync(Session session, Snapshot snapshot, Closing closed, string by, bool lacksFiles, CancellationToken cancellationToken)
    {
        // By the files that it was closed with, however much later this is finished.
        CostGuardConfiguration configuration = session.Room<ClosedConfigurations>().Of(closed);
        IReadOnlyList<BudgetStatus> judged = await session.Room<BudgetService>()
            .EvaluateAsync(snapshot, configuration, DayRange.Of(closed.Period), closed.ChangedAt, cancellationToken).ConfigureAwait(false);
        var context = new ReportContext(snapshot, configuration, closed.Period, judged, closed.ChangedAt);
        if (lacksFiles && await session.Room<StatementRoom>().IssueAsync(context, by, cancellationToken).ConfigureAwait(false) is > 0 and var statements)
            session.Screen.Line($"{Invariant.Text(statements)} statements are final: costguard statement run --period {closed.Period}");
        if (lacksFiles) await ReviewAsync(session, context, by, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FinishedReport> workbook = await session.Room<IReportRoom>().WriteAsync(context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FinishedReport> files = await session.Room<ClosePack>().WithFilesAsync(context, workbook, cancellationToken).ConfigureAwait(false);
        var hashed = new List<(FinishedReport File, string Sha256)>();
        foreach (FinishedReport file in files) hashed.Add((file, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file.Path, cancellationToken).ConfigureAwait(false)))));
        if (lacksFiles)
        {
            DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
            await session.Room<ICloseStore>().NoteAsync(
                [.. hashed.Select(each => new AuditEntry(now, by, ReportAction, closed.Period.ToString(), null, $"{each.File.Name}, sha256 {each.Sha256}"))], cancellationToken).ConfigureAwait(false);
            foreach (FinishedReport file in files) session.Screen.Line(file.Path);
        }

        await PublishAsync(session, context, closed, hashed, by, cancellationToken).ConfigureAwait(false);
    }

    // Files are signed for once, so that a pack that could not be made is not made when the mail is queued later.
    private static async Task ReviewAsync(Session session, ReportContext context, string by, CancellationToken cancellationToken)
    {
        ClosingReviewResult review = await session.Room<ClosingReview>().OpenAsync(context, by, cancellationToken).ConfigureAwait(false);
        if (review.Opened) session.Screen.Line($"The review of {context.Period} is open on the same figures: costguard review show {context.Period}");
        if (review.Fault is { } fault) session.Screen.Note($"! {fault}");
    }

    private static async Task PublishAsync(
        Session session, ReportContext context, Closing closed, IReadOnlyList<(FinishedReport File, string Sha256)> files, string by, CancellationToken cancellationToken)
    {
        PeriodNews news = session.Room<PeriodNews>();
        int told = await news.PeriodAsync(WebhookEvents.PeriodClosed, closed, closed.ClosedBy, closed.ChangedAt, cancellationToken).ConfigureAwait(false);
        told += await news.ReportsAsync(closed.Period, context.Snapshot.Id, files, closed.ChangedAt, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<QueuedMail> queued = await session.Room<ClosePack>().QueueAsync(context, [.. files.Select(each => each.File)], cancellationToken).ConfigureAwait(false);
        foreach (QueuedMail mail in queued.Where(mail => mail.IsNew)) session.Screen.Line($"Queued: \"{mail.Subject}\" to {string.Join(", ", mail.To)}");
        // Where readers want none of it, that is noted, too: it is done.
        if (session.Room<ClosePack>().HasReaders)
        {
            string what = $"version {Invariant.Text(closed.Version)}: {Invariant.Text(queued.Count)} mails, {Invariant.Text(told)} webhook messages queued";
            await session.Room<ICloseStore>().NoteAsync([new AuditEntry(session.Surroundings.Clock.GetUtcNow(), by, PublishAction, closed.Period.ToString(), null, what)], cancellationToken).ConfigureAwait(false);
        }

        Deliveries sent = await session.Room<IMailRoom>().DeliverAsync(cancellationToken).ConfigureAwait(false);
        if (!sent.Complete) session.Screen.Note("Not every mail has gone out yet; see 'costguard mail log'.");
    }
}
