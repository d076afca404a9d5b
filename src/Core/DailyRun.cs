using CostGuard.Core.Actions;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Core;

/// <summary>What a run is to do.</summary>
/// <param name="Period">The month to judge and report; null takes the month of the data.</param>
/// <param name="Mails">Which mails to queue.</param>
/// <param name="AsOf">The moment of the run, UTC.</param>
public sealed record DailyRunOptions(BillingPeriod? Period, MailKinds Mails, DateTimeOffset AsOf);

/// <summary>
/// The line through the house, one call a stage: collect → load → allocate → snapshot → judge → alert → verify → report → publish.
/// Command line, web and scheduler are doors to this room.
/// </summary>
public sealed class DailyRun(CollectStage collect, ISnapshotStore snapshots, BudgetService budgets, AlertService alerts, ActionProver actions, IReportRoom reports, IMailRoom mails)
{
    /// <summary>Runs the line once. A dead source or mail server makes the run partial; figures that do not tie stop it before anything goes out.</summary>
    public async Task<RunSummary> RunAsync(
        CostGuardConfiguration configuration, DailyRunOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        // Collect, normalise and seal: each connection's months become loads, or stay as they were.
        IReadOnlyList<CollectResult> collected =
            await collect.RunAsync(configuration.Connections, null, options.AsOf, progress, cancellationToken).ConfigureAwait(false);

        // Allocate: the current loads and this configuration are one snapshot, whose teams add up to its loads to the last digit.
        Snapshot snapshot = await snapshots.CurrentAsync(configuration, cancellationToken).ConfigureAwait(false);

        // Judge.
        BillingPeriod period = options.Period ?? Newest(snapshot, options.AsOf);
        IReadOnlyList<BudgetStatus> judged =
            await budgets.EvaluateAsync(snapshot, configuration, DayRange.Of(period), options.AsOf, cancellationToken).ConfigureAwait(false);

        // Alert: thresholds that were passed, in the periods that still move.
        AlertOutcome told = await alerts.RunAsync(snapshot, configuration, options.AsOf, cancellationToken).ConfigureAwait(false);

        // Verify: what done actions saved, once the bill can tell, and whether the cost comes back.
        IReadOnlyList<ProvedAction> proved = await actions.ProveNewsAsync(snapshot, "costguard", options.AsOf, cancellationToken).ConfigureAwait(false);

        // Report.
        var context = new ReportContext(snapshot, configuration, period, judged, options.AsOf);
        IReadOnlyList<FinishedReport> written = await reports.WriteAsync(context, cancellationToken).ConfigureAwait(false);

        // Publish, through the outbox.
        IReadOnlyList<QueuedMail> queued = await mails.QueueAsync(context, new MailOrder(options.Mails), written, cancellationToken).ConfigureAwait(false);
        Deliveries deliveries = await mails.DeliverAsync(cancellationToken).ConfigureAwait(false);
        return new RunSummary
        {
            Collected = collected,
            Snapshot = snapshot,
            Period = period,
            Budgets = judged,
            Alerts = told,
            Proved = proved,
            Reports = written,
            Mails = queued,
            Deliveries = deliveries,
        };
    }

    private static BillingPeriod Newest(Snapshot snapshot, DateTimeOffset asOf) => BillingPeriod.Of(snapshot.DataThrough ?? DateOnly.FromDateTime(asOf.UtcDateTime));
}
