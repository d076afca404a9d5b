using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Core.Faults;

/// <summary>What was seen of one subject.</summary>
/// <param name="Subject">Subject of the fault.</param>
/// <param name="Problem">What is wrong, without secrets; null when it works.</param>
/// <param name="IsAttempt">True when something was tried; false when it was only looked at, which counts nothing and writes nothing while nothing changes.</param>
public sealed record FaultSighting(string Subject, Problem? Problem, bool IsAttempt)
{
    /// <summary>True when what was wrong is only too old to speak of: the fault ends, and nobody is told that it works.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>How it ended, in a sentence, for what did not just go on: a report that stayed out. Null without anything to say.</summary>
    public string? Outcome { get; init; }
}

/// <summary>Told once when it breaks, once a day while it stays broken, once when it works again.</summary>
public static class FaultMachine
{
    /// <summary>A day, less what a daily run may be early.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromHours(23.5);

    /// <summary>The state after a sighting, and what is to be told; null for nothing. An unchanged state is the very same object.</summary>
    /// <param name="fault">The state before.</param>
    /// <param name="sighting">What was seen.</param>
    /// <param name="asOf">The moment, UTC.</param>
    public static (Fault Next, FaultNoticeKind? Notice) Step(Fault fault, FaultSighting sighting, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(sighting);
        if (sighting.Problem is not { } problem) return Works(fault, sighting, asOf);
        string line = string.Create(CultureInfo.InvariantCulture, $"{asOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC {problem.Code} {problem.Message}");
        if (!fault.IsOpen)
        {
            return (fault with
            {
                State = FaultState.Failing,
                Entry = fault.Entry + 1,
                Since = asOf,
                Attempts = 1,
                Code = problem.Code,
                Message = problem.Message,
                ToldAt = asOf,
                Log = [line],
                Note = null,
            }, FaultNoticeKind.Broke);
        }

        Fault seen = sighting.IsAttempt
            ? fault with { Attempts = fault.Attempts + 1, Code = problem.Code, Message = problem.Message, Log = [.. fault.Log.TakeLast(Fault.LogMax - 1), line] }
            : fault;
        return Remind(seen, asOf);
    }

    /// <summary>The daily reminder, when it is due.</summary>
    public static (Fault Next, FaultNoticeKind? Notice) Remind(Fault fault, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.State == FaultState.Failing && asOf - fault.ToldAt >= Reminder
            ? (fault with { ToldAt = asOf }, FaultNoticeKind.StillBroken)
            : (fault, null);
    }

    /// <summary>Somebody has seen it: no reminder until it works again. Nothing when it works.</summary>
    public static Fault Acknowledge(Fault fault, string note)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.IsOpen ? fault with { State = FaultState.Acknowledged, Note = note } : fault;
    }

    private static (Fault Next, FaultNoticeKind? Notice) Works(Fault fault, FaultSighting sighting, DateTimeOffset asOf)
    {
        if (fault.IsOpen && sighting.IsForgotten) return (fault with { State = FaultState.Fine }, null);
        if (fault.IsOpen) return (fault with { State = FaultState.Fine, LastGood = asOf, Message = sighting.Outcome ?? fault.Message }, FaultNoticeKind.Recovered);
        return (sighting.IsAttempt ? fault with { LastGood = asOf } : fault, null);
    }
}
