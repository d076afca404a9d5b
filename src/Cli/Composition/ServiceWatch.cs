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
        var seen = new List<FaultSighting>();
        foreach (ScheduleConfig schedule in configuration.Schedules)
        {
            LateRun? late = paused.Contains(schedule.Name)
                ? null
                : LateRuns.Of(schedule, await history.ListAsync(schedule.Name, RunsLookedAt, cancellationToken).ConfigureAwait(false), now, options.AlarmAfter);
            seen.Add(new FaultSighting(Fault.OfSchedule(schedule.Name), late is null ? null : Late(late), IsAttempt: false));
        }

        seen.Add(new FaultSighting(Fault.Outbox, Left(await outbox.ListAsync(MessagesLookedAt, cancellationToken).ConfigureAwait(false), now), IsAttempt: false));
        return seen;
    }

    private static Problem Late(LateRun late)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(late.DueAt, CronTimes.Zone(late.Schedule));
        return FaultErrors.LateReport.At(string.Create(
            CultureInfo.InvariantCulture, $"{late.Schedule.Name}, due {local:ddd d MMM yyyy HH:mm} ({late.Schedule.TimeZone}), did not go out. {late.Why}"));
    }

    // Webhooks have a log and an end of their own; a mail that waits for its reader's morning has not been tried.
    private static Problem? Left(IReadOnlyList<OutboxMessage> messages, DateTimeOffset now)
    {
        OutboxMessage[] left = [.. messages.Where(message => message.Kind != WebhookEvents.OutboxKind && (message.State switch
        {
            DeliveryState.Failed or DeliveryState.Uncertain or DeliveryState.PartlySent => now - (message.ChangedAt ?? message.QueuedAt) < Forgotten,
            DeliveryState.Queued => message.Attempts > 0 && now - message.QueuedAt > Undelivered,
            _ => false,
        }))];
        if (left.Length == 0) return null;
        OutboxMessage last = left.MaxBy(message => message.ChangedAt ?? message.QueuedAt)!;
        return FaultErrors.Undelivered.At(string.Create(
            CultureInfo.InvariantCulture, $"{left.Length} {(left.Length == 1 ? "mail has" : "mails have")} not arrived, the last one \"{last.Subject}\": {last.State}, {last.Detail}"));
    }
}
