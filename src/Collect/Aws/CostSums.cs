using System.Numerics;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Aws;

/// <summary>Sums of answers by metric and currency, every digit kept, to prove that the parts of a month are the whole.</summary>
internal sealed class CostSums(IReadOnlyList<string> metrics)
{
    private readonly SortedDictionary<(string Metric, string Unit), ExactSum> _sums = [];

    /// <summary>Amounts added.</summary>
    public long Count { get; private set; }

    public void Add(IReadOnlyDictionary<string, MetricValue> values)
    {
        Count++;
        foreach (string metric in metrics)
        {
            if (!values.TryGetValue(metric, out MetricValue? value))
                throw new CostGuardException(5, CostExplorerErrors.Unreadable.At($"Cost Explorer was asked for {metric} and a group has none."));
            Add((metric, value.Unit ?? ""), Parse(value.Amount));
        }
    }

    public void Add(CostSums others)
    {
        Count += others.Count;
        foreach ((var key, ExactSum sum) in others._sums) Add(key, sum);
    }

    /// <summary>Says where these sums differ from others by more than rounding can do; null when they agree.</summary>
    public string? DiffersFrom(CostSums whole)
    {
        // Cost Explorer rounds each amount to ten decimals, so that a sum may differ by half of the last one for each amount in it.
        ExactSum tolerance = new(5 * (BigInteger)(Count + whole.Count), 11);
        foreach (var key in _sums.Keys.Union(whole._sums.Keys))
        {
            ExactSum mine = _sums.GetValueOrDefault(key);
            ExactSum other = whole._sums.GetValueOrDefault(key);
            ExactSum difference = mine - other;
            if (difference.CompareTo(tolerance) > 0 || (other - mine).CompareTo(tolerance) > 0) return $"{key.Metric} {mine} where the total is {other} {key.Unit}";
        }

        return null;
    }

    private static ExactSum Parse(string amount)
    {
        try
        {
            return ExactSum.Parse(amount);
        }
        catch (FormatException cause)
        {
            throw new CostGuardException(5, CostExplorerErrors.Unreadable.At($"Cost Explorer gave the amount '{amount}', which is no number."), null, cause);
        }
    }

    private void Add((string, string) key, ExactSum sum)
    {
        // Where there is nothing the unit is N/A.
        if (sum.IsZero) return;
        _sums[key] = _sums.GetValueOrDefault(key) + sum;
    }
}
