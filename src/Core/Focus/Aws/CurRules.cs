namespace CostGuard.Core.Focus.Aws;

/// <summary>
/// The table of line item types (domain A.5). BilledCost follows the invoice and EffectiveCost the use: a covered hour is billed 0 and carries
/// its share of the commitment, the commitment's fee is billed and carries 0, and what of it nobody used is a charge of its own.
/// </summary>
public static class CurRules
{
    private const string Usage = "Usage", Purchase = "Purchase";
    private const CurAmount Billed = CurAmount.Billed, Zero = CurAmount.Zero;

    private static readonly CurPart Used = new(Usage, "Usage-Based", "Committed", "Used", Zero, CurAmount.SavingsPlan, CurAmount.PublicPrice, CurAmount.PublicPrice);
    private static readonly CurPart Unused = new(Usage, "Usage-Based", "Committed", "Unused", Zero, CurAmount.SavingsPlanUnused, CurAmount.Default, CurAmount.Default)
    {
        IsCommitment = true,
        OnlyAboveZero = true,
    };

    private static readonly CurPart Recurring = new(Purchase, "Recurring", "Standard", null, Billed, Zero, Billed, Billed) { IsCommitment = true };
    private static readonly CurPart Upfront = Recurring with { Frequency = "One-Time" };
    private static readonly CurPart Fee = Plain(Purchase, "One-Time", "Standard");
    private static readonly CurPart Metered = new(Usage, "Usage-Based", "Standard", null, Billed, Billed, CurAmount.PublicPrice, Billed);
    private static readonly CurPart Refund = Plain(Usage, "Usage-Based", null) with { MayCorrect = true };

    /// <summary>All rules, in order.</summary>
    public static IReadOnlyList<CurRule> All { get; } =
    [
        new([], CurTrait.SplitCost, CurBalance.Repeats, [new CurPart(Usage, "Usage-Based", "Standard", null, Zero, Zero, Zero, Zero)]),
        new(["Usage"], CurTrait.Spot, CurBalance.Billed, [Metered with { Pricing = "Dynamic" }]),
        new(["Usage"], CurTrait.None, CurBalance.Billed, [Metered]),
        new(["SavingsPlanCoveredUsage"], CurTrait.None, CurBalance.Cancels, [Used]),
        new(["SavingsPlanNegation"], CurTrait.None, CurBalance.Cancels, []),
        new(["SavingsPlanRecurringFee"], CurTrait.None, CurBalance.Billed, [Recurring, Unused]),
        new(["SavingsPlanUpfrontFee"], CurTrait.None, CurBalance.Billed, [Upfront]),
        new(["DiscountedUsage"], CurTrait.None, CurBalance.Cancels, [Used with { Effective = CurAmount.Reservation }]),
        new(["RIFee"], CurTrait.None, CurBalance.Billed, [Recurring, Unused with { Effective = CurAmount.ReservationUnused }]),
        new(["Fee"], CurTrait.Commitment, CurBalance.Billed, [Upfront]),
        new(["Fee"], CurTrait.None, CurBalance.Billed, [Fee]),
        new(["FlatRateSubscription"], CurTrait.None, CurBalance.Billed, [Fee with { Frequency = "Recurring" }]),
        new(["Tax"], CurTrait.None, CurBalance.Billed, [Plain("Tax", "One-Time", null)]),
        new(["Credit"], CurTrait.None, CurBalance.Billed, [Plain("Credit", "One-Time", null)]),
        new(["Refund"], CurTrait.UpfrontFee, CurBalance.Billed, [Refund with { Category = Purchase, Frequency = "One-Time", Effective = Zero, IsCommitment = true }]),
        new(["Refund"], CurTrait.Commitment, CurBalance.Billed, [Refund with { Category = Purchase, Frequency = "One-Time" }]),
        new(["Refund"], CurTrait.None, CurBalance.Billed, [Refund]),
        new(["*Discount"], CurTrait.None, CurBalance.Billed, [Plain(Usage, "Usage-Based", "Standard")]) { IsDiscount = true },
        new([""], CurTrait.None, CurBalance.Billed, [Plain(null, null, null)]),
        new([], CurTrait.None, CurBalance.Billed, [Plain("Adjustment", "One-Time", null)]) { IsUnknown = true },
    ];

    /// <summary>The rule of a row.</summary>
    /// <param name="type">lineItem/LineItemType; empty where the row has none.</param>
    /// <param name="traits">What else the row says.</param>
    public static CurRule Of(string type, CurTrait traits) => All.First(rule => rule.Fits(type, traits));

    private static CurPart Plain(string? category, string? frequency, string? pricing) => new(category, frequency, pricing, null, Billed, Billed, Billed, Billed);
}
