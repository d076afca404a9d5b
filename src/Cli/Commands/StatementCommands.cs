using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Reports;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard statement list|show|run|accept|dispute.</summary>
public static class StatementCommands
{
    private const string DefaultFormat = "html";

    public static Command Build(Verbs verbs)
    {
        var flags = new StatementFlags();
        return Verbs.Group("statement", "What is each team charged, and do the teams agree?",
        [
            verbs.Ask("list", "List the statements of a month with what teams said to them; with central and unallocated cost they add up to the invoices.", [flags.Period], async (session, cancellationToken) =>
            {
                BillingPeriod period = Month(session, flags);
                StatementRoom room = session.Room<StatementRoom>();
                IReadOnlyList<MadeStatement> made = await room.ReadAsync(period, session.AsOf, cancellationToken).ConfigureAwait(false);
                (IReadOnlyList<ListedStatement> listed, IReadOnlyList<SumCheck> checks) = room.List(made, period, session.AsOf);
                PeriodText months = session.Period(flags.Period);
                Snapshot snapshot = await session.SnapshotAsync(months, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(StatementListTable.Build(period, listed, checks, CostCommands.Facts(session, snapshot, months, null)), cancellationToken).ConfigureAwait(false);
                return checks.Any(check => check.Difference is { } difference && difference != 0m) ? 6 : made.Count == 0 || checks.Any(check => check.Difference is null) ? 5 : 0;
            }),
            verbs.Ask("show", "Show the statement of one team.", [flags.Team, flags.Period, flags.Version], async (session, cancellationToken) =>
            {
                BillingPeriod period = Month(session, flags);
                StatementRoom room = session.Room<StatementRoom>();
                string team = session.Arguments.GetValue(flags.Team)!;
                MadeStatement one = session.Arguments.GetValue(flags.Version) is { } version
                    ? await room.FindAsync(period, team, version, cancellationToken).ConfigureAwait(false)
                        ?? throw new CostGuardException(8, StatementErrors.NoSuchStatement.At($"Version {Invariant.Text(version)} of {period} has no statement of '{team}'."))
                    : One(await room.ReadAsync(period, session.AsOf, cancellationToken).ConfigureAwait(false), team, period);
                await session.AnswerAsync(one.Table, cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Make("run", "Write the statements of a month, a file each: -o html (default), csv, json, markdown, …; --out names the folder.", [flags.Period, flags.Only], (session, cancellationToken) =>
                RunAsync(session, verbs.Globals, flags, cancellationToken)),
            verbs.Make("accept", "Accept a final statement.", [flags.Team, flags.Period, flags.By, flags.Note, flags.DryRun], (session, cancellationToken) =>
                AnswerAsync(session, flags, StatementAnswer.Accepted, session.Arguments.GetValue(flags.Note), null, cancellationToken)),
            verbs.Make("dispute", "Dispute a line of a final statement.", [flags.Team, flags.Period, flags.Line, flags.Reason, flags.By, flags.DryRun], (session, cancellationToken) =>
                AnswerAsync(session, flags, StatementAnswer.Disputed, session.Arguments.GetValue(flags.Reason), session.Arguments.GetValue(flags.Line), cancellationToken)),
        ]);
    }

    /// <summary>"3 of 5 statements accepted, …"; null while the month is open.</summary>
    public static async Task<string?> StandingAsync(Session session, Closing closing, CancellationToken cancellationToken)
    {
        if (closing.State != ClosingState.Closed) return null;
        StatementRoom room = session.Room<StatementRoom>();
        IReadOnlyList<MadeStatement> made = await room.ReadAsync(closing.Period, session.AsOf, cancellationToken).ConfigureAwait(false);
        return StatementListTable.Standing(room.List(made, closing.Period, session.AsOf).Statements);
    }

    private static async Task<int> RunAsync(Session session, GlobalOptions globals, StatementFlags flags, CancellationToken cancellationToken)
    {
        BillingPeriod period = Month(session, flags);
        IReadOnlyList<MadeStatement> made = await session.Room<StatementRoom>().IssuedAsync(period, "costguard statement run", session.AsOf, cancellationToken).ConfigureAwait(false);
        if (made.Count == 0) throw new CostGuardException(5, StatementErrors.NoSuchStatement.At($"There is no data of {period}."));
        if (session.Arguments.GetValue(flags.Only) is { } team) made = [One(made, team, period)];
        string key = session.OutputFormat == "table" ? DefaultFormat : session.OutputFormat;
        IReportFormat[] formats = [.. session.RoomsOf<IReportFormat>()];
        IReportFormat format = formats.FirstOrDefault(each => each.Key == key)
            ?? throw new CostGuardException(2, CommandErrors.BadArgument.At($"--output '{key}' is not a format: use {string.Join(", ", formats.Select(each => each.Key))}."));
        string? folder = session.Arguments.GetValue(globals.Out) is { } named ? Path.GetFullPath(named, session.Surroundings.WorkingFolder) : null;
        foreach (MadeStatement each in made)
        {
            FinishedReport file = await session.Room<ReportShelf>().WriteAsync(
                folder ?? Path.Combine(period.ToString(), "statements"), $"{each.Number}.{Extension(key)}", stream => format.WriteAsync(each.Table, stream, cancellationToken), _ => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
            session.Screen.Line(file.Path);
        }

        if (!session.Quiet) session.Screen.Note(SumCheckRows.Sentence(SumCheckRows.Read(made[0].Table)));
        return 0;
    }

    private static async Task<int> AnswerAsync(Session session, StatementFlags flags, StatementAnswer answer, string? reason, int? line, CancellationToken cancellationToken)
    {
        BillingPeriod period = Month(session, flags);
        string by = session.Arguments.GetValue(flags.By)!;
        if (session.Configuration.Closed.All(closing => closing.Period != period)) throw new CostGuardException(9, StatementErrors.NotFinal.At($"{period} is not closed."));
        IReadOnlyList<MadeStatement> made = await session.Room<StatementRoom>().IssuedAsync(period, by, session.AsOf, cancellationToken).ConfigureAwait(false);
        IssuedStatement issued = One(made, session.Arguments.GetValue(flags.Team)!, period).Issued!;
        Check(session, issued, answer, line);
        string said = answer == StatementAnswer.Accepted ? $"accepted{(reason is null ? "" : $": {reason}")}" : $"line {Invariant.Text(line!.Value)} disputed: {reason}";
        if (session.Arguments.GetValue(flags.DryRun))
        {
            session.Screen.Line($"{issued.Number} would be {said}");
            return 0;
        }

        DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
        var entry = new AuditEntry(now, by, $"statement {(answer == StatementAnswer.Accepted ? "accept" : "dispute")}", issued.Number, Describe(issued), said);
        IssuedStatement answered = answer == StatementAnswer.Disputed ? issued.WithDispute(new LineDispute(line!.Value, reason ?? "", by, now))
            : issued with { Answer = answer, By = by, AnsweredAt = now, Reason = reason, Line = null, Disputes = [] };
        if (!await session.Room<IStatementStore>().SaveAsync(answered, entry, cancellationToken).ConfigureAwait(false))
            throw new CostGuardException(9, StatementErrors.ChangedSince.At($"Another process answered {issued.Number} in this moment."));
        session.Screen.Line($"{issued.Number}: {said}");
        return 0;
    }

    private static void Check(Session session, IssuedStatement issued, StatementAnswer answer, int? line)
    {
        if (issued.Answer == StatementAnswer.Accepted) throw new CostGuardException(9, StatementErrors.NotOpen.At($"{issued.Number} was accepted by {issued.By}."));
        if (answer != StatementAnswer.Disputed) return;
        if (!issued.IsOpen(session.Surroundings.Clock.GetUtcNow())) throw new CostGuardException(9, StatementErrors.NotOpen.At(FormattableString.Invariant($"{issued.Number} could be disputed until {issued.DisputeUntil:O}.")));
        if (line < 1 || line > issued.Lines) throw new CostGuardException(2, StatementErrors.NoSuchLine.At($"{issued.Number} has the lines 1 to {Invariant.Text(issued.Lines)}."));
    }

    private static string? Describe(IssuedStatement issued) => issued.Answer switch
    {
        StatementAnswer.Disputed => string.Join("; ", issued.Disputes.Select(each => $"line {Invariant.Text(each.Line)} disputed by {each.By}: {each.Reason}")),
        StatementAnswer.Accepted => $"accepted by {issued.By}",
        _ => null,
    };

    private static BillingPeriod Month(Session session, StatementFlags flags)
    {
        PeriodText months = session.Period(flags.Period);
        return !months.IsAll && months.First == months.Last ? months.First : throw new CostGuardException(2, CommandErrors.BadArgument.At("A statement is about one month: name it with --period 2026-10."));
    }

    private static MadeStatement One(IReadOnlyList<MadeStatement> made, string team, BillingPeriod period) => made.FirstOrDefault(each => each.Team == team)
        ?? throw new CostGuardException(8, StatementErrors.NoSuchStatement.At($"There is no statement of '{team}' for {period}.{Suggestion.For(team, made.Select(each => each.Team))}"));

    private static string Extension(string key) => key == "markdown" ? "md" : key;
}
