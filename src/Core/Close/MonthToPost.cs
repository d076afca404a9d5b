using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What a month's journal is made from.</summary>
/// <param name="Period">The month.</param>
/// <param name="Rows">Groups by team and provider; BilledCost is posted, in its own currency.</param>
/// <param name="Invoices">The month's invoices beside the data: what is posted against payables is what they bill, each rounded by itself, as in the statements.</param>
public sealed record MonthToPost(BillingPeriod Period, IReadOnlyList<CostRow> Rows, IReadOnlyList<InvoiceStatement> Invoices)
{
    /// <summary>What it charges of closed months: of a closed month what it was closed with, of an open one what its close would charge by now.</summary>
    public IReadOnlyList<LateCorrection> Corrections { get; init; } = [];

    /// <summary>Version of its close: the one that it has, or the one that it would get. Each version's documents have numbers of their own.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What the version before posted, which this one takes back; null for a first one, and where nobody kept it.</summary>
    public PostedJournal? Replaced { get; init; }
}
