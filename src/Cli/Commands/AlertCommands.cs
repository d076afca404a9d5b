using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard budget alerts|ack|snooze.</summary>
public static class AlertCommands
{
    // A year's budget and a project's: periods that may still run.
    private const int MonthsBack = 24;

    public static IEnumerable<Command> Build(Verbs verbs)
    {
        var name = new Argument<string>("NAME") { Description = "Budget name." };
        var threshold = new Option<string?>("--threshold") { Description = "Only this threshold, as 'budget alerts' shows it (\"actual 0.8\"), or its share (80%).", HelpName = "THRESHOLD" };
        var note = new Option<string?>("--note") { Description = "What to write down beside your name.", HelpName = "TEXT" };
        var until = new Option<string>("--until") { Description = "Silent until the morning of this day (UTC); 14 days at most, and never past the period.", HelpName = "DAY", Required = true };
        var all = new Option<bool>("--all") { Description = "Show thresholds that were not reached, too." };
        yield return verbs.Ask("alerts", "List thresholds that were passed, and who has seen them.", [all], (session, cancellationToken) =>
            ListAsync(session, session.Arguments.GetValue(all), cancellationToken));
        yield return verbs.Make("ack", "Acknowledge what was passed: nobody is told again, and nothing is escalated.", [name, threshold, note], (session, cancellationToken) =>
            ChangeAsync(session, session.Arguments.GetValue(name)!, session.Arguments.GetValue(threshold), Acknowledge(session, session.Arguments.GetValue(note)), cancellationToken));
        yield return verbs.Make("snooze", "Keep passed thresholds silent until a day. A higher one is told all the same.", [name, threshold, until, note], (session, cancellationToken) =>
            ChangeAsync(session, session.Arguments.GetValue(name)!, session.Arguments.GetValue(threshold), Snooze(session, session.Arguments.GetValue(until)!, session.Arguments.GetValue(note)), cancellationToken));
    }

    private static async Task<int> ListAsync(Session session, bool all, CancellationToken cancellationToken)
    {
        AlertBook book = await BookAsync(session, cancellationToken).ConfigureAwait(false);
        ThresholdAlert[] shown = [.. book.Alerts.Where(alert => !AnomalyAlerts.IsAbout(alert) && (all || alert.State != AlertState.Armed))
            .OrderBy(alert => alert.State != AlertState.Triggered).ThenByDescending(alert => alert.Period).ThenBy(alert => alert.Budget, StringComparer.Ordinal).ThenBy(alert => alert.Threshold, StringComparer.Ordinal)];
        await session.AnswerAsync(AlertTable.Build(shown, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ChangeAsync(
        Session session, string name, string? threshold, Func<ThresholdAlert, ThresholdAlert> change, CancellationToken cancellationToken)
    {
        if (session.Configuration.Budgets.All(budget => budget.Name != name))
            throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no budget '{name}'. There are: {string.Join(", ", session.Configuration.Budgets.Select(budget => budget.Name))}."));
        AlertBook book = await BookAsync(session, cancellationToken).ConfigureAwait(false);
        (ThresholdAlert Before, ThresholdAlert After)[] changed = [.. book.Alerts
            .Where(alert => alert.Budget == name && (threshold is null || IsNamed(alert.Threshold, threshold)))
            .Select(alert => (alert, change(alert))).Where(pair => pair.alert != pair.Item2)];
        if (changed.Length == 0)
            throw new CostGuardException(8, AlertErrors.NoSuchAlert.At($"Nothing of '{name}'{(threshold is null ? "" : $" at '{threshold}'")} waits for somebody."));
        if (!await session.Room<IAlertStore>().SaveAsync([.. changed.Select(pair => pair.After)], [], cancellationToken).ConfigureAwait(false))
            throw new CostGuardException(9, AlertErrors.WrittenMeanwhile.At($"'{name}' was written by another process."));
        foreach ((_, ThresholdAlert after) in changed)
            session.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{after.Budget}, period from {after.Period:yyyy-MM-dd}, {after.Threshold}: {Word(after)}"));
        return 0;
    }

    private static Task<AlertBook> BookAsync(Session session, CancellationToken cancellationToken) => session.Room<IAlertStore>().ReadAsync(
        BillingPeriod.Of(DateOnly.FromDateTime(session.AsOf.UtcDateTime)).AddMonths(-MonthsBack).FirstDay, cancellationToken);

    private static Func<ThresholdAlert, ThresholdAlert> Acknowledge(Session session, string? note) =>
        alert => AlertMachine.Acknowledge(alert, Signed(session, note), session.AsOf);

    private static Func<ThresholdAlert, ThresholdAlert> Snooze(Session session, string until, string? note)
    {
        if (!DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            throw new CostGuardException(2, CommandErrors.BadArgument.At($"--until '{until}' is not a day such as 2026-11-16."));
        var end = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        if (end <= session.AsOf || end > session.AsOf.AddDays(14)) throw new CostGuardException(2, AlertErrors.SnoozeTooLong.At($"--until {until} is not in the next 14 days."));
        var calendar = FiscalCalendar.Of(session.Configuration.Company);
        return alert =>
        {
            BudgetConfig budget = session.Configuration.Budgets.First(each => each.Name == alert.Budget);
            DayRange days = budget.Once ?? calendar.Holding(budget.Kind, BillingPeriod.Of(alert.Period));
            var periodEnd = new DateTimeOffset(days.End, TimeOnly.MinValue, TimeSpan.Zero);
            return periodEnd <= session.AsOf ? alert : AlertMachine.Snooze(alert, end, periodEnd, Signed(session, note), session.AsOf);
        };
    }

    private static string Signed(Session session, string? note)
    {
        string who = session.Surroundings.Environment("USER") ?? session.Surroundings.Environment("USERNAME") ?? "somebody";
        return note is null ? who : $"{who}: {note}";
    }

    private static bool IsNamed(string id, string asked) =>
        id == asked || (asked.EndsWith('%') && decimal.TryParse(asked[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent)
            && id.EndsWith(string.Create(CultureInfo.InvariantCulture, $" {percent / 100m:0.############################}"), StringComparison.Ordinal));

    private static string Word(ThresholdAlert alert) => alert.State == AlertState.Snoozed
        ? string.Create(CultureInfo.InvariantCulture, $"silent until {alert.SnoozedUntil:yyyy-MM-dd HH:mm} UTC")
        : "acknowledged";
}
