using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>Judges all series of a snapshot and makes one list of anomalies of what it finds (domain E.3 to E.6).</summary>
internal sealed class AnomalyFinder(Func<string, AnomalyOptions> options, IReadOnlyList<AnomalyNote> notes)
{
    private const int UsualDaysToEnd = 3;
    private const int LateDays = 2;

    // What the events of a team's services explain is not told again as an event of the team.
    private const decimal ExplainedShare = 0.7m;

    private readonly ILookup<string, AnomalyNote> _notes = notes.ToLookup(note => note.Scope, StringComparer.Ordinal);

    /// <summary>Anomalies with an unusual day in the judged days, the newest first, then by impact.</summary>
    public IReadOnlyList<Anomaly> Find(CostSeriesSet set, DayRange judged)
    {
        List<Anomaly> found = [.. set.All.SelectMany(series => Find(series, set, judged))];
        Anomaly[] parts = [.. found.Where(anomaly => !anomaly.Scope.IsTeam)];
        Anomaly[] kept = [.. found.Where(anomaly => !anomaly.Scope.IsTeam || !IsExplained(anomaly, parts))];
        return [.. AnomalyMoves.Pair(kept).OrderByDescending(anomaly => anomaly.Event.Last).ThenByDescending(anomaly => Math.Abs(anomaly.NetImpact)).ThenBy(anomaly => anomaly.Scope.Key, StringComparer.Ordinal)];
    }

    private IEnumerable<Anomaly> Find(CostSeries series, CostSeriesSet set, DayRange judged)
    {
        double[] values = series.Values(set.Known);
        int from = judged.Start.DayNumber - series.Days.Start.DayNumber;
        DateOnly last = judged.End.AddDays(-1);
        IReadOnlyList<JudgedDay> days = new AnomalyDetector(options(series.Scope.Team)).Judge(series.Days.Start, values, from, Rules(series.Scope, last));
        foreach (EventDays each in AnomalyEvents.Group(days).Where(each => !MayBeLateData(each, last))) yield return Made(series, each, last, isNew: false) with { Course = days };
        if (series.Scope.IsTeam) yield break;

        double teamDay = MeanDay(set.Find(new AnomalyScope(series.Scope.Team, null, null, series.Scope.Currency, IsTeam: true)), judged);
        foreach (EventDays each in NewSpend.Find(series.Days.Start, values, from, teamDay)) yield return Made(series, each, last, isNew: true) with { Course = days };
    }

    private Anomaly Made(CostSeries series, EventDays days, DateOnly last, bool isNew)
    {
        (decimal actual, decimal expected) = AnomalyEvents.Amounts(days, series.On, series.Scope.Currency);
        AnomalyNote? note = NoteOf(series.Scope, days);
        return new Anomaly
        {
            Scope = series.Scope,
            Event = days,
            Actual = actual,
            Expected = expected,
            IsNewSpend = isNew,
            Note = note,
            State = StateOf(days, note, last),
        };
    }

    /// <summary>The newest days of a bill still grow: a fall that is seen there only is no news yet.</summary>
    private static bool MayBeLateData(EventDays days, DateOnly last) => days.Sign < 0 && days.Start > last.AddDays(-LateDays);

    /// <summary>The decision that belongs to an event. Restated data may move its start by a day, or a planned window may hold it.</summary>
    private AnomalyNote? NoteOf(AnomalyScope scope, EventDays days) => _notes[scope.Key]
        .Where(note => (note.Start >= days.Start.AddDays(-1) && note.Start <= days.Last)
            || (note.Decision == AnomalyDecision.Expected && note.Start <= days.Start && note.Until >= days.Start))
        .MaxBy(note => note.At);

    private static AnomalyState StateOf(EventDays days, AnomalyNote? note, DateOnly last)
    {
        bool ended = last.DayNumber - days.Last.DayNumber >= UsualDaysToEnd;
        return note switch
        {
            { Decision: AnomalyDecision.Resolved } => AnomalyState.Resolved,
            { Decision: AnomalyDecision.NotUseful } => AnomalyState.NotUseful,
            { Decision: AnomalyDecision.Expected } when !(note.Until < days.Last) => AnomalyState.Expected,
            _ when ended && !days.IsNewLevel => AnomalyState.Ended,
            { Decision: AnomalyDecision.Investigating } => AnomalyState.Investigating,
            _ when days.IsNewLevel => AnomalyState.NewLevel,
            _ => AnomalyState.New,
        };
    }

    private ScopeRules Rules(AnomalyScope scope, DateOnly last)
    {
        AnomalyNote[] own = [.. _notes[scope.Key]];
        if (own.Length == 0) return ScopeRules.None;
        IReadOnlyList<DateOnly> Days(AnomalyDecision decision) => [.. own.Where(note => note.Decision == decision).Select(note => DateOnly.FromDateTime(note.At.UtcDateTime))];
        return new ScopeRules
        {
            Planned = [.. own.Where(note => note.Decision == AnomalyDecision.Expected).Select(note => new DayRange(note.Start, Later(note.Start, note.Until ?? last).AddDays(1)))],
            False = Days(AnomalyDecision.NotUseful),
            Confirmed = Days(AnomalyDecision.Resolved),
        };
    }

    private static bool IsExplained(Anomaly team, IEnumerable<Anomaly> parts)
    {
        HashSet<DateOnly> days = [.. team.Event.Days.Select(day => day.Day)];
        double explained = parts.Where(part => part.Scope.Team == team.Scope.Team && part.Scope.Currency == team.Scope.Currency && part.Event.Sign == team.Event.Sign)
            .SelectMany(part => part.Event.Days).Where(day => days.Contains(day.Day)).Sum(day => day.Impact);
        return Math.Abs(explained) >= (double)(ExplainedShare * Math.Abs(team.Impact));
    }

    private static double MeanDay(CostSeries? team, DayRange judged)
    {
        if (team is null || judged.Days == 0) return 0;
        decimal sum = 0m;
        for (DateOnly day = judged.Start; day < judged.End; day = day.AddDays(1)) sum += team.On(day);
        return (double)(sum / judged.Days);
    }

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;
}
