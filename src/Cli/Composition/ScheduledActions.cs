using System.Globalization;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Reports;
using CostGuard.Core;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Composition;

/// <summary>"collect": reads the named connections, or all.</summary>
public sealed class CollectAction(CollectStage collect, IMailRoom mails, ArrivalNews news, CostGuardConfiguration configuration) : IScheduledAction
{
    public string Key => "collect";

    public async Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = run.Schedule.Arguments;
        Connection[] chosen = [.. configuration.Connections.Where(connection => names.Count == 0 || names.Contains("all") || names.Contains(connection.Name))];
        IReadOnlyList<CollectResult> results = await collect.RunAsync(chosen, null, run.DueAt, null, cancellationToken).ConfigureAwait(false);

        // Who must know of a source that broke, or of a closed month that was restated, does not wait for the next report.
        await news.QueueAsync(run.DueAt, cancellationToken).ConfigureAwait(false);
        await mails.DeliverAsync(cancellationToken).ConfigureAwait(false);
        return Outcome(results);
    }

    internal static RunOutcome Outcome(IReadOnlyList<CollectResult> results)
    {
        CollectResult[] failed = [.. results.Where(result => result.Problem is not null)];
        int sealedLoads = results.Sum(result => result.Loads.Count(load => !load.Unchanged));
        string detail = string.Create(CultureInfo.InvariantCulture, $"{results.Count - failed.Length} of {results.Count} connections, {sealedLoads} new loads")
            + string.Concat(results.SelectMany(result => result.Left.Append(result.Problem).OfType<Problem>().Select(problem => $"; {result.Connection}: {problem.Code} {problem.Message}")));
        RunState state = results.All(result => result.Complete) ? RunState.Succeeded : failed.Length == results.Count ? RunState.Failed : RunState.Partial;
        return new RunOutcome(state, detail);
    }
}

/// <summary>"mail": weekly-team digests or the finance report.</summary>
public sealed class MailAction(ReportContexts contexts, IReportRoom reports, IMailRoom mails, ClosePack? pack = null) : IScheduledAction
{
    public string Key => "mail";

    public async Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken)
    {
        MailKinds kinds = run.Schedule.Arguments.Any(name => name is "finance" or "finance-pack") ? MailKinds.Finance : MailKinds.WeeklyTeam;
        BillingPeriod? period = kinds == MailKinds.Finance ? run.LastMonth : null;
        ReportContext context = await contexts.CurrentAsync(period, run.DueAt, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FinishedReport> files = kinds == MailKinds.Finance ? await reports.WriteAsync(context, cancellationToken).ConfigureAwait(false) : [];
        if (pack is not null && kinds == MailKinds.Finance) files = await pack.WithFilesAsync(context, files, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<QueuedMail> queued = await mails.QueueAsync(context, OrderOf(run, kinds), files, cancellationToken).ConfigureAwait(false);
        Deliveries deliveries = await mails.DeliverAsync(cancellationToken).ConfigureAwait(false);
        string detail = string.Create(CultureInfo.InvariantCulture, $"{queued.Count(mail => mail.IsNew)} mails queued, {deliveries.Sent} sent, {deliveries.Waiting} waiting, {deliveries.Failed + deliveries.Uncertain} failed or uncertain");
        return new RunOutcome(deliveries.Complete ? RunState.Succeeded : RunState.Partial, detail);
    }

    private static MailOrder OrderOf(ScheduledRun run, MailKinds kinds) => new(kinds) { Teams = run.Schedule.Teams, StaleBanner = run.StaleBanner, Due = run.DueAt };
}

/// <summary>"report": the finance workbook of the last month, or what definitions of reports/ say.</summary>
public sealed class ReportAction(ReportContexts contexts, IReportRoom reports, DefinedReports defined, DefinedWorkbooks workbooks) : IScheduledAction
{
    public string Key => "report";

    public async Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken)
    {
        var files = new List<FinishedReport>();
        foreach (string name in run.Schedule.Arguments.DefaultIfEmpty(ReportKind.Finance))
        {
            if (defined.Find(name) is { } definition)
            {
                if (definition.Workbook is null) files.Add((await defined.WriteAsync(definition, null, run.DueAt, cancellationToken).ConfigureAwait(false)).File);
                else files.AddRange((await workbooks.WriteAsync(definition, null, run.DueAt, cancellationToken).ConfigureAwait(false)).Files);
                continue;
            }

            ReportContext context = await contexts.CurrentAsync(run.LastMonth, run.DueAt, cancellationToken).ConfigureAwait(false);
            files.AddRange(await reports.WriteAsync(context, cancellationToken).ConfigureAwait(false));
        }

        return new RunOutcome(RunState.Succeeded, string.Join(", ", files.Select(file => file.Name)));
    }
}

/// <summary>"daily": the whole line, without mails but those about budgets.</summary>
public sealed class DailyAction(DailyRun daily, IMailRoom mails, ArrivalNews news, CostGuardConfiguration configuration) : IScheduledAction
{
    public string Key => "daily";

    public async Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken)
    {
        RunSummary summary = await daily.RunAsync(configuration, new DailyRunOptions(null, MailKinds.None, run.DueAt), null, cancellationToken).ConfigureAwait(false);
        int told = await news.QueueAsync(run.DueAt, cancellationToken).ConfigureAwait(false);
        if (told > 0) await mails.DeliverAsync(cancellationToken).ConfigureAwait(false);
        RunOutcome collected = CollectAction.Outcome(summary.Collected);
        return collected with { Detail = $"{collected.Detail}; snapshot {summary.Snapshot.Id}; {AlertsAction.Words(summary.Alerts)}; {Proved(summary)}{string.Join(", ", summary.Reports.Select(file => file.Name))}" };
    }

    private static string Proved(RunSummary summary) => summary.Proved.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"{summary.Proved.Count(each => each.Problem is null)} done actions measured{string.Concat(summary.Proved.Where(each => each.Problem is not null).Select(each => $", {each.Action.Id}: {each.Problem!.Code}"))}; ");
}

/// <summary>Makes the context of a report: current snapshot, judged budgets.</summary>
public sealed class ReportContexts(ISnapshotStore snapshots, BudgetService budgets, CostGuardConfiguration configuration, ClosedConfigurations? closed = null)
{
    /// <summary>The context of a month; null takes the month of the data.</summary>
    public async Task<ReportContext> CurrentAsync(BillingPeriod? period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        Snapshot snapshot = await PinnedAsync(period, cancellationToken).ConfigureAwait(false) ?? await snapshots.CurrentAsync(configuration, cancellationToken).ConfigureAwait(false);
        BillingPeriod month = period ?? BillingPeriod.Of(snapshot.DataThrough ?? DateOnly.FromDateTime(asOf.UtcDateTime));
        // Budgets and teams of a closed month are those that it was closed with.
        CostGuardConfiguration valid = closed?.Of(month) ?? configuration;
        IReadOnlyList<BudgetStatus> judged = await budgets.EvaluateAsync(snapshot, valid, DayRange.Of(month), asOf, cancellationToken).ConfigureAwait(false);
        return new ReportContext(snapshot, valid, month, judged, asOf);
    }

    // A closed month is reported from the snapshot that it was closed with.
    private async Task<Snapshot?> PinnedAsync(BillingPeriod? period, CancellationToken cancellationToken) =>
        configuration.Closed.FirstOrDefault(closing => closing.Period == period)?.Snapshot is { } id
            ? await snapshots.FindAsync(id.Value, cancellationToken).ConfigureAwait(false)
            : null;
}
