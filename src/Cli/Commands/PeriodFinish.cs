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
        bool lacksPack = !audit.TakeWhile(entry => entry.Action != CloseAction).Any(entry => entry.Action == ReportAction && entry.After?.Contains($"{PackShelf.Ending(closing.Version)}, ", StringComparison.Ordinal) == true);
        // Only the log says that all is queued: each reader may have a mail of their own, and keys keep what is there from being queued twice.
        if (lacksFiles || (Lacks(PublishAction) && session.Room<ClosePack>().HasReaders))
        {
            session.Screen.Line($"{closing.Period} is closed, version {Invariant.Text(closing.Version)}, and its {(lacksFiles ? "workbook was not finished" : "messages were not all queued")}: that is done now.");
            await RunAsync(session, await PinnedAsync(session, closing, cancellationToken).ConfigureAwait(false), closing, by, lacksFiles, lacksPack, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        if (lacksPack && await PackAsync(session, closing, by, cancellationToken).ConfigureAwait(false)) return 0;
        if (await SendAsync(session, closing, cancellationToken).ConfigureAwait(false) is not (> 0 and var sent)) throw new CostGuardException(9, CloseErrors.WrongState.At($"{closing.Period} is closed already."));
        session.Screen.Line($"{closing.Period} is closed, version {Invariant.Text(closing.Version)}, and not all had been sent: {Invariant.Text(sent)} {(sent == 1 ? "message" : "messages")} went out now.");
        return 0;
    }

    private static async Task<Snapshot> PinnedAsync(Session session, Closing closing, CancellationToken cancellationToken) =>
        (closing.Snapshot is { } id ? await session.Room<ISnapshotStore>().FindAsync(id.Value, cancellationToken).ConfigureAwait(false) : null)
            ?? throw new CostGuardException(9, CloseErrors.PinGone.At($"The snapshot of {closing.Period} is gone."));

    /// <summary>
    /// The pack that could not be made when the month was closed: where it can be by now, it is signed for and goes out with the final mail once more. It is signed
    /// for last, so that a process that dies in between does it again; keys keep what is queued from being queued twice.
    /// </summary>
    private static async Task<bool> PackAsync(Session session, Closing closing, string by, CancellationToken cancellationToken)
    {
        ReportContext context = await ContextAsync(session, await PinnedAsync(session, closing, cancellationToken).ConfigureAwait(false), closing, cancellationToken).ConfigureAwait(false);
        await ReviewAsync(session, context, by, cancellationToken).ConfigureAwait(false);
        ClosePack room = session.Room<ClosePack>();
        if (await room.PackAsync(context, cancellationToken).ConfigureAwait(false) is not { } pack) return false;
        session.Screen.Line($"{closing.Period} is closed, version {Invariant.Text(closing.Version)}, and its review pack was not made then: it is now.");
        session.Screen.Line(pack.Path);
        (FinishedReport File, string Sha256) hashed = (pack, await HashAsync(pack, cancellationToken).ConfigureAwait(false));
        var notes = new List<AuditEntry> { new(session.Surroundings.Clock.GetUtcNow(), by, ReportAction, closing.Period.ToString(), null, $"{pack.Name}, sha256 {hashed.Sha256}") };
        if (room.HasReaders)
        {
            int told = await session.Room<PeriodNews>().ReportsAsync(closing.Period, context.Snapshot.Id, [hashed], closing.ChangedAt, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<FinishedReport> workbook = await session.Room<IReportRoom>().WriteAsync(context, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<FinishedReport> files = await room.WithFilesAsync(context, workbook, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<QueuedMail> queued = await room.QueueAsync(context, files, isLatePack: true, cancellationToken).ConfigureAwait(false);
            foreach (QueuedMail mail in queued.Where(mail => mail.IsNew)) session.Screen.Line($"Queued: \"{mail.Subject}\" to {string.Join(", ", mail.To)}");
            notes.Add(notes[0] with { Action = PublishAction, After = $"version {Invariant.Text(closing.Version)}, its review pack: {Invariant.Text(queued.Count)} mails, {Invariant.Text(told)} webhook messages queued" });
        }

        await session.Room<ICloseStore>().NoteAsync(notes, cancellationToken).ConfigureAwait(false);
        await session.Room<IMailRoom>().DeliverAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<string> HashAsync(FinishedReport file, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file.Path, cancellationToken).ConfigureAwait(false)));

    // By the files that it was closed with, however much later this is finished.
    private static async Task<ReportContext> ContextAsync(Session session, Snapshot snapshot, Closing closed, CancellationToken cancellationToken)
    {
        CostGuardConfiguration configuration = session.Room<ClosedConfigurations>().Of(closed);
        IReadOnlyList<BudgetStatus> judged = await session.Room<BudgetService>()
            .EvaluateAsync(snapshot, configuration, DayRange.Of(closed.Period), closed.ChangedAt, cancellationToken).ConfigureAwait(false);
        return new ReportContext(snapshot, configuration, closed.Period, judged, closed.ChangedAt);
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
    public static async Task RunAsync(Session session, Snapshot snapshot, Closing closed, string by, bool lacksFiles, bool lacksPack, CancellationToken cancellationToken)
    {
        ReportContext context = await ContextAsync(session, snapshot, closed, cancellationToken).ConfigureAwait(false);
        if (lacksFiles && await session.Room<StatementRoom>().IssueAsync(context, by, cancellationToken).ConfigureAwait(false) is > 0 and var statements)
            session.Screen.Line($"{Invariant.Text(statements)} statements are final: costguard statement run --period {closed.Period}");
        if (lacksFiles || lacksPack) await ReviewAsync(session, context, by, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FinishedReport> workbook = await session.Room<IReportRoom>().WriteAsync(context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FinishedReport> files = await session.Room<ClosePack>().WithFilesAsync(context, workbook, cancellationToken).ConfigureAwait(false);
        var hashed = new List<(FinishedReport File, string Sha256)>();
        foreach (FinishedReport file in files) hashed.Add((file, await HashAsync(file, cancellationToken).ConfigureAwait(false)));
        // What is signed for already is not signed for twice.
        (FinishedReport File, string Sha256)[] unsigned = [.. hashed.Where(each => lacksFiles || (lacksPack && each.File.Name.EndsWith(PackShelf.Ending(closed.Version), StringComparison.Ordinal)))];
        if (unsigned.Length > 0)
        {
            DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
            await session.Room<ICloseStore>().NoteAsync(
                [.. unsigned.Select(each => new AuditEntry(now, by, ReportAction, closed.Period.ToString(), null, $"{each.File.Name}, sha256 {each.Sha256}"))], cancellationToken).ConfigureAwait(false);
            foreach ((FinishedReport file, _) in unsigned) session.Screen.Line(file.Path);
        }

        await PublishAsync(session, context, closed, hashed, by, cancellationToken).ConfigureAwait(false);
    }

    private static async Task ReviewAsync(Session session, ReportContext context, string by, CancellationToken cancellationToken)
    {
        ClosingReviewResult review = await session.Room<ClosingReview>().OpenAsync(context, by, cancellationToken).ConfigureAwait(false);
        if (review.Opened) session.Screen.Line($"The review of {context.Period} is open on the same figures: costguard review show {context.Period}");
        if (review.SignsAgain.Length > 0) session.Screen.Note($"! {review.SignsAgain} signed for the figures before: costguard review sign {context.Period}");
        if (review.Fault is { } fault) session.Screen.Note($"! {fault}");
    }

    private static async Task PublishAsync(
        Session session, ReportContext context, Closing closed, IReadOnlyList<(FinishedReport File, string Sha256)> files, string by, CancellationToken cancellationToken)
    {
        PeriodNews news = session.Room<PeriodNews>();
        int told = await news.PeriodAsync(WebhookEvents.PeriodClosed, closed, closed.ClosedBy, closed.ChangedAt, cancellationToken).ConfigureAwait(false);
        told += await news.ReportsAsync(closed.Period, context.Snapshot.Id, files, closed.ChangedAt, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<QueuedMail> queued = await session.Room<ClosePack>().QueueAsync(context, [.. files.Select(each => each.File)], isLatePack: false, cancellationToken).ConfigureAwait(false);
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
