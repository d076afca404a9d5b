namespace CostGuard.Core.Changes;

/// <summary>Why cost changed. The order is that of tables and charts.</summary>
public enum ChangeCause
{
    /// <summary>Resources, or whole SKUs, that were not there before.</summary>
    New,

    /// <summary>Resources, or whole SKUs, that are not there any more.</summary>
    Gone,

    /// <summary>More or less of the same, at the price of before.</summary>
    Usage,

    /// <summary>Another contracted price of a unit, for the quantity of now.</summary>
    Price,

    /// <summary>Usage or price: without quantities the two cannot be told apart.</summary>
    UsageOrPrice,

    /// <summary>Commitments and discounts: what usage costs beside its contracted price, and purchases of commitments.</summary>
    Commitment,

    /// <summary>Commitments that were paid for and not used.</summary>
    Unused,

    /// <summary>Purchases that are no commitments: fees, subscriptions, support.</summary>
    Purchase,

    /// <summary>Credits.</summary>
    Credit,

    /// <summary>Tax.</summary>
    Tax,

    /// <summary>Adjustments.</summary>
    Adjustment,

    /// <summary>Corrections of earlier invoices (FOCUS ChargeClass).</summary>
    Correction,

    /// <summary>A team's share of shared cost.</summary>
    SharedCost,

    /// <summary>What the provider changed in the earlier months after they had ended.</summary>
    Restatement,

    /// <summary>Exchange rates.</summary>
    Fx,

    /// <summary>What is left of dividing with 18 decimals where the price did not change.</summary>
    Rounding,
}

/// <summary>Words of causes.</summary>
public static class CauseWords
{
    /// <summary>The cause's key in data: "usageOrPrice".</summary>
    public static string Key(this ChangeCause cause) => cause switch
    {
        ChangeCause.UsageOrPrice => "usageOrPrice",
        ChangeCause.SharedCost => "sharedCost",
        _ => cause.ToString().ToLowerInvariant(),
    };

    /// <summary>The cause for people: "Usage or price".</summary>
    public static string Title(this ChangeCause cause) => cause switch
    {
        ChangeCause.UsageOrPrice => "Usage or price",
        ChangeCause.Commitment => "Commitments and discounts",
        ChangeCause.Unused => "Unused commitments",
        ChangeCause.Purchase => "Purchases",
        ChangeCause.Credit => "Credits",
        ChangeCause.Adjustment => "Adjustments",
        ChangeCause.Correction => "Corrections",
        ChangeCause.SharedCost => "Shared cost",
        ChangeCause.Fx => "Exchange rates",
        _ => cause.ToString(),
    };
}
