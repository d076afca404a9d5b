using CostGuard.Cli.Reports;
using CostGuard.Cli.Reviews;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Runs;
using CostGuard.Report.Formats;
using CostGuard.Report.Reviews;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Composition;

/// <summary>
/// What finance gets of a month: the workbook, the review pack once the review is open (PDF where this machine can print it), and of a closed one the
/// journal as CSV where reports/journal.yaml names its accounts. The mail of a closed month has one key a version, so that it is queued once, whatever is
/// repeated or dies in between.
/// </summary>
public sealed class ClosePack(JournalService journals, ReportShelf shelf, IOutbox outbox, IMailRoom mails, CostGuardConfiguration configuration, IReviewStore? reviews = null, PackShelf? packs = null)
{
    private const int MessagesSearched = 10_000;

    /// <summary>True when somebody is to be told of a closed month: there is a reader of the finance report, or an endpoint.</summary>
    public bool HasReaders => configuration.FinanceTo.Count + configuration.Webhooks.Count > 0;

    /// <summary>Where the messages of a closed month's version stand, by key: all are queued at the moment of the close, whoever sends them when.</summary>
    public async Task<IReadOnlyDictionary<string, DeliveryState>> MessagesAsync(Closing closing, CancellationToken cancellationToken) =>
        (await outbox.ListAsync(MessagesSearched, cancellationToken).ConfigureAwait(false))
            .Where(message => message.Snapshot == closing.Snapshot && message.QueuedAt == closing.ChangedAt)
            .ToDictionary(message => message.Key, message => message.State, StringComparer.Ordinal);

    /// <summary>The files that go with the workbook.</summary>
    public async Task<IReadOnlyList<FinishedReport>> WithFilesAsync(ReportContext context, IReadOnlyList<FinishedReport> workbook, CancellationToken cancellationToken)
    {
        var files = new List<FinishedReport>(workbook);
        Closing? closed = context.Configuration.Closed.FirstOrDefault(closing => closing.Period == context.Period);
        if (context.Configuration.Journal is { } journal && closed is not null)
            files.Add(await JournalAsync(context, journal, closed, context.Period.ToString(), cancellationToken).ConfigureAwait(false));
        if (await PackAsync(context, cancellationToken).ConfigureAwait(false) is { } pack) files.Add(pack);
        return files;
    }

    /// <summary>The month's review pack; null where its review is not open on the month's data.</summary>
    public async Task<FinishedReport?> PackAsync(ReportContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (packs is null || await ReviewAsync(context, cancellationToken).ConfigureAwait(false) is not { } review) return null;
        Closing? closed = context.Configuration.Closed.FirstOrDefault(closing => closing.Period == context.Period);
        return await (closed is null
            ? packs.PrintAsync(review, ReviewJson.Read(review.Model), cancellationToken)
            : packs.PrintOnceAsync(review, ReviewJson.Read(review.Model), closed.Version, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Queues the mails of a closed month.</summary>
    /// <param name="context">The month.</param>
    /// <param name="files">What goes with them.</param>
    /// <param name="isLatePack">True for a second mail, with the pack that the first one had to go without.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<QueuedMail>> QueueAsync(ReportContext context, IReadOnlyList<FinishedReport> files, bool isLatePack, CancellationToken cancellationToken) =>
        mails.QueueAsync(context, new MailOrder(MailKinds.Finance) { IsLatePack = isLatePack }, files, cancellationToken);

    /// <summary>The review that goes with a month's figures. One of other data, invoices or reasons than the month was closed with says other totals, and other decisions: it does not.</summary>
    internal static Review? ReviewOf(ReportContext context, IReadOnlyList<Review> reviews)
    {
        Review? review = reviews.FirstOrDefault(each => each.Period == context.Period);
        Closing? closed = context.Configuration.Closed.FirstOrDefault(closing => closing.Period == context.Period);
        return review is not null && closed is not null && !ClosingReview.IsOf(review, closed) ? null : review;
    }

    private async Task<Review?> ReviewAsync(ReportContext context, CancellationToken cancellationToken)
    {
        if (reviews is null) return null;
        return ReviewOf(context, await reviews.ListAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<FinishedReport> JournalAsync(ReportContext context, JournalConfig journal, Closing closing, string folder, CancellationToken cancellationToken)
    {
        MonthJournal posted = await journals.OfMonthAsync(context.Snapshot, context.Configuration, journal, context.Period, closing.ChangedAt, cancellationToken).ConfigureAwait(false);
        var meta = new ReportMeta(context.Snapshot.Id.Value, context.Snapshot.DataThrough, context.Configuration.Company.Currency.Code, "BilledCost", folder, "CLOSED", []);
        ReportTable table = JournalTable.Build(context.Period, posted.Lines, journal, JournalTable.Note(context.Period, posted), meta);
        return await shelf.WriteAsync(
            folder,
            $"costguard-{folder}-journal-v{closing.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}.csv",
            file => new CsvFormat { WithByteOrderMark = true }.WriteAsync(table, file, cancellationToken),
            _ => Task.CompletedTask,
            cancellationToken).ConfigureAwait(false);
    }
}
