namespace CostGuard.Core.Savings.Verification;

/// <summary>What became of a promised saving (domain H.3).</summary>
public enum SavingState
{
    /// <summary>Less than 14 complete days after the action.</summary>
    Pending,

    /// <summary>At least 90 % of what was promised.</summary>
    Verified,

    /// <summary>50 to 90 %.</summary>
    Partial,

    /// <summary>Less than 50 %, or cost went up.</summary>
    NotRealised,

    /// <summary>It was there, and the cost came back within 90 days.</summary>
    Regressed,
}

/// <summary>Turns a measured saving into a state.</summary>
public static class SavingStates
{
    private const decimal VerifiedFrom = .90m;
    private const decimal PartialFrom = .50m;

    /// <summary>The state of a saving that was measured over whole windows.</summary>
    /// <param name="verified">Measured a month; below zero when cost went up.</param>
    /// <param name="promised">Promised a month, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing was promised.</exception>
    public static SavingState Of(decimal verified, decimal promised)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(promised);
        decimal share = verified / promised;
        return share >= VerifiedFrom ? SavingState.Verified : share >= PartialFrom ? SavingState.Partial : SavingState.NotRealised;
    }
}
