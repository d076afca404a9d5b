using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Alerts;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard period reconcile|close|reopen|restatements|audit.</summary>
internal static class PeriodCloseCommands
{
    private const int AuditShown = 200;

    public static IEnumerable<Command> All(Verbs verbs, Argument<string> month)
    {
        var by = new Option<string>("--by") { Description = "Who signs: an e-mail address.", HelpName = "WHO", Required = true }.NeverBlank();
        var gone = new Option<string[]>("--gone") { Description = "An account or source that was closed for good, so that its silence is right. Repeatable.", HelpName = "NAME" };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true }.NeverBlank();
        Option<bool> dryRun = GlobalOptions.DryRun();
        var subject = new Argument<string?>("SUBJECT") { Description = "A month, or an invoice's number with its currency in quotes. Default: everything.", Arity = ArgumentArity.ZeroOrOne };
        yield return verbs.Make("reconcile", "Sign that a month is complete, tied and allocated; exit code 6 when it is not.", [month, by, gone, dryRun], (session, cancellationToken) =>
            ReconcileAsync(session, Month(session, month), session.Arguments.GetValue(by)!, [.. session.Arguments.GetValue(gone) ?? []], session.Arguments.GetValue(dryRun), cancellationToken));
        yield return verbs.Make("close", "Close a reconciled month: pin its snapshot, lock its rates and budgets, open its review, write the final workbook and the pack. On a closed month: does what was left, the pack, too.", [month, by], (session, cancellationToken) =>
            CloseAsync(session, Month(session, month), session.Arguments.GetValue(by)!, cancellationToken));
        yield return verbs.Make("reopen", "Open a closed month again. What it posted stays in the books: the next version's journal takes it back.", [month, by, reason], (session, cancellationToken) =>
            ReopenAsync(session, Month(session, month), session.Arguments.GetValue(by)!, session.Arguments.GetValue(reason)!, cancellationToken));
        yield return verbs.Ask("restatements", "List what providers changed in closed months, and where to book it.", [], RestatementsAsync);
        yield return verbs.Ask("audit", "List who signed, explained and changed what.", [subject], async (session, cancellationToken) =>
        {
            await session.AnswerAsync(CloseTable.Audit(await session.Room<ICloseStore>().AuditAsync(session.Arguments.GetValue(subject), AuditShown, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
            return 0;
        });
    }

    public static BillingPeriod Month(Session session, Argument<string> month) => BillingPeriod.TryParse(session.Arguments.GetValue(month), out BillingPeriod period)
        ? period
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{session.Arguments.GetValue(month)}' is not a month such as 2026-10."));

    /// <summary>Restatements of closed months.</summary>
    public static Task<IReadOnlyList<Restatement>> RestatedAsync(Session session, CancellationToken cancellationToken) =>
        session.Room<RestatementService>().ReadAsync(session.Configuration, cancellationToken);

    private static async Task<int> RestatementsAsync(Session session, CancellationToken cancellationToken)
    {
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        PeriodText all = PeriodText.Parse("all", session.AsOf, session.Configuration.Company);
        await session.AnswerAsync(CloseTable.Restatements(await RestatedAsync(session, cancellationToken).ConfigureAwait(false), CostCommands.Facts(session, snapshot, all, null)), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ReconcileAsync(Session session, BillingPeriod period, string by, HashSet<string> gone, bool dryRun, CancellationToken cancellationToken)
    {
        RefuseUnsigned(session, by);
        CloseBook book = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        Closing closing = book.Of(period);
        if (closing.State == ClosingState.Closed) throw new CostGuardException(9, CloseErrors.WrongState.At($"{period} is closed already."));
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
        CloseReadiness ready = await ReadyAsync(session, snapshot, book, period, gone, now, cancellationToken).ConfigureAwait(false);
        PeriodText months = PeriodText.Parse(period.ToString(), session.AsOf, session.Configuration.Company);
        await session.AnswerAsync(CloseTable.Ticks(period, ready, CostCommands.Facts(session, snapshot, months, null)), cancellationToken).ConfigureAwait(false);
        if (!ready.Holds)
        {
            // Figures that differ are worse than figures that are not there yet.
            bool tells = !ready.Tied.Holds || !ready.Allocated.Holds;
            string[] faults = [.. ready.Ticks.SelectMany(tick => tick.Faults)];
            throw new CostGuardException(tells ? 6 : 5, CloseErrors.DoesNotTie.At($"{period}: {faults[0]}{(faults.Length > 1 ? $" And {Invariant.Text(faults.Length - 1)} more." : "")}"));
        }

        if (dryRun) return 0;
        // A month whose data came in before anybody wanted to know is told as billed before it is told as reconciled.
        int billed = await session.Room<ProviderFinalNews>().QueueAsync(session.AsOf, cancellationToken, period).ConfigureAwait(false);
        now = session.Surroundings.Clock.GetUtcNow();
        Closing reconciled = closing with { State = ClosingState.Reconciled, ReconciledBy = by, Snapshot = snapshot.Id, Evidence = ready.Hash, ChangedAt = now };
        await SaveAndTellAsync(
            session,
            reconciled,
            WebhookEvents.PeriodReconciled,
            new AuditEntry(now, by, "period reconcile", period.ToString(), Describe(closing), $"RECONCILED, snapshot {snapshot.Id}, evidence {ready.Hash}{(gone.Count > 0 ? $", gone: {string.Join(", ", gone.Order(StringComparer.Ordinal))}" : "")}"),
            cancellationToken).ConfigureAwait(false);
        if (billed > 0) await session.Room<IMailRoom>().DeliverAsync(cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{period} is reconciled. Next: costguard period close {period} --by WHO");
        return 0;
    }

    private static async Task<int> CloseAsync(Session session, BillingPeriod period, string by, CancellationToken cancellationToken)
    {
        RefuseUnsigned(session, by);
        CloseBook book = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        Closing closing = book.Of(period);
        if (closing.State == ClosingState.Closed) return await PeriodFinish.AgainAsync(session, closing, by, cancellationToken).ConfigureAwait(false);
        if (closing.State != ClosingState.Reconciled)
            throw new CostGuardException(9, CloseErrors.WrongState.At($"{period} is not reconciled."));
        if (session.Configuration.Company.FourEyes && Signer.AreSame(closing.ReconciledBy, by))
            throw new CostGuardException(9, CloseErrors.SamePerson.At($"{by} reconciled {period}."));
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        // Changes of closed months that come in later than this moment are charged by another month.
        DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
        CloseReadiness ready = await ReadyAsync(session, snapshot, book, period, new HashSet<string>(), now, cancellationToken).ConfigureAwait(false);
        RefuseRunning(period, session.AsOf < now ? session.AsOf : now);
        if (ready.Hash != closing.Evidence) throw new CostGuardException(9, CloseErrors.ChangedSince.At($"{period} is not what {closing.ReconciledBy} reconciled: see 'costguard period reconcile {period} --dry-run'."));
        await RefuseNewDataAsync(session, snapshot, period, cancellationToken).ConfigureAwait(false);
        Closing closed = closing with
        {
            State = ClosingState.Closed,
            Version = closing.Version + 1,
            Snapshot = snapshot.Id,
            ClosedBy = by,
            ChangedAt = now,
            Rates = ClosedMonths.RatesOf(session.Configuration, period),
            Budgets = ClosedMonths.BudgetsOf(session.Configuration, period),
            Charges = ready.Charges,
        };
        await session.Room<ClosedConfigurations>().KeepAsync(closed, cancellationToken).ConfigureAwait(false);
        closed = await PostAsync(session, snapshot, closed, cancellationToken).ConfigureAwait(false);
        await SaveAsync(session, closed, new AuditEntry(now, by, PeriodFinish.CloseAction, period.ToString(), Describe(closing), $"{Describe(closed)}, snapshot {snapshot.Id}, evidence {ready.Hash}"), [], cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{period} is closed, version {Invariant.Text(closed.Version)}, snapshot {snapshot.Id}.");
        await PeriodFinish.RunAsync(session, snapshot, closed with { Revision = closed.Revision + 1 }, by, lacksFiles: true, lacksPack: true, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    // Books never forget: what this version posts is kept, so that a later one can take it back to the cent.
    private static async Task<Closing> PostAsync(Session session, Snapshot snapshot, Closing closed, CancellationToken cancellationToken)
    {
        CostGuardConfiguration configuration = session.Room<ClosedConfigurations>().Of(closed);
        if (configuration.Journal is not { } journal) return closed;
        MonthJournal posted = await session.Room<JournalService>().OfMonthAsync(snapshot, configuration, journal, closed.Period, closed.ChangedAt, cancellationToken).ConfigureAwait(false);
        return closed with { Posted = [.. closed.Posted, new PostedJournal(closed.Version, posted.Own)] };
    }

    // Two people can be told apart by their addresses alone.
    private static void RefuseUnsigned(Session session, string by)
    {
        if (session.Configuration.Company.FourEyes && Signer.MailboxOf(by) is null)
            throw new CostGuardException(2, CommandErrors.BadArgument.At($"--by '{by}' is no e-mail address, and close.fourEyes in costguard.yaml asks for two people."));
    }

    // A signature of before this was refused does not make a month end.
    private static void RefuseRunning(BillingPeriod period, DateTimeOffset now)
    {
        if (now < period.End) throw new CostGuardException(9, CloseErrors.WrongState.At($"{period} has not ended."));
    }

    // What is sealed later is a correction of another month. What was sealed while this one was looked at would be neither in it nor a correction.
    private static async Task RefuseNewDataAsync(Session session, Snapshot snapshot, BillingPeriod period, CancellationToken cancellationToken)
    {
        Snapshot now = await session.Room<ISnapshotStore>().CurrentAsync(session.Configuration, cancellationToken).ConfigureAwait(false);
        LoadId[] Loads(Snapshot of) => [.. of.Loads.Where(load => load.Period.CompareTo(period) <= 0).Select(load => load.Id)];
        if (!Loads(now).ToHashSet().SetEquals(Loads(snapshot)))
            throw new CostGuardException(9, CloseErrors.ChangedSince.At($"Data came in while {period} was closed."));
    }

    // Does not read the configuration: it may be what is to be put right.
    private static async Task<int> ReopenAsync(Session session, BillingPeriod period, string by, string reason, CancellationToken cancellationToken)
    {
        Closing closing = (await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false)).Of(period);
        if (closing.State != ClosingState.Closed) throw new CostGuardException(9, CloseErrors.WrongState.At($"{period} is not closed."));
        DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
        Closing reopened = closing with { State = ClosingState.Reopened, Reason = reason, ChangedAt = now, Evidence = null, Rates = [], Budgets = [], Charges = null, Earlier = [.. closing.Earlier, closing with { Earlier = [], Posted = [] }] };
        await SaveAndTellAsync(
            session,
            reopened,
            WebhookEvents.PeriodReopened,
            new AuditEntry(now, by, "period reopen", period.ToString(), $"{Describe(closing)}, snapshot {closing.Snapshot}", $"REOPENED: {reason}"),
            cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{period} is open again. The snapshot of version {Invariant.Text(closing.Version)} stays: costguard cost show --snapshot {closing.Snapshot}");
        if (closing.Posted.Any(posted => posted.Version == closing.Version))
            session.Screen.Line($"What version {Invariant.Text(closing.Version)} posted stays in the books: the journal of version {Invariant.Text(closing.Version + 1)} takes it back by documents that end in REVERSAL, and has numbers of its own.");
        return 0;
    }

    // What is told is queued with the change itself: whoever reads the state learns of it, though this process dies in between.
    private static async Task SaveAndTellAsync(Session session, Closing closing, string type, AuditEntry entry, CancellationToken cancellationToken)
    {
        IReadOnlyList<OutboxMessage> told = Told(session, closing, type, entry);
        await SaveAsync(session, closing, entry, told, cancellationToken).ConfigureAwait(false);
        if (told.Count > 0) await session.Room<IMailRoom>().DeliverAsync(cancellationToken).ConfigureAwait(false);
    }

    // Who cannot be told since the configuration is broken is not told: a month may be reopened to put it right.
    private static IReadOnlyList<OutboxMessage> Told(Session session, Closing closing, string type, AuditEntry entry)
    {
        try
        {
            return session.Configuration.Webhooks.Count == 0 ? [] : session.Room<PeriodNews>().OfPeriod(type, closing with { Revision = closing.Revision + 1 }, entry.By, closing.ChangedAt);
        }
        catch (CostGuardException broken)
        {
            session.Screen.Note($"! Endpoints were not told: {broken.Problem}");
            return [];
        }
    }

    // Who signs can look back with --as-of, and never ahead of the clock.
    private static Task<CloseReadiness> ReadyAsync(Session session, Snapshot snapshot, CloseBook book, BillingPeriod period, IReadOnlySet<string> gone, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.Room<CloseService>().ReadinessAsync(snapshot, session.Configuration, book, period, gone, session.AsOf < now ? session.AsOf : now, now, cancellationToken);

    private static async Task SaveAsync(Session session, Closing closing, AuditEntry entry, IReadOnlyList<OutboxMessage> told, CancellationToken cancellationToken)
    {
        if (!await session.Room<ICloseStore>().SaveAsync(closing, entry, told, cancellationToken).ConfigureAwait(false))
            throw new CostGuardException(9, CloseErrors.ChangedSince.At($"Another process changed the state of {closing.Period} in this moment."));
    }

    private static string Describe(Closing closing) => (CloseTable.Word(closing) ?? "OPEN").TrimStart('✓', '!', ' ');
}
