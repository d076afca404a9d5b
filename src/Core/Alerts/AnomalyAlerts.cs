using System.Globalization;
using CostGuard.Core.Anomalies;

namespace CostGuard.Core.Alerts;

/// <summary>An anomaly as it was last told. Kept with its alert, so that growth and end can be told apart from news.</summary>
/// <param name="Last">Last unusual day that was known.</param>
/// <param name="Severity">Severity then.</param>
/// <param name="Impact">Impact then, in the currency of its series.</param>
public sealed record ToldAnomaly(DateOnly Last, AnomalySeverity Severity, decimal Impact);

/// <summary>What happened to one anomaly.</summary>
/// <param name="Alert">Its alert, as it is now.</param>
/// <param name="Kind">Opened, grew or over.</param>
/// <param name="Team">Team of its series.</param>
public sealed record AnomalyNotice(ThresholdAlert Alert, AlertNoticeKind Kind, string Team);

/// <summary>The outcome of a look at all anomalies.</summary>
/// <param name="Alerts">Alerts that changed.</param>
/// <param name="Notices">What is to be told.</param>
/// <param name="Found">The anomaly of each alert that still has one.</param>
public sealed record AnomalyRound(IReadOnlyList<ThresholdAlert> Alerts, IReadOnlyList<AnomalyNotice> Notices, IReadOnlyDictionary<(string, DateOnly), Anomaly> Found);

/// <summary>
/// Tells each anomaly once when it opens, again when it matters more or has doubled, and once when it is over (domain E.3). Anomalies are computed
/// anew each time, so an alert finds its anomaly by series and days, never by an id: restated data may move the start.
/// </summary>
public static class AnomalyAlerts
{
    private const string Front = "anomaly|team=";
    private const string Threshold = "anomaly";
    private const int MovedDaysMax = 2;
    private static readonly TimeSpan ReopenAfter = TimeSpan.FromHours(24);

    /// <summary>True for the three kinds that are about anomalies.</summary>
    public static bool IsAbout(AlertNoticeKind kind) => kind is AlertNoticeKind.AnomalyOpened or AlertNoticeKind.AnomalyGrew or AlertNoticeKind.AnomalyOver;

    /// <summary>True for an alert that is about an anomaly.</summary>
    public static bool IsAbout(ThresholdAlert alert) => alert.Threshold == Threshold;

    /// <summary>The team in the name of an anomaly's alert.</summary>
    public static string TeamOf(string name) => name[Front.Length..name.IndexOf(';', StringComparison.Ordinal)];

    /// <summary>What was told; null when the alert was never told.</summary>
    public static ToldAnomaly? Told(ThresholdAlert? alert)
    {
        string[] parts = alert?.Basis.Split('|') ?? [];
        return parts.Length != 3 ? null : new ToldAnomaly(
            DateOnly.ParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), Enum.Parse<AnomalySeverity>(parts[1]), decimal.Parse(parts[2], NumberStyles.Number, CultureInfo.InvariantCulture));
    }

    /// <summary>One look.</summary>
    /// <param name="anomalies">Anomalies of the judged days.</param>
    /// <param name="alerts">Alerts so far; those of budgets are left alone.</param>
    /// <param name="from">Least severity that is told.</param>
    /// <param name="judgedFrom">First judged day: an alert whose days lie before it ends without a word.</param>
    /// <param name="asOf">The moment, UTC.</param>
    public static AnomalyRound Evaluate(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<ThresholdAlert> alerts, AnomalySeverity from, DateOnly judgedFrom, DateTimeOffset asOf)
    {
        var changed = new List<ThresholdAlert>();
        var notices = new List<AnomalyNotice>();
        var found = new Dictionary<(string, DateOnly), Anomaly>();
        ThresholdAlert[] own = [.. alerts.Where(IsAbout)];
        var open = own.Where(alert => alert.State is AlertState.Triggered or AlertState.Acknowledged).ToList();
        foreach (Anomaly anomaly in anomalies.Where(each => each.Event.Sign > 0))
        {
            ThresholdAlert? known = own.Where(alert => IsOf(alert, anomaly)).MaxBy(alert => alert.Period);
            if (known is not null) found.TryAdd((known.Budget, known.Period), anomaly);
            if (known is not null) open.Remove(known);
            (ThresholdAlert? next, AlertNoticeKind? kind) = Step(known, anomaly, from, asOf);
            if (next is null || next == known) continue;
            changed.Add(next);
            found.TryAdd((next.Budget, next.Period), anomaly);
            if (kind is { } told) notices.Add(new AnomalyNotice(next, told, anomaly.Scope.Team));
        }

        // What goes on under another name (a service in place of its team) is not over.
        foreach (ThresholdAlert gone in open)
            End(gone, gone.State == AlertState.Triggered && Told(gone)?.Last >= judgedFrom && !anomalies.Any(each => each.IsOpen && each.Scope.Team == TeamOf(gone.Budget) && each.Event.Last >= gone.Period));
        return new AnomalyRound(changed, notices, found);

        void End(ThresholdAlert alert, bool tell)
        {
            ThresholdAlert over = alert with { State = AlertState.Recovered, EnteredAt = asOf, NotifiedAt = tell ? asOf : alert.NotifiedAt };
            changed.Add(over);
            if (tell) notices.Add(new AnomalyNotice(over, AlertNoticeKind.AnomalyOver, TeamOf(alert.Budget)));
        }
    }

    private static (ThresholdAlert? Next, AlertNoticeKind? Kind) Step(ThresholdAlert? known, Anomaly anomaly, AnomalySeverity from, DateTimeOffset asOf)
    {
        bool goesOn = anomaly.State is AnomalyState.New or AnomalyState.Investigating && anomaly.MovedFrom is null;
        if (known is null)
        {
            if (!goesOn || anomaly.Severity < from) return (null, null);
            // Whoever looks at it already needs no mail that there is something to look at.
            bool seen = anomaly.State == AnomalyState.Investigating;
            return (New(anomaly, seen ? AlertState.Acknowledged : AlertState.Triggered, asOf), seen ? null : AlertNoticeKind.AnomalyOpened);
        }

        // Expected until a day that has passed, or back after it was gone: news again, but never twice in a day.
        if (known.State == AlertState.Recovered)
        {
            bool again = anomaly.State == AnomalyState.New && goesOn && anomaly.Severity >= from && asOf - known.EnteredAt >= ReopenAfter;
            return again
                ? (known with { State = AlertState.Triggered, Entry = known.Entry + 1, EnteredAt = asOf, NotifiedAt = asOf, Basis = Basis(anomaly) }, AlertNoticeKind.AnomalyOpened)
                : (known, null);
        }

        if (anomaly.State is AnomalyState.Ended or AnomalyState.NewLevel || anomaly.MovedFrom is not null)
        {
            bool tell = known.State == AlertState.Triggered;
            return (known with { State = AlertState.Recovered, EnteredAt = asOf, Basis = Basis(anomaly) }, tell ? AlertNoticeKind.AnomalyOver : null);
        }

        // A person closed it: nobody needs a mail about what they did.
        if (!goesOn) return (known with { State = AlertState.Recovered, EnteredAt = asOf }, null);
        ToldAnomaly told = Told(known)!;
        bool matters = anomaly.Severity > told.Severity, doubled = anomaly.Impact >= 2 * told.Impact;
        if (anomaly.State == AnomalyState.Investigating && !matters) return (known with { State = AlertState.Acknowledged }, null);
        if (matters || (doubled && known.State == AlertState.Triggered))
            return (known with { State = AlertState.Triggered, Entry = known.Entry + 1, NotifiedAt = asOf, Basis = Basis(anomaly) }, AlertNoticeKind.AnomalyGrew);
        // The days go on; the amount that was told stays, for the next doubling.
        return (known with { Basis = Basis(anomaly, told) }, null);
    }

    private static ThresholdAlert New(Anomaly anomaly, AlertState state, DateTimeOffset asOf) => new()
    {
        Budget = $"anomaly|{anomaly.Scope.Key}",
        Period = anomaly.Event.Start,
        Threshold = Threshold,
        State = state,
        Entry = 1,
        EnteredAt = asOf,
        NotifiedAt = asOf,
        Basis = Basis(anomaly),
    };

    private static string Basis(Anomaly anomaly, ToldAnomaly? told = null) => string.Create(
        CultureInfo.InvariantCulture, $"{anomaly.Event.Last:yyyy-MM-dd}|{told?.Severity ?? anomaly.Severity}|{told?.Impact ?? anomaly.Impact}");

    private static bool IsOf(ThresholdAlert alert, Anomaly anomaly) => alert.Budget == $"anomaly|{anomaly.Scope.Key}"
        && anomaly.Event.Start <= Told(alert)!.Last.AddDays(MovedDaysMax) && anomaly.Event.Last >= alert.Period.AddDays(-MovedDaysMax);
}
