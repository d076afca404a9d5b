using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;
using CostGuard.Core.Values;

namespace CostGuard.Core.Alerts;

/// <summary>What a round of alerts did.</summary>
/// <param name="Notices">What happened.</param>
/// <param name="Mailed">Mails queued.</param>
/// <param name="Waiting">Notices held back: quiet hours, one mail an hour, or a budget that cannot be told now.</param>
/// <param name="Unwatched">Running budgets that cannot be told now, for which no alert is sent.</param>
public sealed record AlertOutcome(int Notices, int Mailed, int Waiting, int Unwatched = 0);

/// <summary>
/// A round of alerts: judge the periods that still move, hold them against their thresholds, write down what is to be told, and put what may be
/// told now into mails. Doing it twice, or dying anywhere between, changes nothing in what is sent.
/// </summary>
public sealed class AlertService(BudgetService budgets, IAlertStore store, IAlertWriter writer, AnomalyService? anomalies = null, ISubscriptionStore? subscriptions = null)
{
    // Days in which an anomaly can still open, grow or end; and how far back the alerts of those may have begun.
    private const int AnomalyDays = AnomalyService.UsualDays, AnomalyDaysKept = 75;

    // Providers restate the last month for some days after its end; then it is history.
    private const int SettleDays = 5;
    private const int TriesMax = 5;

    /// <summary>One round on a snapshot.</summary>
    public async Task<AlertOutcome> RunAsync(Snapshot snapshot, CostGuardConfiguration configuration, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var context = new AlertContext(snapshot, configuration, asOf);
        IReadOnlyList<BudgetStatus> statuses = await StatusesAsync(context, cancellationToken).ConfigureAwait(false);
        Dictionary<string, BudgetOutlook> forecasts = statuses.Where(status => status.Forecast is not null)
            .ToDictionary(status => status.Budget.Name, status => status.Forecast!, StringComparer.Ordinal);
        var round = new Judged(statuses, forecasts, await UnusualAsync(context, cancellationToken).ConfigureAwait(false));
        (int happened, bool post) = await JudgeAsync(context, round, cancellationToken).ConfigureAwait(false);
        (int mailed, int waiting) = post ? await PostAsync(context, round, cancellationToken).ConfigureAwait(false) : (0, 0);
        return new AlertOutcome(happened, mailed, waiting, StaleDataAlert.Unwatched(statuses, asOf).Count);
    }

    /// <summary>What is held against the alerts; <paramref name="Unusual"/> is null when nothing can or shall be said about anomalies now.</summary>
    private sealed record Judged(IReadOnlyList<BudgetStatus> Statuses, IReadOnlyDictionary<string, BudgetOutlook> Forecasts, IReadOnlyList<Anomaly>? Unusual);

    // On data that are too old nothing is unusual and nothing is over.
    private async Task<IReadOnlyList<Anomaly>?> UnusualAsync(AlertContext context, CancellationToken cancellationToken) =>
        anomalies is null || context.Configuration.Alerts.AnomaliesFrom is null || Age(context) is not { } age || age > context.Configuration.Company.FailAfter
            ? null
            : await anomalies.FindAsync(context.Snapshot, context.Configuration, AnomalyDays, null, context.AsOf, cancellationToken).ConfigureAwait(false);

    private static AnomalyRound? Round(AlertContext context, Judged judged, AlertBook book) => judged.Unusual is null ? null : AnomalyAlerts.Evaluate(
        judged.Unusual, book.Alerts, context.Configuration.Alerts.AnomaliesFrom!.Value, context.Snapshot.DataThrough!.Value.AddDays(1 - AnomalyDays), context.AsOf);

    // The periods that are watched: the one that runs, and the one before until its last day is known and has settled.
    private async Task<IReadOnlyList<BudgetStatus>> StatusesAsync(AlertContext context, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(context.AsOf.UtcDateTime);
        var month = BillingPeriod.Of(today);
        IReadOnlyList<BudgetStatus> now = await JudgedAsync(month).ConfigureAwait(false);
        IReadOnlyList<BudgetStatus> before = await JudgedAsync(month.Previous).ConfigureAwait(false);
        return [.. before.Where(status => status.Days.End <= today && IsOpen(status, today)), .. now];

        Task<IReadOnlyList<BudgetStatus>> JudgedAsync(BillingPeriod of) =>
            budgets.EvaluateAsync(context.Snapshot, context.Configuration, DayRange.Of(of), context.AsOf, cancellationToken);
    }

    private static bool IsOpen(BudgetStatus status, DateOnly today) =>
        status.Through is not { } through || through < status.Days.End.AddDays(-1) || today < status.Days.End.AddDays(SettleDays);

    private async Task<(int Notices, bool Post)> JudgeAsync(AlertContext context, Judged judged, CancellationToken cancellationToken)
    {
        for (int tries = 0; tries < TriesMax; tries++)
        {
            AlertBook book = await store.ReadAsync(Since(context, judged), cancellationToken).ConfigureAwait(false);
            AlertRound round = BudgetAlerts.Evaluate(
                judged.Statuses, judged.Forecasts, book.Alerts, context.AsOf,
                budget => AlertReaders.TeamOf(context.Configuration, budget)?.BudgetAlerts.AfterDays is { } days ? TimeSpan.FromDays(days) : null);
            AnomalyRound? unusual = Round(context, judged, book);
            (ThresholdAlert stale, bool tell) = StaleDataAlert.Step(
                book.Alerts.FirstOrDefault(alert => alert.Budget == StaleDataAlert.Budget), Age(context), context.Configuration.Company.FailAfter, context.AsOf,
                [.. StaleDataAlert.Unwatched(judged.Statuses, context.AsOf).Select(status => status.Budget.Name)]);

            var notices = round.Notices.SelectMany(notice => Notices(context, notice)).ToList();
            notices.AddRange(unusual?.Notices.SelectMany(notice => Notices(context, notice)) ?? []);
            if (tell) notices.AddRange(AlertReaders.OfStaleData(context.Configuration).Select(reader => NoticeOf(stale, AlertNoticeKind.StaleData, reader, context.AsOf)));
            HashSet<ThresholdAlert> known = [.. book.Alerts];
            ThresholdAlert[] changed = [.. round.Alerts.Concat(unusual?.Alerts ?? []).Append(stale).Where(alert => !known.Contains(alert) && (alert != stale || tell || alert.Revision > 0))];
            bool post = notices.Count + book.Waiting.Count > 0;
            if (changed.Length + notices.Count == 0) return (0, post);
            if (await store.SaveAsync(changed, notices, cancellationToken).ConfigureAwait(false)) return (round.Notices.Count + (unusual?.Notices.Count ?? 0) + (tell ? 1 : 0), post);
        }

        throw new InvalidOperationException("Other processes keep writing alerts.");
    }

    private async Task<(int Mailed, int Waiting)> PostAsync(AlertContext context, Judged judged, CancellationToken cancellationToken)
    {
        AlertBook book = await store.ReadAsync(Since(context, judged), cancellationToken).ConfigureAwait(false);
        var preferences = new MailPreferences(context.Configuration.Preferences, subscriptions is null ? [] : await subscriptions.ListAsync(cancellationToken).ConfigureAwait(false));
        AlertPost post = AlertPost.Sort(book, context.Configuration, judged.Statuses, judged.Forecasts, context.AsOf, Round(context, judged, book)?.Found, preferences);
        if (!await RearmAsync(book, post, context.AsOf, cancellationToken).ConfigureAwait(false)) return (0, book.Waiting.Count);
        foreach ((AlertNotice notice, string why) in post.Dropped)
            await store.SettleAsync([notice], null, why, context.AsOf, cancellationToken).ConfigureAwait(false);
        int mailed = 0, held = book.Waiting.Count - post.Dropped.Count;
        foreach (AlertLetter letter in post.Letters)
        {
            OutboxMessage mail = await writer.MailAsync(context, letter, cancellationToken).ConfigureAwait(false);
            held -= letter.Items.Count;
            if (await store.SettleAsync([.. letter.Items.Select(item => item.Notice)], mail, "mailed", context.AsOf, cancellationToken).ConfigureAwait(false)) mailed++;
        }

        return (mailed, held);
    }

    // A crossing that nobody heard of starts no pause: what it held back would be told to nobody either.
    private async Task<bool> RearmAsync(AlertBook book, AlertPost post, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        HashSet<(string, DateOnly, string)> untold = [.. post.NeverTold.SelectMany(notice => notice.Thresholds.Select(threshold => (notice.Budget, notice.Period, threshold)))];
        ThresholdAlert[] armed = [.. book.Alerts.Where(alert => alert.State == AlertState.Recovered && untold.Contains((alert.Budget, alert.Period, alert.Threshold)))
            .Select(alert => alert with { State = AlertState.Armed, EnteredAt = asOf, NotifiedAt = null })];
        return armed.Length == 0 || await store.SaveAsync(armed, [], cancellationToken).ConfigureAwait(false);
    }

    private static DateOnly Since(AlertContext context, Judged judged)
    {
        DateOnly since = judged.Statuses.Count == 0 ? DateOnly.MaxValue : judged.Statuses.Min(status => status.Days.Start);
        DateOnly unusual = context.Snapshot.DataThrough?.AddDays(-AnomalyDaysKept) ?? DateOnly.MaxValue;
        return since < unusual ? since : unusual;
    }

    private static IEnumerable<AlertNotice> Notices(AlertContext context, AnomalyNotice notice) =>
        AlertReaders.OfAnomaly(context.Configuration, notice.Team, notice.Kind).Select(reader => NoticeOf(notice.Alert, notice.Kind, reader, context.AsOf));

    private static IEnumerable<AlertNotice> Notices(AlertContext context, BudgetNotice notice) =>
        AlertReaders.Of(context.Configuration, notice.Status.Budget, notice.Kind).Select(reader => new AlertNotice
        {
            Key = notice.Key,
            Reader = reader,
            Budget = notice.Status.Budget.Name,
            Period = notice.Status.Days.Start,
            Kind = notice.Kind,
            Thresholds = [.. notice.All.Select(threshold => threshold.Id)],
            At = context.AsOf,
        });

    private static AlertNotice NoticeOf(ThresholdAlert alert, AlertNoticeKind kind, string reader, DateTimeOffset asOf) => new()
    {
        Key = alert.Key(kind),
        Reader = reader,
        Budget = alert.Budget,
        Period = alert.Period,
        Kind = kind,
        Thresholds = [alert.Threshold],
        At = asOf,
    };

    private static TimeSpan? Age(AlertContext context) => context.Snapshot.DataThrough is { } day
        ? context.AsOf - new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
        : null;
}
