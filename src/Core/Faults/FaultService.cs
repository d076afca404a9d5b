using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;

namespace CostGuard.Core.Faults;

/// <summary>
/// Tells operators what broke, once, daily while it stays so, and when it works again. The state and its messages are written in one transaction:
/// a process that dies anywhere between loses nothing and tells nothing twice.
/// </summary>
public sealed class FaultService(IFaultStore store, IFaultWriter writer, CostGuardConfiguration configuration)
{
    private const int TriesMax = 5;

    /// <summary>Who is told: operators of notifications/routing.yaml, else the readers of stale data, else those of the finance report.</summary>
    public static IReadOnlyList<string> Operators(CostGuardConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        IReadOnlyList<string> named = configuration.Alerts.OperatorsTo.Count > 0 ? configuration.Alerts.OperatorsTo
            : configuration.Alerts.StaleDataTo.Count > 0 ? configuration.Alerts.StaleDataTo
            : configuration.FinanceTo;
        return [.. named.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Everything that does not work, by subject.</summary>
    public async Task<IReadOnlyList<Fault>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken).ConfigureAwait(false)).Where(fault => fault.IsOpen)];

    /// <summary>Notes how collecting went, connection by connection; returns how many of them somebody is told.</summary>
    public Task<int> NoteAsync(IReadOnlyList<CollectResult> results, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        return NoteAsync([.. results.Select(result => new FaultSighting(Fault.OfConnection(result.Connection), result.Problem, IsAttempt: true))], asOf, cancellationToken);
    }

    /// <summary>Notes what was seen; returns how many of them somebody is told.</summary>
    public async Task<int> NoteAsync(IReadOnlyList<FaultSighting> sightings, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sightings);
        int queued = 0;
        foreach (FaultSighting sighting in sightings)
        {
            FaultSighting clean = sighting.Problem is { } problem ? sighting with { Problem = problem with { Message = writer.Clean(problem.Message) } } : sighting;
            if (await ChangeAsync(sighting.Subject, fault => FaultMachine.Step(fault, clean, asOf), asOf, cancellationToken).ConfigureAwait(false)) queued++;
        }

        return queued;
    }

    /// <summary>Sends the daily reminders that are due; for subjects that nobody tries any more, too.</summary>
    public async Task<int> RemindAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        int queued = 0;
        foreach (Fault open in await OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await ChangeAsync(open.Subject, fault => FaultMachine.Remind(fault, asOf), asOf, cancellationToken).ConfigureAwait(false)) queued++;
        }

        return queued;
    }

    /// <summary>Marks a fault as seen.</summary>
    /// <exception cref="CostGuardException">CG2671, exit code 8: nothing of the name is broken.</exception>
    public async Task AcknowledgeAsync(string subject, string note, CancellationToken cancellationToken)
    {
        bool found = false;
        await ChangeAsync(
            subject,
            fault =>
            {
                found = fault.IsOpen;
                return (FaultMachine.Acknowledge(fault, note), null);
            },
            default,
            cancellationToken).ConfigureAwait(false);
        if (!found) throw new CostGuardException(8, FaultErrors.NoSuchFault.At($"Nothing of the name '{subject}' is broken."));
    }

    // True when somebody is told.
    private async Task<bool> ChangeAsync(
        string subject, Func<Fault, (Fault Next, FaultNoticeKind? Notice)> step, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        for (int tries = 0; tries < TriesMax; tries++)
        {
            Fault before = (await store.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(fault => fault.Subject == subject) ?? new Fault { Subject = subject };
            (Fault next, FaultNoticeKind? notice) = step(before);
            if (ReferenceEquals(before, next)) return false;
            IReadOnlyList<OutboxMessage> messages = notice is { } kind
                ? await writer.MessagesAsync(new FaultLetter(next, kind, Operators(configuration), asOf), cancellationToken).ConfigureAwait(false)
                : [];
            if (await store.SaveAsync(next, messages, cancellationToken).ConfigureAwait(false)) return messages.Count > 0;
        }

        throw new InvalidOperationException($"Other processes keep writing the fault '{subject}'.");
    }
}
