namespace CostGuard.Core.Focus.Aws;

/// <summary>What becomes of a row's UnblendedCost beside its charges.</summary>
public enum CurBalance
{
    /// <summary>It is billed.</summary>
    Billed,

    /// <summary>It is not billed, since it cancels against other rows of the month: covered usage and its negation.</summary>
    Cancels,

    /// <summary>It is not billed, since it repeats a cost of another row.</summary>
    Repeats,
}
