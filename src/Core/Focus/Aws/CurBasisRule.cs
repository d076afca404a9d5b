using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Decides the basis of a file (domain A.5): net only when it adds up to the same bill.</summary>
public static class CurBasisRule
{
    /// <summary>Net when both ways differ by at most a ten-thousandth.</summary>
    /// <param name="unblended">Σ UnblendedCost of all rows.</param>
    /// <param name="net">Σ NetUnblendedCost, where it is null UnblendedCost, without the discount rows.</param>
    public static CurBasis Choose(ExactSum unblended, ExactSum net) =>
        ((net - unblended).Magnitude * 10_000).CompareTo(unblended.Magnitude) <= 0 ? CurBasis.Net : CurBasis.Unblended;
}
