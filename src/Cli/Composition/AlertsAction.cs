using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;

namespace CostGuard.Cli.Composition;

/// <summary>"alerts": judges the budgets on the data that is there, and sends what may be sent now: what quiet hours or the hour's pause held back, too.</summary>
public sealed class AlertsAction(ISnapshotStore snapshots, AlertService alerts, IMailRoom mails, CostGuardConfiguration configuration) : IScheduledAction
{
    public string Key => "alerts";

    public async Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken)
    {
        Snapshot snapshot = await snapshots.CurrentAsync(configuration, cancellationToken).ConfigureAwait(false);
        AlertOutcome told = await alerts.RunAsync(snapshot, configuration, run.DueAt, cancellationToken).ConfigureAwait(false);
        Deliveries deliveries = await mails.DeliverAsync(cancellationToken).ConfigureAwait(false);
        string detail = string.Create(CultureInfo.InvariantCulture, $"{Words(told)}; {deliveries.Sent} sent, {deliveries.Waiting} to be tried again, {deliveries.Failed + deliveries.Uncertain} failed or uncertain");
        return new RunOutcome(deliveries.Complete ? RunState.Succeeded : RunState.Partial, detail);
    }

    internal static string Words(AlertOutcome told) => string.Create(
        CultureInfo.InvariantCulture, $"{told.Notices} new budget alerts, {told.Mailed} alert mails queued, {told.Waiting} notices held back{(told.Unwatched == 0 ? "" : $", {told.Unwatched} {(told.Unwatched == 1 ? "budget" : "budgets")} not watched")}");
}
