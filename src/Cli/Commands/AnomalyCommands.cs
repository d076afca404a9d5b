using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard anomaly list|show|explain|ack|resolve|backtest.</summary>
public static class AnomalyCommands
{
    private const int DaysMax = 366;

    public static Command Build(Verbs verbs)
    {
        var flags = new AnomalyFlags();
        return Verbs.Group("anomaly", "What is odd, and who looks at it?",
        [
            verbs.Ask("list", "List unusual cost by team, service and account, what waits for an owner first.", [flags.Days, flags.Sensitivity, flags.Team, flags.All], (session, cancellationToken) => ListAsync(session, flags, cancellationToken)),
            verbs.Ask("show", "Show where an anomaly comes from; the causes add up to it.", [flags.Id, flags.Cause, flags.Days, flags.Sensitivity], async (session, cancellationToken) =>
            {
                (Anomaly anomaly, Snapshot snapshot) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
                AnomalyCauses causes = await session.Room<AnomalyService>().CausesAsync(
                    snapshot, session.Configuration, anomaly, session.Arguments.GetValue(flags.Cause) is { } cause ? Dimension.Parse(cause) : null, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(AnomalyCauseTable.Build(anomaly, causes, Facts(session, flags, snapshot)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("explain", "Show how an anomaly was found, day by day.", [flags.Id, flags.Days, flags.Sensitivity], async (session, cancellationToken) =>
            {
                (Anomaly anomaly, Snapshot snapshot) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(AnomalyDayTable.Build(anomaly, Facts(session, flags, snapshot)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Make("ack", "Say that somebody looks at an anomaly.", [flags.Id, flags.Note, flags.By, flags.Days, flags.Sensitivity], (session, cancellationToken) =>
                DecideAsync(session, flags, AnomalyDecision.Investigating, null, cancellationToken)),
            verbs.Make("resolve", "Close an anomaly: it was real, it was planned, or it was none.", [flags.Id, flags.As, flags.Until, flags.Note, flags.By, flags.Days, flags.Sensitivity], (session, cancellationToken) =>
                DecideAsync(session, flags, Decision(session.Arguments.GetValue(flags.As)!), Until(session, flags), cancellationToken)),
            AnomalyBacktestCommand.Build(verbs, flags.Sensitivity),
        ]);
    }

    private static async Task<int> ListAsync(Session session, AnomalyFlags flags, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Anomaly> all, Snapshot snapshot) = await AllAsync(session, flags, cancellationToken).ConfigureAwait(false);
        string? team = session.Arguments.GetValue(flags.Team);
        Anomaly[] own = [.. all.Where(anomaly => team is null || anomaly.Scope.Team == team || anomaly.MovedFrom?.Scope.Team == team)];
        Anomaly[] shown = session.Arguments.GetValue(flags.All) ? own : [.. own.Where(IsOfInterest)];
        IReadOnlyList<AnomalyNote> said = await session.Room<IAnomalyNotes>().ListAsync(cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(AnomalyTable.Build(shown, own.Length - shown.Length, Facts(session, flags, snapshot), AnomalyFeedback.Of(said)), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static bool IsOfInterest(Anomaly anomaly) => anomaly.IsOpen
        || anomaly is { State: AnomalyState.Expected }
        || (anomaly is { Event.Sign: > 0, State: AnomalyState.NewLevel } or { MovedFrom: not null, State: AnomalyState.New or AnomalyState.Ended });

    private static async Task<int> DecideAsync(Session session, AnomalyFlags flags, AnomalyDecision decision, DateOnly? until, CancellationToken cancellationToken)
    {
        (Anomaly anomaly, _) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
        string who = session.Arguments.GetValue(flags.By) ?? session.Surroundings.Environment("USER") ?? session.Surroundings.Environment("USERNAME") ?? "unknown";
        await session.Room<AnomalyService>().DecideAsync(
            anomaly, decision, session.Arguments.GetValue(flags.Note), until, who, session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{anomaly.Id} ({anomaly.Scope}): {decision.ToString().ToLowerInvariant()}{(until is { } day ? $" until {day:yyyy-MM-dd}" : "")}, by {who}.");
        return 0;
    }

    private static async Task<(Anomaly Anomaly, Snapshot Snapshot)> FindAsync(Session session, AnomalyFlags flags, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Anomaly> all, Snapshot snapshot) = await AllAsync(session, flags, cancellationToken).ConfigureAwait(false);
        string id = session.Arguments.GetValue(flags.Id)!;
        Anomaly[] found = [.. all.Where(anomaly => anomaly.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found.Length == 1
            ? (found[0], snapshot)
            : throw new CostGuardException(8, AnomalyErrors.NoSuchAnomaly.At(found.Length == 0 ? $"There is no anomaly '{id}'." : $"'{id}' begins several ids: {string.Join(", ", found.Select(anomaly => anomaly.Id))}."));
    }

    private static async Task<(IReadOnlyList<Anomaly> All, Snapshot Snapshot)> AllAsync(Session session, AnomalyFlags flags, CancellationToken cancellationToken)
    {
        double? threshold = session.Arguments.GetValue(flags.Sensitivity) is { } word ? AnomalyOptions.Of(word).Threshold : null;
        int days = Days(session, flags);
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Anomaly> all = await session.Room<AnomalyService>()
            .FindAsync(snapshot, session.Configuration, days, threshold, session.AsOf, cancellationToken).ConfigureAwait(false);
        return (all, snapshot);
    }

    private static ReportMeta Facts(Session session, AnomalyFlags flags, Snapshot snapshot) => new(
        snapshot.Id.Value, snapshot.DataThrough, session.Configuration.Company.Currency.Code, $"{session.Configuration.Company.Metric}Cost",
        string.Create(CultureInfo.InvariantCulture, $"last {Days(session, flags)} days"), null, PeriodHint.Stale(snapshot, session.AsOf, session.Configuration.Company.WarnAfter));

    private static int Days(Session session, AnomalyFlags flags) => session.Arguments.GetValue(flags.Days) is var days and >= 1 and <= DaysMax
        ? days
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--days must be from 1 to {DaysMax}."));

    private static AnomalyDecision Decision(string word) => word switch
    {
        "expected" => AnomalyDecision.Expected,
        "not-useful" => AnomalyDecision.NotUseful,
        _ => AnomalyDecision.Resolved,
    };

    private static DateOnly? Until(Session session, AnomalyFlags flags)
    {
        if (session.Arguments.GetValue(flags.Until) is not { } text) return null;
        if (session.Arguments.GetValue(flags.As) != "expected") throw new CostGuardException(2, CommandErrors.BadArgument.At("--until goes with --as expected only."));
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--until '{text}' is not a date such as 2026-12-31."));
    }
}
