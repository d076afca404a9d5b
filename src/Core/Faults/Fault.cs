namespace CostGuard.Core.Faults;

/// <summary>Where something that operators look after stands.</summary>
public enum FaultState
{
    /// <summary>It works.</summary>
    Fine,

    /// <summary>It does not work, and operators were told.</summary>
    Failing,

    /// <summary>It does not work, and somebody has seen it: no daily reminder.</summary>
    Acknowledged,
}

/// <summary>Why operators are told.</summary>
public enum FaultNoticeKind
{
    /// <summary>It broke.</summary>
    Broke,

    /// <summary>It is still broken a day later.</summary>
    StillBroken,

    /// <summary>It works again.</summary>
    Recovered,
}

/// <summary>A connection, a schedule or the outbox, and what became of it: one row each, kept in the state database.</summary>
public sealed record Fault
{
    /// <summary>Lines of the log that are kept.</summary>
    public const int LogMax = 20;

    /// <summary>The outbox: mails that do not arrive.</summary>
    public const string Outbox = "outbox";

    private const string ConnectionFront = "connection:", ScheduleFront = "schedule:";

    /// <summary>"connection:acme-aws", "schedule:weekly-digest", "outbox".</summary>
    public required string Subject { get; init; }

    /// <summary>Where it stands.</summary>
    public FaultState State { get; init; }

    /// <summary>How often it broke; a part of the notice's key, so that no restart sends one twice.</summary>
    public int Entry { get; init; }

    /// <summary>When it broke last, UTC; kept after the recovery.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it last worked, UTC; null when that was never seen.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Attempts that failed since it broke.</summary>
    public int Attempts { get; init; }

    /// <summary>Code of the last failure.</summary>
    public string Code { get; init; } = "";

    /// <summary>What it said, without secrets; of one that is over, how it ended where there is more to say than that it works.</summary>
    public string Message { get; init; } = "";

    /// <summary>When operators were last told, UTC.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>The last attempts in words, the newest last, without secrets; at most <see cref="LogMax"/>.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Who acknowledged it, and what they said.</summary>
    public string? Note { get; init; }

    /// <summary>How often it was written: a writer that read an older one is refused.</summary>
    public int Revision { get; init; }

    /// <summary>True while it does not work.</summary>
    public bool IsOpen => State != FaultState.Fine;

    /// <summary>The connection's name; null when it is about something else.</summary>
    public string? Connection => Name(ConnectionFront);

    /// <summary>The schedule's name; null when it is about something else.</summary>
    public string? Schedule => Name(ScheduleFront);

    /// <summary>The subject of a connection.</summary>
    public static string OfConnection(string name) => ConnectionFront + name;

    /// <summary>The subject of a schedule.</summary>
    public static string OfSchedule(string name) => ScheduleFront + name;

    private string? Name(string front) => Subject.StartsWith(front, StringComparison.Ordinal) ? Subject[front.Length..] : null;
}
