using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Schedule;

namespace CostGuard.Cli.Commands;

/// <summary>costguard status: freshness, budgets, next jobs and mail on one screen.</summary>
public static class StatusCommand
{
    private const int WarningsMax = 3;

    public static Command Build(Verbs verbs) => verbs.Make("status", "One screen: is the data fresh, are we within budget, what is broken or late (exit code 7), what runs next.", [], async (session, cancellationToken) =>
    {
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset asOf = session.AsOf;
        BillingPeriod month = BillingPeriod.Of(snapshot.DataThrough ?? DateOnly.FromDateTime(asOf.UtcDateTime));
        IReadOnlyList<BudgetStatus> budgets = await session.Room<BudgetService>()
            .EvaluateAsync(snapshot, session.Configuration, DayRange.Of(month), asOf, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{session.Configuration.Company.Company} · {session.Home.Path}");
        session.Screen.Line($"snapshot {snapshot.Id} · data through {snapshot.DataThrough?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none"}\n");
        Sources(session, snapshot, asOf);
        Budgets(session, budgets, month);
        IReadOnlyList<string> troubles = await session.Room<IServiceWatch>().TroublesAsync(asOf, cancellationToken).ConfigureAwait(false);
        foreach (string trouble in troubles) session.Screen.Line($"▲ {trouble}");
        if (troubles.Count > 0) session.Screen.Line("  Since when, and what to do: costguard fault list\n");
        await NextAsync(session, cancellationToken).ConfigureAwait(false);
        foreach (string warning in PeriodHint.Stale(snapshot, asOf, session.Configuration.Company.WarnAfter)) session.Screen.Line($"! {warning}");
        return budgets.Any(status => status.State == BudgetState.Over) ? 3 : budgets.Any(status => status.State == BudgetState.Unknown) || snapshot.Loads.Count == 0 ? 5 : troubles.Count > 0 ? 7 : 0;
    });

    private static void Sources(Session session, Snapshot snapshot, DateTimeOffset asOf)
    {
        session.Screen.Line("Sources");
        foreach (IGrouping<SourceKey, Load> source in snapshot.Loads.GroupBy(load => load.Source).OrderBy(group => group.Key))
        {
            DateOnly? through = source.Max(load => load.DataThrough);
            bool fresh = through is { } day && asOf - new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) <= session.Configuration.Company.WarnAfter;
            session.Screen.Line(string.Create(CultureInfo.InvariantCulture,
                $"  {(fresh ? "✓ Stable " : "! Warning")}  {source.Key,-20} {source.Count(),3} months  through {through:yyyy-MM-dd}  {source.Sum(load => load.RowsRead - load.RowsRejected),12:#,0} rows"));
            Warnings(session, source.MaxBy(load => load.Period)!);
        }

        if (snapshot.Loads.Count == 0) session.Screen.Line("  none: costguard import FILE --source NAME");
        session.Screen.Line();
    }

    // What was known of the newest month when it was read, such as a tag without values: budgets that match by that tag see nothing.
    private static void Warnings(Session session, Load load)
    {
        Problem[] warnings = [.. load.Problems.Where(problem => problem.Severity == Severity.Warning)];
        foreach (Problem warning in warnings.Take(WarningsMax)) session.Screen.Line($"      {load.Period}  {warning}");
        if (warnings.Length > WarningsMax) session.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"      … and {warnings.Length - WarningsMax} more: costguard load show {load.Id}"));
    }

    private static void Budgets(Session session, IReadOnlyList<BudgetStatus> budgets, BillingPeriod month)
    {
        session.Screen.Line($"Budgets {month}");
        foreach (BudgetStatus status in budgets)
        {
            string used = status.UsedShare is { } share ? string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(share * 100, 1):0.0} %") : "–";
            session.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"  {HeadlineText.State(status.State),-10} {status.Budget.Team.Value,-20} {used,8} used  {status.Reason}"));
        }

        if (budgets.Count == 0) session.Screen.Line("  none: write one to budgets/");
        session.Screen.Line();
    }

    private static async Task NextAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<ComingRun> runs = await session.Room<ScheduleService>().NextAsync(3, null, cancellationToken).ConfigureAwait(false);
        session.Screen.Line("Next (while 'costguard serve' runs)");
        foreach (ComingRun run in runs)
            session.Screen.Line($"  {run.DueAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC  {run.Schedule.Name}");
        if (runs.Count == 0) session.Screen.Line("  nothing is scheduled");
        session.Screen.Line();
    }
}
