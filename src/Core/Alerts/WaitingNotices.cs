using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;

namespace CostGuard.Core.Alerts;

/// <summary>The waiting notices, held against how things are now: of a notice about several thresholds those stay that are still so.</summary>
internal sealed class WaitingNotices
{
    private const string NoLongerTrue = "no longer true";

    private readonly AlertBook _book;
    private readonly List<(AlertNotice Notice, BudgetStatus? Status)> _ready = [];
    private readonly List<(AlertNotice Notice, string Why)> _dropped = [];
    private readonly List<AlertNotice> _untold = [];

    private WaitingNotices(AlertBook book) => _book = book;

    /// <summary>What may be told now.</summary>
    public IReadOnlyList<(AlertNotice Notice, BudgetStatus? Status)> Ready => _ready;

    /// <summary>What is not told any more, with the reason.</summary>
    public IReadOnlyList<(AlertNotice Notice, string Why)> Dropped => _dropped;

    /// <summary>Crossings that were over before anybody was told of them.</summary>
    public IReadOnlyList<AlertNotice> NeverTold =>
        [.. _untold.Where(each => each.Kind == AlertNoticeKind.Crossed && each.Thresholds.Count > 0 && _ready.Any(kept => kept.Notice.Key == each.Key && kept.Notice.Reader == each.Reader) && Others(each).Length == 0),
            .. _dropped.Where(each => each.Why == NoLongerTrue && each.Notice.Kind == AlertNoticeKind.Crossed && Others(each.Notice).Length == 0).Select(each => each.Notice)];

    /// <summary>Judges what waits. A notice about a budget that cannot be told now, or about anomalies when nothing is known of them, is in neither list.</summary>
    public static WaitingNotices Judge(AlertBook book, IReadOnlyList<BudgetStatus> statuses, bool anomaliesAreKnown, MailPreferences? preferences)
    {
        var judged = new WaitingNotices(book);
        var states = book.Alerts.ToDictionary(alert => (alert.Budget, alert.Period, alert.Threshold), alert => alert.State);
        foreach (AlertNotice waiting in book.Waiting)
        {
            string[] still = [.. waiting.Thresholds.Where(threshold => states.GetValueOrDefault((waiting.Budget, waiting.Period, threshold)) == TrueIn(waiting.Kind))];
            AlertNotice notice = still.Length == 0 || still.Length == waiting.Thresholds.Count ? waiting : waiting with { Thresholds = still };
            judged._untold.Add(waiting with { Thresholds = [.. waiting.Thresholds.Except(still, StringComparer.Ordinal)] });
            BudgetStatus? status = statuses.FirstOrDefault(each => each.Budget.Name == notice.Budget && each.Days.Start == notice.Period);
            if ((WhyNot(notice, status, states) ?? Unwanted(notice, preferences)) is { } why) judged._dropped.Add((notice, why));
            else if (notice.Kind == AlertNoticeKind.StaleData || (AnomalyAlerts.IsAbout(notice.Kind) && anomaliesAreKnown) || status is { State: not BudgetState.Unknown, Actual: not null }) judged._ready.Add((notice, status));
        }

        judged.KeepNewest();
        judged.CallOff();
        return judged;
    }

    /// <summary>Who has the same in a mail already, and for whom it still waits; not those who are not to get it.</summary>
    public string[] Others(AlertNotice notice) =>
        [.. _book.Told.Where(each => each.Key == notice.Key).Select(each => each.Reader)
            .Concat(_book.Waiting.Where(each => each.Key == notice.Key && !_dropped.Any(gone => gone.Notice.Key == each.Key && gone.Notice.Reader == each.Reader)).Select(each => each.Reader))
            .Where(reader => !string.Equals(reader, notice.Reader, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    // Of two notices about the data the newer one says everything.
    private void KeepNewest()
    {
        foreach (var (notice, status) in _ready.Where(each => each.Notice.Kind == AlertNoticeKind.StaleData)
            .GroupBy(each => each.Notice.Reader, StringComparer.OrdinalIgnoreCase).SelectMany(reader => reader.OrderByDescending(each => each.Notice.At).Skip(1)).ToArray())
        {
            _ready.Remove((notice, status));
            _dropped.Add((notice, "told with a newer one"));
        }
    }

    // What was never told needs no calling off.
    private void CallOff()
    {
        foreach (var (notice, status) in _ready.Where(each => TrueIn(each.Notice.Kind) == AlertState.Recovered).ToArray())
        {
            AlertNoticeKind opened = notice.Kind == AlertNoticeKind.Recovered ? AlertNoticeKind.Crossed : AlertNoticeKind.AnomalyOpened;
            string[] left = [.. notice.Thresholds.Except(_untold.Where(each => each.Kind == opened && Same(each, notice)).SelectMany(each => each.Thresholds), StringComparer.Ordinal)];
            if (left.Length == notice.Thresholds.Count) continue;
            _ready.Remove((notice, status));
            if (left.Length == 0) _dropped.Add((notice, "over before it was told"));
            else _ready.Add((notice with { Thresholds = left }, status));
        }
    }

    private static AlertState TrueIn(AlertNoticeKind kind) => kind is AlertNoticeKind.Recovered or AlertNoticeKind.AnomalyOver ? AlertState.Recovered : AlertState.Triggered;

    private static string? WhyNot(AlertNotice notice, BudgetStatus? status, Dictionary<(string, DateOnly, string), AlertState> states)
    {
        AlertState? state = notice.Thresholds.Count == 0 ? null : states.GetValueOrDefault((notice.Budget, notice.Period, notice.Thresholds[^1]));
        return notice.Kind switch
        {
            AlertNoticeKind.StaleData => state is AlertState.Triggered ? null : "all budgets are watched again",
            AlertNoticeKind.AnomalyOpened or AlertNoticeKind.AnomalyGrew => state is AlertState.Triggered ? null : state is AlertState.Acknowledged ? "somebody looks at it already" : "over before it was told",
            AlertNoticeKind.AnomalyOver => state is AlertState.Recovered ? null : NoLongerTrue,
            _ when status is null => "its budget or period is no longer watched",
            AlertNoticeKind.Recovered => state is AlertState.Recovered ? null : NoLongerTrue,
            _ => state is AlertState.Triggered ? null : state is AlertState.Acknowledged or AlertState.Snoozed ? "acknowledged before it was told" : NoLongerTrue,
        };
    }

    private static string? Unwanted(AlertNotice notice, MailPreferences? preferences) =>
        preferences is not null && AnomalyAlerts.IsAbout(notice.Kind) && !WebhookEvents.IsEndpoint(notice.Reader) && !preferences.Of(notice.Reader).Anomalies
            ? "the reader left mails about unusual cost"
            : null;

    private static bool Same(AlertNotice one, AlertNotice other) =>
        one.Budget == other.Budget && one.Period == other.Period && string.Equals(one.Reader, other.Reader, StringComparison.OrdinalIgnoreCase);
}
