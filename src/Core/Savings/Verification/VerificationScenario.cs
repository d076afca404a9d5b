namespace CostGuard.Core.Savings.Verification;

/// <summary>What happens beside the action in a synthetic bill.</summary>
public enum VerificationScenario
{
    /// <summary>Usage grows or shrinks by up to 15 % a month, the peers' a little differently.</summary>
    Growth,

    /// <summary>Weekends are low and a wave of two to four months runs through everything.</summary>
    Season,

    /// <summary>The price changes by up to 25 % near the action.</summary>
    PriceChange,

    /// <summary>A part of the saving is eaten up again within the two weeks after.</summary>
    Rebound,

    /// <summary>Work moves to a replacement on the day of the action.</summary>
    Migration,
}
