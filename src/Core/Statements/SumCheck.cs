using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>Σ statements + central + unallocated = invoices, of one currency, BilledCost in whole subunits.</summary>
/// <param name="Currency">Currency.</param>
/// <param name="Statements">Σ of the totals of all teams' statements.</param>
/// <param name="Central">What is kept central.</param>
/// <param name="Unallocated">What is nobody's.</param>
/// <param name="Corrections">The part of the three that corrects closed months: it is on no invoice of this month.</param>
/// <param name="Invoiced">Σ net + tax of the invoices recorded; null when one of them is not.</param>
/// <param name="TaxNotCharged">Tax of the invoices that the data has no lines of.</param>
/// <param name="Explained">What the invoices hold and, for stated reasons, the data does not.</param>
/// <param name="Missing">Invoices of the data that are not recorded.</param>
public sealed record SumCheck(
    Currency Currency, decimal Statements, decimal Central, decimal Unallocated, decimal Corrections, decimal? Invoiced, decimal TaxNotCharged, decimal Explained, int Missing)
{
    /// <summary>What everybody is charged.</summary>
    public decimal Charged => Statements + Central + Unallocated;

    /// <summary>Charged less invoiced; 0 ties. Null while an invoice is missing.</summary>
    public decimal? Difference => Charged - Corrections - (Invoiced - TaxNotCharged - Explained);
}
