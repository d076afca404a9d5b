using CostGuard.Core.Values;

namespace CostGuard.Core.Savings.Verification;

/// <summary>
/// Daily cost of the resources of an action, replacements added, and of their peers that nobody touched; complete days without a gap, one currency.
/// Usage is cost at the prices before the action, so that a price change is neither a saving nor a loss of it.
/// </summary>
public sealed class ResourceHistory
{
    /// <summary>A history.</summary>
    /// <param name="first">The day of the first value.</param>
    /// <param name="cost">What was paid, by day; contracted cost, so that commitments of others do not move it.</param>
    /// <param name="usage">The same days at the prices before the action: quantity × that price.</param>
    /// <param name="peers">The same days of the peers, at the prices before the action; empty without peers.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public ResourceHistory(DateOnly first, IReadOnlyList<decimal> cost, IReadOnlyList<decimal> usage, IReadOnlyList<decimal> peers)
    {
        if (cost.Count != usage.Count || (peers.Count > 0 && peers.Count != cost.Count)) throw new ArgumentException("Each day needs its cost, its usage and that of the peers.", nameof(usage));
        (First, Cost, Usage, Peers) = (first, cost, usage, peers);
    }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>The last day.</summary>
    public DateOnly Through => First.AddDays(Cost.Count - 1);

    /// <summary>Paid, by day.</summary>
    public IReadOnlyList<decimal> Cost { get; }

    /// <summary>At prices before the action, by day.</summary>
    public IReadOnlyList<decimal> Usage { get; }

    /// <summary>Of the peers, by day.</summary>
    public IReadOnlyList<decimal> Peers { get; }

    /// <summary>Mean of some days, all of which are known.</summary>
    public decimal Mean(IReadOnlyList<decimal> values, DayRange days)
    {
        decimal sum = 0m;
        for (int i = IndexOf(days.Start); i < IndexOf(days.End); i++) sum += values[i];
        return sum / days.Days;
    }

    /// <summary>The place of a day.</summary>
    public int IndexOf(DateOnly day) => day.DayNumber - First.DayNumber;
}
