namespace CostGuard.Core.Savings;

/// <summary>What a resource costs, from the customer's own bill. Amounts in the bill's currency; a month is <see cref="Hours"/> long.</summary>
/// <param name="Monthly">EffectiveCost a month: what it would stop costing in the end.</param>
/// <param name="Hours">Hours of the month that rates are scaled to: the real month's, or 730 for a run rate.</param>
public sealed record ResourceBill(decimal Monthly, decimal Hours)
{
    /// <summary>Hours a month that a commitment pays for.</summary>
    public decimal CoveredHours { get; init; }

    /// <summary>Contracted price of an hour without commitment; null when the bill has no hours.</summary>
    public decimal? OnDemandRate { get; init; }

    /// <summary>EffectiveCost of an hour that a commitment pays for; null without such hours.</summary>
    public decimal? CoveredRate { get; init; }

    /// <summary>EffectiveCost a month that a commitment pays for, where the bill has no hours; null takes hours × rate.</summary>
    public decimal? CoveredMonthly { get; init; }

    /// <summary>Price of an hour in the public list; for the footnote only.</summary>
    public decimal? ListRate { get; init; }

    /// <summary>True when other machines of the commitment's scope would take what this one sets free.</summary>
    public bool Reabsorbed { get; init; }

    /// <summary>Hours a month at the on-demand rate.</summary>
    public decimal OnDemandHours => Hours - CoveredHours;
}

/// <summary>A saving a month, in the bill's currency, as a range: what the bill falls by now, and what it falls by once commitments find other work.</summary>
/// <param name="Immediate">The bill falls by this now: hours that a commitment pays for save no cash.</param>
/// <param name="Full">With the freed commitment in use elsewhere.</param>
/// <param name="List">At public prices; a footnote, never a claim.</param>
/// <param name="Headline">What is claimed: full where the commitment is taken up, else immediate.</param>
public sealed record Saving(decimal Immediate, decimal Full, decimal? List, decimal Headline)
{
    /// <summary>No money, such as for a matter of order.</summary>
    public static Saving None { get; } = new(0m, 0m, null, 0m);

    /// <summary>A part of what a resource costs, as when it is deleted (1) or runs on weekdays only.</summary>
    /// <param name="bill">What it costs.</param>
    /// <param name="share">0 to 1.</param>
    public static Saving Share(ResourceBill bill, decimal share)
    {
        decimal covered = bill.CoveredMonthly ?? (bill.CoveredRate ?? 0m) * bill.CoveredHours;
        decimal immediate = (bill.Monthly - covered) * share, full = bill.Monthly * share;
        return new Saving(immediate, full, bill.ListRate * bill.Hours * share, bill.Reabsorbed || covered == 0m ? full : immediate);
    }

    /// <summary>Another price of the same hours (domain F.5): on-demand hours at the difference of the on-demand rates, covered ones at the commitment's discount.</summary>
    /// <param name="bill">What it costs now.</param>
    /// <param name="rate">On-demand price of an hour of the target.</param>
    public static Saving Rate(ResourceBill bill, decimal rate)
    {
        if (bill.OnDemandRate is not { } now || now == 0m) return None;
        decimal immediate = bill.OnDemandHours * (now - rate);
        decimal full = immediate + (bill.CoveredHours * (bill.CoveredRate ?? now) / now * (now - rate));
        return new Saving(immediate, full, bill.ListRate is null ? null : bill.Hours * (bill.ListRate.Value - (rate * bill.ListRate.Value / now)), bill.Reabsorbed || bill.CoveredHours == 0m ? full : immediate);
    }

    /// <summary>A fixed amount a month, with no commitment in it.</summary>
    public static Saving Of(decimal amount) => new(amount, amount, null, amount);
}
