using CostGuard.Core.Actions;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>A report file that was written.</summary>
/// <param name="Name">File name.</param>
/// <param name="Path">Full path.</param>
public sealed record FinishedReport(string Name, string Path);

/// <summary>A mail that was queued.</summary>
/// <param name="Key">Outbox key.</param>
/// <param name="Subject">Subject line.</param>
/// <param name="To">Recipients.</param>
/// <param name="IsNew">False when the very mail had been queued before.</param>
public sealed record QueuedMail(string Key, string Subject, IReadOnlyList<string> To, bool IsNew);

/// <summary>What the outbox came to.</summary>
/// <param name="Sent">Accepted for all recipients.</param>
/// <param name="PartlySent">Accepted for some.</param>
/// <param name="Uncertain">Delivery unknown.</param>
/// <param name="Failed">Refused.</param>
/// <param name="Waiting">To be tried again.</param>
public sealed record Deliveries(int Sent, int PartlySent, int Uncertain, int Failed, int Waiting)
{
    /// <summary>True when every message that was due has gone out.</summary>
    public bool Complete => PartlySent + Uncertain + Failed + Waiting == 0;
}

/// <summary>What one run did, stage by stage.</summary>
public sealed record RunSummary
{
    /// <summary>How each connection went.</summary>
    public required IReadOnlyList<CollectResult> Collected { get; init; }

    /// <summary>The snapshot that every figure of the run comes from.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The month that was judged and reported.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>The state of every budget.</summary>
    public required IReadOnlyList<BudgetStatus> Budgets { get; init; }

    /// <summary>What was told about budgets.</summary>
    public required AlertOutcome Alerts { get; init; }

    /// <summary>Done actions about which the bill was asked.</summary>
    public IReadOnlyList<ProvedAction> Proved { get; init; } = [];

    /// <summary>Reports written.</summary>
    public required IReadOnlyList<FinishedReport> Reports { get; init; }

    /// <summary>Mails queued.</summary>
    public required IReadOnlyList<QueuedMail> Mails { get; init; }

    /// <summary>What the outbox came to.</summary>
    public required Deliveries Deliveries { get; init; }

    /// <summary>Exit code: 0 all done, 7 when a source or a mail is missing.</summary>
    public int ExitCode => Collected.All(result => result.Problem is null) && Deliveries.Complete ? 0 : 7;
}
