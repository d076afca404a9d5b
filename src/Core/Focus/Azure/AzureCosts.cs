namespace CostGuard.Core.Focus.Azure;

/// <summary>Which costs the amount of a row is.</summary>
/// <param name="Billed">It is the BilledCost; else that is 0.</param>
/// <param name="Effective">It is the EffectiveCost; else that is 0.</param>
public readonly record struct AzureCosts(bool Billed, bool Effective)
{
    /// <summary>
    /// Actual and amortised exports of a month are two measures of one dataset. With both, each row of the actual one is billed only and each row of the
    /// amortised one effective only, so that either total is its export's to the last digit and nothing is added twice. With one of them the row says:
    /// a commitment's purchase has no effective cost, what it covers none billed, everything else both. Without purchases the covered part counts as
    /// billed, by estimate (domain A.6).
    /// </summary>
    /// <param name="dataset">What the file is.</param>
    /// <param name="paired">True when the other measure of the row's account and month is in the same import.</param>
    /// <param name="kind">The row.</param>
    public static AzureCosts Of(AzureDataset dataset, bool paired, AzureChargeKind kind)
    {
        if (paired && dataset != AzureDataset.Either) return new AzureCosts(dataset == AzureDataset.Actual, dataset == AzureDataset.Amortised);
        return new AzureCosts(dataset == AzureDataset.Amortised || !kind.IsCovered, !kind.IsCommitmentPurchase);
    }
}
