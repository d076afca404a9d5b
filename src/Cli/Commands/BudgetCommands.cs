using System.CommandLine;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard budget list|show|check, alerts, and what is done with budgets' files and requests.</summary>
public static class BudgetCommands
{
    public static Command Build(Verbs verbs)
    {
        Option<string> period = GlobalOptions.Period("mtd");
        var name = new Argument<string>("NAME") { Description = "Budget name, or the team's." };
        var failOn = new Option<string>("--fail-on") { Description = "What makes the exit code 3: over, forecast (or expected to end above), warning (at risk or past a warning threshold, too) or never.", DefaultValueFactory = _ => "over" };
        failOn.AcceptOnlyFromAmong("over", "forecast", "warning", "never");
        var onStale = new Option<string>("--on-stale") { Description = "What an UNKNOWN state does: fail (exit code 5), warn or ignore.", DefaultValueFactory = _ => "fail" };
        onStale.AcceptOnlyFromAmong("fail", "warn", "ignore");
        return Verbs.Group("budget", "Are we within budget?",
        [
            verbs.Ask("list", "List budgets and their state.", [period], async (session, cancellationToken) =>
            {
                await AnswerAsync(session, period, null, cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("show", "Show one budget.", [name, period], async (session, cancellationToken) =>
            {
                await AnswerAsync(session, period, session.Arguments.GetValue(name), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("check", "Judge all budgets: exit code 0 within, 3 over, 5 cannot tell.", [period, failOn, onStale], async (session, cancellationToken) =>
            {
                IReadOnlyList<BudgetStatus> statuses = await AnswerAsync(session, period, null, cancellationToken).ConfigureAwait(false);
                return Verdict(session, statuses, session.Arguments.GetValue(failOn)!, session.Arguments.GetValue(onStale)!);
            }),
            .. BudgetFileCommands.All(verbs),
            .. BudgetRequestCommands.All(verbs),
            .. AlertCommands.Build(verbs),
        ]);
    }

    /// <summary>Over beats unknown: what is known to be over is over, whatever else is missing.</summary>
    private static int Verdict(Session session, IReadOnlyList<BudgetStatus> statuses, string failOn, string onStale)
    {
        bool failed = failOn != "never" && statuses.Any(status => status.State == BudgetState.Over
            || (failOn == "warning" && (status.State == BudgetState.AtRisk || status.Warning is not null)) || (failOn == "forecast" && status.Forecast?.AtEnd > status.Amount));
        if (failed) return 3;
        // Whoever asks for the forecast is not told "within" by a period that has none.
        bool blind = failOn == "forecast" && statuses.Any(status => status.Forecast is null && status.Days.Contains(DateOnly.FromDateTime(session.AsOf.UtcDateTime)));
        if (!blind && statuses.All(status => status.State != BudgetState.Unknown)) return 0;
        if (onStale == "warn") session.Screen.Note("! Some budgets cannot be told; see the reasons.");
        return onStale == "fail" ? 5 : 0;
    }

    private static async Task<IReadOnlyList<BudgetStatus>> AnswerAsync(Session session, Option<string> period, string? name, CancellationToken cancellationToken)
    {
        PeriodText months = session.Period(period);
        CostGuardConfiguration configuration = session.ConfigurationOf(months);
        if (configuration.Budgets.Count == 0)
            throw new CostGuardException(8, CommandErrors.BadArgument.At("There is no budget: write one to budgets/."));
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BudgetStatus> all = await session.Room<BudgetService>()
            .EvaluateAsync(snapshot, configuration, months.Days, session.AsOf, cancellationToken).ConfigureAwait(false);
        BudgetStatus[] chosen = [.. all.Where(status => name is null || status.Budget.Name == name || status.Budget.Team.Value == name)];
        if (chosen.Length == 0) throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no budget '{name}'. There are: {string.Join(", ", all.Select(status => status.Budget.Name))}."));
        ReportMeta facts = CostCommands.Facts(session, snapshot, months, null);
        await session.AnswerAsync(BudgetTable.Build(chosen, facts), cancellationToken).ConfigureAwait(false);
        return chosen;
    }
}
