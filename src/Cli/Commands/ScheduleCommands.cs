using System.CommandLine;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Schedule;

namespace CostGuard.Cli.Commands;

/// <summary>costguard schedule list|next|run|pause|resume.</summary>
public static class ScheduleCommands
{
    private static readonly ReportColumn[] ListColumns =
    [
        new("schedule", "Schedule", CellKind.Id), new("action", "Runs", CellKind.Text), new("cron", "Cron", CellKind.Text), new("timeZone", "Time zone", CellKind.Text),
        new("next", "Next", CellKind.Instant), new("last", "Last due", CellKind.Instant), new("state", "Last state", CellKind.State), new("detail", "Detail", CellKind.Text),
    ];

    private static readonly ReportColumn[] NextColumns =
        [new("dueAt", "Due (UTC)", CellKind.Instant), new("local", "Local", CellKind.Text), new("schedule", "Schedule", CellKind.Id), new("action", "Runs", CellKind.Text)];

    public static Command Build(Verbs verbs)
    {
        var name = new Argument<string>("NAME") { Description = "Schedule name." };
        var only = new Argument<string?>("NAME") { Description = "Only this schedule.", Arity = ArgumentArity.ZeroOrOne };
        var count = new Option<int>("--count") { Description = "How many.", DefaultValueFactory = _ => 10 };
        return Verbs.Group("schedule", "What runs when.",
        [
            verbs.Ask("list", "List schedules with their next and last run.", [], ListAsync),
            verbs.Ask("next", "Show the coming runs.", [only, count], (session, cancellationToken) =>
                NextAsync(session, session.Arguments.GetValue(only), session.Arguments.GetValue(count), cancellationToken)),
            verbs.Make("run", "Run a schedule now.", [name], (session, cancellationToken) => RunAsync(session, session.Arguments.GetValue(name)!, cancellationToken)),
            verbs.Make("pause", "Keep a schedule from running until it is resumed.", [name], async (session, cancellationToken) =>
            {
                await session.Room<ScheduleService>().PauseAsync(session.Arguments.GetValue(name)!, cancellationToken).ConfigureAwait(false);
                session.Screen.Line($"Paused {session.Arguments.GetValue(name)}.");
                return 0;
            }),
            verbs.Make("resume", "Let a paused schedule run again.", [name], async (session, cancellationToken) =>
            {
                await session.Room<ScheduleService>().ResumeAsync(session.Arguments.GetValue(name)!, cancellationToken).ConfigureAwait(false);
                session.Screen.Line($"Resumed {session.Arguments.GetValue(name)}.");
                return 0;
            }),
        ]);
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScheduleStatus> schedules = await session.Room<ScheduleService>().ListAsync(cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.schedule-list/1",
            Title = $"{schedules.Count} schedules",
            Columns = ListColumns,
            Rows = [.. schedules.Select(status => (object?[])
            [
                status.Schedule.Name, $"{status.Schedule.Action} {string.Join(' ', status.Schedule.Arguments)}".Trim(), status.Schedule.Cron, status.Schedule.TimeZone,
                status.Next, status.Last?.DueAt, status.Paused ? "paused" : status.Schedule.Enabled ? status.Last?.State.ToString() : "disabled", status.Last?.Detail,
            ])],
            Meta = ReportMeta.NoMoney,
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> NextAsync(Session session, string? name, int count, CancellationToken cancellationToken)
    {
        IReadOnlyList<ComingRun> runs = await session.Room<ScheduleService>().NextAsync(count, name, cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.schedule-next/1",
            Title = $"The next {runs.Count} runs",
            Columns = NextColumns,
            Rows = [.. runs.Select(run => (object?[])
            [
                run.DueAt, run.LocalDueAt.ToString("ddd d MMM yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture) + " " + run.Schedule.TimeZone,
                run.Schedule.Name, $"{run.Schedule.Action} {string.Join(' ', run.Schedule.Arguments)}".Trim(),
            ])],
            Meta = ReportMeta.NoMoney,
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> RunAsync(Session session, string name, CancellationToken cancellationToken)
    {
        // Its mails are real ones, and what is due is a matter of the clock.
        if (session.HasAsOf) throw new CostGuardException(2, CommandErrors.BadArgument.At("A schedule runs now: --as-of does not move it. To see its mail of another day: costguard mail preview."));
        RunOutcome outcome = await session.Room<ScheduleService>().RunNowAsync(name, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{name}: {outcome.State}. {outcome.Detail}");
        return outcome.State switch
        {
            RunState.Succeeded => 0,
            RunState.Partial => 7,
            RunState.Skipped => 5,
            _ => 1,
        };
    }
}
