namespace CostGuard.Core.Focus.Aws;

/// <summary>Which cost columns a file is read by.</summary>
public enum CurBasis
{
    /// <summary>Unblended costs; discounts are rows of their own.</summary>
    Unblended,

    /// <summary>Net costs; each row carries its share of the discounts, and the discount rows are left out.</summary>
    Net,
}
