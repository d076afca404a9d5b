namespace CostGuard.Core.Focus.Aws;

/// <summary>Where a cost comes from.</summary>
public enum CurAmount
{
    /// <summary>No value of its own: takes the EffectiveCost.</summary>
    Default,

    /// <summary>0.</summary>
    Zero,

    /// <summary>UnblendedCost, net of discounts where the report is read so.</summary>
    Billed,

    /// <summary>publicOnDemandCost.</summary>
    PublicPrice,

    /// <summary>SavingsPlanEffectiveCost.</summary>
    SavingsPlan,

    /// <summary>reservation/EffectiveCost.</summary>
    Reservation,

    /// <summary>TotalCommitmentToDate − UsedCommitment.</summary>
    SavingsPlanUnused,

    /// <summary>UnusedAmortizedUpfrontFeeForBillingPeriod + UnusedRecurringFee.</summary>
    ReservationUnused,
}
