using CostGuard.Cli.Reports;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Composition;

/// <summary>
/// What finance gets of a closed month: the workbook, the journal as CSV where reports/journal.yaml names its accounts, and the review pack if it is
/// there. Its mail has one key a version, so that it is queued once, whatever is repeated or dies in between.
/// </summary>
public sealed class ClosePack(ICostQueries costs, ReportShelf shelf, IOutbox outbox, IMailRoom mails, CostGuardConfiguration configuration)
{
    private static readonly string[] PackEndings = [".pdf", ".html"];

    /// <summary>True while the mail of a closed month's version is not in the outbox, and somebody is to read it.</summary>
    public async Task<bool> LacksMailAsync(Closing closing, CancellationToken cancellationToken) =>
        closing is { State: ClosingState.Closed, Snapshot: not null } && configuration.FinanceTo.Count + configuration.Webhooks.Count > 0
        && await outbox.FindAsync(FinanceMail.FinalKey(closing), cancellationToken).ConfigureAwait(false) is null;

    /// <summary>The files that go with the workbook; of a month that is not closed the workbook alone.</summary>
    public async Task<IReadOnlyList<FinishedReport>> WithFilesAsync(ReportContext context, IReadOnlyList<FinishedReport> workbook, CancellationToken cancellationToken)
    {
        if (context.Configuration.Closed.FirstOrDefault(closing => closing.Period == context.Period) is not { } closing) return workbook;
        string folder = context.Period.ToString();
        var files = new List<FinishedReport>(workbook);
        if (context.Configuration.Journal is { } journal) files.Add(await JournalAsync(context, journal, closing, folder, cancellationToken).ConfigureAwait(false));
        files.AddRange(shelf.Files().Where(file => file.Directory?.Name == folder && PackEndings.Contains(file.Extension) && file.Name.Contains("review", StringComparison.Ordinal))
            .Take(1).Select(file => new FinishedReport(file.Name, file.FullName)));
        return files;
    }

    /// <summary>Queues the mails of a closed month.</summary>
    public Task<IReadOnlyList<QueuedMail>> QueueAsync(ReportContext context, IReadOnlyList<FinishedReport> files, CancellationToken cancellationToken) =>
        mails.QueueAsync(context, new MailOrder(MailKinds.Finance), files, cancellationToken);

    private async Task<FinishedReport> JournalAsync(ReportContext context, JournalConfig journal, Closing closing, string folder, CancellationToken cancellationToken)
    {
        var query = new CostQuery(DayRange.Of(context.Period), [new Dimension("team"), new Dimension("provider")], []);
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(context.Snapshot, query, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JournalLine> lines = Journal.OfMonth(rows, context.Configuration, journal, context.Period);
        var meta = new ReportMeta(context.Snapshot.Id.Value, context.Snapshot.DataThrough, context.Configuration.Company.Currency.Code, "BilledCost", folder, "CLOSED", []);
        ReportTable table = JournalTable.Build(context.Period, lines, journal, null, meta);
        return await shelf.WriteAsync(
            folder,
            $"costguard-{folder}-journal-v{closing.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}.csv",
            file => new CsvFormat { WithByteOrderMark = true }.WriteAsync(table, file, cancellationToken),
            _ => Task.CompletedTask,
            cancellationToken).ConfigureAwait(false);
    }
}
