namespace CostGuard.Core.Commitments;

/// <summary>What a fixed commitment would have done to a history of usage. Amounts an hour in one currency; shares are fractions.</summary>
/// <param name="Cost">Commitment and what is left on demand.</param>
/// <param name="OnDemand">All of it on demand.</param>
/// <param name="Covered">On-demand price of what the commitment pays for.</param>
/// <param name="Utilisation">Share of the commitment that is used; 1 without a commitment.</param>
public sealed record CoverageOutcome(decimal Cost, decimal OnDemand, decimal Covered, decimal Utilisation)
{
    /// <summary>Share of the usage that is covered.</summary>
    public decimal Coverage => OnDemand > 0m ? Covered / OnDemand : 0m;

    /// <summary>What it is cheaper, as a share; below zero when it costs more.</summary>
    public decimal SavingsRate => OnDemand > 0m ? 1m - (Cost / OnDemand) : 0m;

    /// <summary>Saved in an hour.</summary>
    public decimal Saving => OnDemand - Cost;
}

/// <summary>
/// Usage of equal stretches of time, in on-demand price an hour, and what a commitment of a fixed amount an hour does to it (domain G.3). The amount is
/// what is paid: 3.60 covers 5.00 at 28 %. Where parts of the usage have discounts of their own, the largest is used up first, as the providers do it,
/// and the parts are taken to have the same shares at all times. The cost is convex in the amount, so that its least is found exactly; with one
/// discount d that is the d-quantile of the usage. One blended discount was up to 7 % off the best.
/// </summary>
public sealed class CoverageCurve
{
    private readonly decimal[] _usage;
    private readonly (decimal Share, decimal Price)[] _ends;

    /// <summary>A history; negative stretches (refunds) count as none, since a commitment cannot cover them.</summary>
    /// <param name="usage">On-demand cost an hour of each stretch.</param>
    /// <param name="mix">The discounts of its parts; parts without usage are left out.</param>
    /// <exception cref="ArgumentException">There is no usage, or no discount.</exception>
    public CoverageCurve(IEnumerable<decimal> usage, IReadOnlyCollection<DiscountedUsage> mix)
    {
        _usage = [.. usage.Select(each => Math.Max(0m, each)).Order()];
        decimal whole = mix.Where(part => part.Usage > 0m).Sum(part => part.Usage);
        if (_usage.Length == 0 || whole == 0m) throw new ArgumentException("A curve needs usage and its discounts.", nameof(usage));
        _ends = Ends(mix, whole);
        Mean = _usage.Sum() / _usage.Length;
    }

    /// <summary>Mean usage an hour, at on-demand prices.</summary>
    public decimal Mean { get; }

    /// <summary>What a commitment for all of 1.00 of usage costs.</summary>
    public decimal Price => _ends[^1].Price;

    /// <summary>The usage below which a share of the stretches lies: the ⌈n·share⌉-th smallest.</summary>
    /// <param name="share">At most 1; 0 and less give 0.</param>
    public decimal Quantile(decimal share) =>
        share <= 0m ? 0m : _usage[Math.Min(_usage.Length, (int)decimal.Ceiling(_usage.Length * share)) - 1];

    /// <summary>The commitment that would have cost least.</summary>
    public decimal Best()
    {
        decimal[] amounts = Amounts();
        int low = 0, high = amounts.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Cover(amounts[middle]).Cost <= Cover(amounts[middle + 1]).Cost) high = middle;
            else low = middle + 1;
        }

        return amounts[low];
    }

    /// <summary>What a commitment would have done.</summary>
    /// <param name="amount">The commitment an hour.</param>
    /// <param name="usage">1 for usage as it was, 0.7 for 30 % less.</param>
    public CoverageOutcome Cover(decimal amount, decimal usage = 1m)
    {
        decimal covered = 0m, used = 0m;
        foreach (decimal each in _usage)
        {
            decimal here = each * usage, paid = Math.Min(amount, here * Price);
            used += paid;
            covered += Worth(here, paid);
        }

        (covered, used) = (covered / _usage.Length, used / _usage.Length);
        decimal onDemand = Mean * usage;
        return new CoverageOutcome(amount + onDemand - covered, onDemand, covered, amount > 0m ? used / amount : 1m);
    }

    /// <summary>The largest commitment that covers no more than <paramref name="most"/> an hour on average, at on-demand prices.</summary>
    public decimal AmountThatCovers(decimal most)
    {
        if (most <= 0m) return 0m;
        decimal[] amounts = Amounts();
        if (most >= Mean) return amounts[^1];
        int low = 0, high = amounts.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Cover(amounts[middle]).Covered >= most) high = middle;
            else low = middle + 1;
        }

        // Between two of the amounts coverage is a straight line.
        decimal before = low == 0 ? 0m : amounts[low - 1], less = Cover(before).Covered, more = Cover(amounts[low]).Covered;
        return more == less ? amounts[low] : before + ((amounts[low] - before) * (most - less) / (more - less));
    }

    /// <summary>The amounts at which the curve bends, among which the best one is.</summary>
    private decimal[] Amounts() => [.. _usage.SelectMany(each => _ends.Select(end => each * end.Price)).Append(0m).Distinct().Order()];

    /// <summary>On-demand price of what an amount pays for in one stretch.</summary>
    private decimal Worth(decimal usage, decimal paid)
    {
        decimal share = 0m, price = 0m;
        foreach ((decimal Share, decimal Price) end in _ends)
        {
            if (paid < usage * end.Price) return (usage * share) + ((paid - (usage * price)) * (end.Share - share) / (end.Price - price));
            (share, price) = end;
        }

        return usage;
    }

    /// <summary>How much of 1.00 of usage the largest discounts cover, and what that costs: running sums, the last one is the whole.</summary>
    private static (decimal Share, decimal Price)[] Ends(IReadOnlyCollection<DiscountedUsage> mix, decimal whole)
    {
        decimal share = 0m, price = 0m;
        return [.. mix.Where(part => part.Usage > 0m).GroupBy(part => part.Discount).OrderByDescending(part => part.Key).Select(part =>
        {
            decimal here = part.Sum(each => each.Usage) / whole;
            share += here;
            price += here * (1m - part.Key);
            return (share, price);
        })];
    }
}
