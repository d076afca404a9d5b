using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard period list|status.</summary>
public static class PeriodCommands
{
    public static Command Build(Verbs verbs)
    {
        var month = new Argument<string>("MONTH") { Description = "Billing month, as 2026-10." };
        return Verbs.Group("period", "Billing months: can their figures still move, and what moved after their end.",
        [
            verbs.Ask("list", "List billing months with their state at the provider and what changed after month end.", [], ListAsync),
            verbs.Ask("status", "Show how a month stands, and by team what changed after its end (or after it was closed).", [month], (session, cancellationToken) =>
                StatusAsync(session, session.Arguments.GetValue(month)!, cancellationToken)),
            PeriodSources.Build(verbs, month),
            .. PeriodCloseCommands.All(verbs, month),
            PeriodJournal.Build(verbs, month),
            PeriodJournal.Accrual(verbs, month),
        ]);
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Load> loads = await CountedAsync(session, cancellationToken).ConfigureAwait(false);
        var open = await session.Room<UninvoicedLines>().ByMonthAsync(snapshot, DayRange.All, cancellationToken).ConfigureAwait(false);
        CloseBook book = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Restatement> restated = await PeriodCloseCommands.RestatedAsync(session, cancellationToken).ConfigureAwait(false);
        PeriodText all = PeriodText.Parse("all", session.AsOf, session.Configuration.Company);
        await session.AnswerAsync(
            PeriodTable.List(PeriodStanding.Of(loads, open, session.AsOf), book.Closings, await ChangedAsync(session, snapshot, book, cancellationToken).ConfigureAwait(false), restated, CostCommands.Facts(session, snapshot, all, session.Configuration.Company.Metric)), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> StatusAsync(Session session, string text, CancellationToken cancellationToken)
    {
        if (!BillingPeriod.TryParse(text, out BillingPeriod period)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{text}' is not a month such as 2026-10."));
        Load[] month = [.. (await CountedAsync(session, cancellationToken).ConfigureAwait(false)).Where(load => load.Period == period)];
        if (month.Length == 0) throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no load of {period}."));
        CloseBook book = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        await TellAsync(session, book, period, cancellationToken).ConfigureAwait(false);
        if ((ClosedAt(book.Of(period)) ?? PeriodStanding.FirstSealedAfterEnd(month)) is not { } then)
        {
            session.Screen.Line($"{period} is open: not every source has been read since its end.");
            return 5;
        }

        // In the current snapshot a closed month is as it was closed; what providers say today is in the newest loads.
        Snapshot now = await session.Room<ISnapshotStore>().BeforeAsync(session.Configuration, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false)
            ?? await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        Snapshot before = await session.Room<ISnapshotStore>().BeforeAsync(session.Configuration, then, cancellationToken).ConfigureAwait(false) ?? now;
        var query = new CostQuery(DayRange.Of(period), [new Dimension("team")], []);
        PeriodText months = PeriodText.Parse(text, session.AsOf, session.Configuration.Company);
        await session.AnswerAsync(
            PeriodTable.Changed(
                period,
                await session.Room<ICostQueries>().QueryAsync(before, query, cancellationToken).ConfigureAwait(false),
                await session.Room<ICostQueries>().QueryAsync(now, query, cancellationToken).ConfigureAwait(false),
                session.Configuration.Company.Metric,
                CostCommands.Facts(session, now, months, session.Configuration.Company.Metric)),
            cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static DateTimeOffset? ClosedAt(Closing closing) => closing.State == ClosingState.Closed ? closing.ChangedAt : null;

    private static async Task<IReadOnlySet<BillingPeriod>> ChangedAsync(Session session, Snapshot snapshot, CloseBook book, CancellationToken cancellationToken)
    {
        var changed = new HashSet<BillingPeriod>();
        foreach (Closing closing in book.Closings.Where(closing => closing.State == ClosingState.Reconciled))
        {
            if (await session.Room<CloseService>().HasChangedAsync(snapshot, session.Configuration, book, closing.Period, session.AsOf, cancellationToken).ConfigureAwait(false)) changed.Add(closing.Period);
        }

        return changed;
    }

    private static async Task TellAsync(Session session, CloseBook book, BillingPeriod period, CancellationToken cancellationToken)
    {
        Closing closing = book.Of(period);
        if (session.OutputFormat != "table" || CloseTable.Word(closing) is null) return;
        bool changed = closing.State == ClosingState.Reconciled && await session.Room<CloseService>().HasChangedAsync(
            await session.SnapshotAsync(cancellationToken).ConfigureAwait(false), session.Configuration, book, period, session.AsOf, cancellationToken).ConfigureAwait(false);
        string word = CloseTable.Word(closing, changed)!;
        string at = closing.ChangedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string signed = closing.State == ClosingState.Reopened ? closing.Reason! : $"reconciled by {closing.ReconciledBy}{(closing.State == ClosingState.Closed ? $", closed by {closing.ClosedBy}" : "")}, snapshot {closing.Snapshot}";
        session.Screen.Line($"{closing.Period} {word} since {at} UTC: {signed}");
        if (await StatementCommands.StandingAsync(session, closing, cancellationToken).ConfigureAwait(false) is { } statements)
            session.Screen.Line($"Statements: {statements} (costguard statement list --period {closing.Period})");
        foreach (Restatement each in (await PeriodCloseCommands.RestatedAsync(session, cancellationToken).ConfigureAwait(false)).Where(each => each.Period == closing.Period))
            session.Screen.Line($"Restated after the close: {each.Source} by {RestatementWords.Of(each)}");
        session.Screen.Line();
    }

    private static async Task<IReadOnlyList<Load>> CountedAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> compared = session.Configuration.CrossChecks;
        return [.. (await session.Room<ILedger>().LoadsAsync(false, cancellationToken).ConfigureAwait(false)).Where(load => !compared.Contains(load.Source.Value))];
    }
}
