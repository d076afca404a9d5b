using CostGuard.Core.Faults;

namespace CostGuard.Ledger.State;

/// <summary>A connection, a schedule or the outbox: whether it works.</summary>
public sealed class FaultRow
{
    /// <summary>"connection:acme-aws".</summary>
    public required string Subject { get; init; }

    /// <summary>Where it stands.</summary>
    public FaultState State { get; set; }

    /// <summary>How often it broke.</summary>
    public int Entry { get; set; }

    /// <summary>When it broke last.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>When it last worked.</summary>
    public DateTimeOffset? LastGood { get; set; }

    /// <summary>Failed attempts since it broke.</summary>
    public int Attempts { get; set; }

    /// <summary>Code of the last failure.</summary>
    public string Code { get; set; } = "";

    /// <summary>What it said.</summary>
    public string Message { get; set; } = "";

    /// <summary>When operators were last told.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The last attempts, a line each.</summary>
    public string Log { get; set; } = "";

    /// <summary>Who acknowledged it.</summary>
    public string? Note { get; set; }

    /// <summary>Counts changes.</summary>
    public int Revision { get; set; }
}
