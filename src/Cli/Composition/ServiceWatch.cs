using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Schedule;

namespace CostGuard.Cli.Composition;

/// <summary>Looks for reports that did not go out by their hour and for mails that do not arrive, and tells operators.</summary>
public sealed class ServiceWatch(
    IRunHistory history, IOutbox outbox, FaultService faults, IMailRoom mails, SchedulerOptions options, CostGuardConfiguration configuration) : IServiceWatch
{
    private const int RunsLookedAt = 20, MessagesLookedAt = 1_000;
    private static readonly TimeSpan Undelivered = TimeSpan.FromHours(1), Forgotten = TimeSpan.FromDays(7);

    public async Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await faults.NoteAsync(await SightingsAsync(now, cancellationToken).ConfigureAwait(false), now, cancellationToken).ConfigureAwait(false);
        await faults.RemindAsync(now, cancellationToken).ConfigureAwait(false);

        // Not only these: a mail that waited for its reader's morning goes when the morning comes.
        await mails.DeliverAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<string>> TroublesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IEnumerable<string> seen = (await SightingsAsync(now, cancellationToken).ConfigureAwait(false)).Select(sighting => sighting.Problem).OfType<Problem>().Select(problem => problem.ToString());
        IEnumerable<string> broken = (await faults.OpenAsync(cancellationToken).ConfigureAwait(false)).Where(fault => fault.Connection is not null)
            .Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault.Code} {fault.Connection} cannot be read since {fault.Since?.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
        return [.. seen, .. broken];
    }

    private async Task<IReadOnlyList<FaultSighting>> SightingsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> paused = await history.PausedAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Fault> open = await faults.OpenAsync(cancellationToken).ConfigureAwait(false);
        var seen = new List<FaultSighting>();
        foreach (ScheduleConfig schedule in configuration.Schedules)
        {
            string subject = Fault.OfSchedule(schedule.Name);
            IReadOnlyList<RunRecord> runs = await history.ListAsync(schedule.Name, RunsLookedAt, cancellationToken).ConfigureAwait(false);
            bool isPaused = paused.Contains(schedule.Name);
            LateRun? late = isPaused ? null : LateRuns.Of(schedule, runs, now, options.AlarmAfter);
            DateTimeOffset? since = open.FirstOrDefault(fault => fault.Subject == subject)?.Since;
            seen.Add(new FaultSighting(subject, late is null ? null : Late(late), IsAttempt: false)
            {
                // Whoever stops a schedule has not brought the report that was late.
                IsForgotten = isPaused || !schedule.Enabled,
                Outcome = late is null && since is { } then ? Ended(schedule, LateRuns.Became(schedule, runs, then, options.AlarmAfter)) : null,
            });
        }

        IReadOnlyList<OutboxMessage> messages = await outbox.ListAsync(MessagesLookedAt, cancellationToken).ConfigureAwait(false);
        Problem? left = Left(messages, now, Forgotten);
        // A mail that was not delivered in a week will not be, and is no daily news; that mails arrive again would be false.
        seen.Add(new FaultSighting(Fault.Outbox, left, IsAttempt: false) { IsForgotten = left is null && Left(messages, now, TimeSpan.MaxValue) is not null });
        return seen;
    }

    private static string Ended(ScheduleConfig schedule, (DateTimeOffset DueAt, bool Came)? late) => late switch
    {
        null => "Whether the one that was late went out is not known any more: costguard mail log.",
        { Came: true } => "The one that was late went out.",
        { DueAt: var due } => $"The one due {Local(due, schedule)} did not go out: its readers have not got it.",
    };

    private static Problem Late(LateRun late) => FaultErrors.LateReport.At($"{late.Schedule.Name}, due {Local(late.DueAt, late.Schedule)}, did not go out. {late.Why}");

    private static string Local(DateTimeOffset due, ScheduleConfig schedule) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(due, CronTimes.Zone(schedule)):ddd d MMM yyyy HH:mm} ({schedule.TimeZone})");

    // Webhooks have a log and an end of their own; a mail that waits for its reader's morning has not been tried.
    private static Problem? Left(IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, TimeSpan spokenOf)
    {
        OutboxMessage[] left = [.. messages.Where(message => message.Kind != WebhookEvents.OutboxKind && (message.State switch
        {
            DeliveryState.Failed or DeliveryState.Uncertain or DeliveryState.PartlySent => now - (message.ChangedAt ?? message.QueuedAt) < spokenOf,
            DeliveryState.Queued => message.Attempts > 0 && now - message.QueuedAt > Undelivered,
            _ => false,
        }))];
        if (left.Length == 0) return null;
        OutboxMessage last = left.MaxBy(message => message.ChangedAt ?? message.QueuedAt)!;
        return FaultErrors.Undelivered.At(string.Create(
            CultureInfo.InvariantCulture, $"{left.Length} {(left.Length == 1 ? "mail has" : "mails have")} not arrived, the last one \"{last.Subject}\": {last.State}, {last.Detail}"));
    }
}
