namespace CostGuard.Core.Focus.Aws;

/// <summary>What a row says beside its line item type.</summary>
[Flags]
public enum CurTrait
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The operation is one of <see cref="CurNames.SplitOperations"/>.</summary>
    SplitCost = 1,

    /// <summary>It names a savings plan or a reservation.</summary>
    Commitment = 2,

    /// <summary>The description speaks of an upfront or one-time fee.</summary>
    UpfrontFee = 4,

    /// <summary>The usage type contains "Spot".</summary>
    Spot = 8,
}
