namespace CostGuard.Core.Focus;

/// <summary>The four FOCUS cost columns. Two of them are never mixed in one table without both being named.</summary>
public enum CostMetric
{
    /// <summary>BilledCost: cash, what the invoice says. For invoices and reconciliation.</summary>
    Billed,

    /// <summary>EffectiveCost: accrual, commitments spread over the usage they cover. For teams, budgets, forecasts.</summary>
    Effective,

    /// <summary>ListCost: public price × quantity.</summary>
    List,

    /// <summary>ContractedCost: negotiated price × quantity.</summary>
    Contracted,
}

/// <summary>The four costs of one charge or of a sum of charges, all in one currency, exact.</summary>
/// <param name="Billed">FOCUS BilledCost.</param>
/// <param name="Effective">FOCUS EffectiveCost.</param>
/// <param name="List">FOCUS ListCost.</param>
/// <param name="Contracted">FOCUS ContractedCost.</param>
public readonly record struct Costs(decimal Billed, decimal Effective, decimal List, decimal Contracted)
{
    /// <summary>The cost by metric.</summary>
    public decimal this[CostMetric metric] => metric switch
    {
        CostMetric.Billed => Billed,
        CostMetric.Effective => Effective,
        CostMetric.List => List,
        _ => Contracted,
    };

    /// <summary>The exact sum; the caller keeps currencies apart.</summary>
    public static Costs operator +(Costs left, Costs right) =>
        new(left.Billed + right.Billed, left.Effective + right.Effective, left.List + right.List, left.Contracted + right.Contracted);

    /// <summary>The exact difference; the caller keeps currencies apart.</summary>
    public static Costs operator -(Costs left, Costs right) =>
        new(left.Billed - right.Billed, left.Effective - right.Effective, left.List - right.List, left.Contracted - right.Contracted);
}
