using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Commitments;

/// <summary>Sums that all figures of commitments come from; one currency, purchases left out, since their usage is in it (domain A.4).</summary>
/// <param name="Used">Usage that commitments paid for.</param>
/// <param name="Unused">What nothing used.</param>
/// <param name="OnDemand">Eligible usage on demand; spot usage is not in it.</param>
public readonly record struct CommitmentSums(Costs Used, Costs Unused, Costs OnDemand)
{
    /// <summary>Adds a charge where it belongs; purchases and charges of unknown status are not added.</summary>
    public CommitmentSums With(CommitmentCharge charge) => charge switch
    {
        { IsPurchase: true } => this,
        { Use: CommitmentUse.Used } => this with { Used = Used + charge.Costs },
        { Use: CommitmentUse.Unused } => this with { Unused = Unused + charge.Costs },
        { IsPlain: true } => this with { OnDemand = OnDemand + charge.Costs },
        _ => this,
    };
}

/// <summary>
/// How well commitments pay (domain G.1). Shares are fractions; null where there is nothing to divide by. Amounts are in the currency of the sums.
/// For the contracted variant ESR = coverage · (1 − (1 − discount) ÷ utilisation), as long as usage on demand costs its contracted price.
/// </summary>
public sealed record CommitmentKpis
{
    /// <summary>What eligible usage would have cost on demand, at the negotiated price (ODE).</summary>
    public decimal? OnDemandEquivalent { get; init; }

    /// <summary>The share of it that commitments paid for.</summary>
    public decimal? Coverage { get; init; }

    /// <summary>The share of the commitments that was used.</summary>
    public decimal? Utilisation { get; init; }

    /// <summary>What used commitments are cheaper than usage on demand.</summary>
    public decimal? Discount { get; init; }

    /// <summary>Effective savings rate against contracted prices: what commitments alone are worth, unused money counted.</summary>
    public decimal? SavingsRate { get; init; }

    /// <summary>Effective savings rate against list prices: negotiated discounts are in it.</summary>
    public decimal? SavingsRateOnList { get; init; }

    /// <summary>What negotiated prices are cheaper than list prices.</summary>
    public decimal? Negotiated { get; init; }

    /// <summary>Paid for and not used.</summary>
    public required decimal Waste { get; init; }

    /// <summary>What commitments saved, unused money taken off; below zero when they cost more than they saved.</summary>
    public decimal? NetSaving { get; init; }

    /// <summary>The figures of sums.</summary>
    public static CommitmentKpis Of(CommitmentSums sums)
    {
        decimal ode = sums.Used.Contracted + sums.OnDemand.Contracted, list = sums.Used.List + sums.OnDemand.List;
        decimal committed = sums.Used.Effective + sums.Unused.Effective, paid = committed + sums.OnDemand.Effective;
        return new CommitmentKpis
        {
            OnDemandEquivalent = ode,
            Coverage = Ratio.Of(sums.Used.Contracted, ode),
            Utilisation = Ratio.Of(sums.Used.Effective, committed),
            Discount = 1m - Ratio.Of(sums.Used.Effective, sums.Used.Contracted),
            SavingsRate = 1m - Ratio.Of(paid, ode),
            SavingsRateOnList = 1m - Ratio.Of(paid, list),
            Negotiated = 1m - Ratio.Of(ode, list),
            Waste = sums.Unused.Effective,
            NetSaving = sums.Used.Contracted - committed,
        };
    }
}
