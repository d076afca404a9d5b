using System.Numerics;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>A sum of shared cost with equal dimensions.</summary>
/// <param name="Row">The caller's number for the dimensions.</param>
/// <param name="Pool">Pool name.</param>
/// <param name="Period">Billing month.</param>
/// <param name="Currency">Currency of the costs.</param>
/// <param name="SubAccountId">Sub-account: tax is shared within it.</param>
/// <param name="CommitmentDiscountId">Commitment: what is unused of it is shared among its users.</param>
/// <param name="Costs">Exact sums.</param>
public sealed record PoolCell(
    int Row, string Pool, BillingPeriod Period, Currency Currency, string? SubAccountId, string? CommitmentDiscountId, UnitCosts Costs);

/// <summary>A receiver's part of a cell.</summary>
/// <param name="Row">Row of the cell.</param>
/// <param name="Team">The team, or the pseudo-team that keeps it.</param>
/// <param name="Pool">Pool that gave it; the last one when pools feed each other.</param>
/// <param name="Costs">Exact part.</param>
public readonly record struct SharedPart(int Row, TeamId Team, string Pool, UnitCosts Costs);

/// <summary>
/// Divides pools once per month and currency (domain B.3). All four costs have the same weights; each cell's parts add up to it, and each
/// receiver's parts add up to its share of the pool, to the last digit.
/// </summary>
public static class SharedCost
{
    private static readonly CostMetric[] Metrics = Enum.GetValues<CostMetric>();

    /// <summary>Divides the cells.</summary>
    /// <param name="book">The rules with their pools.</param>
    /// <param name="cells">Shared cost.</param>
    /// <param name="direct">Everything that is not shared, and what rules put into pools, under <see cref="Pool.AsTarget"/>.</param>
    /// <param name="warnings">Gets a warning for each month in which a usage metric is missing.</param>
    /// <returns>The parts, made while they are read: there may be millions.</returns>
    public static IEnumerable<SharedPart> Split(
        RuleBook book, IReadOnlyList<PoolCell> cells, IReadOnlyList<DirectCost> direct, ICollection<Problem> warnings)
    {
        var weights = new PoolWeights(book.Configuration, direct, warnings);
        var waiting = cells.GroupBy(cell => cell.Pool, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (Pool pool in book.Pools)
        {
            if (!waiting.TryGetValue(pool.Name, out List<PoolCell>? mine)) continue;
            foreach (IGrouping<object, PoolCell> share in mine.GroupBy(cell => Key(pool, cell)))
            {
                foreach ((PoolCell cell, TeamId target, UnitCosts costs) in Divide(pool, [.. share], weights))
                {
                    if (Pool.NameOf(target) is { } next) Feed(waiting, cell with { Pool = next, Costs = costs });
                    else yield return new SharedPart(cell.Row, target, pool.Name, costs);
                }
            }
        }
    }

    private static object Key(Pool pool, PoolCell cell) => pool.Kind switch
    {
        PoolKind.Tax => (cell.Period, cell.Currency, cell.SubAccountId),
        PoolKind.CommitmentUnused => (cell.Period, cell.Currency, cell.CommitmentDiscountId),
        _ => (cell.Period, cell.Currency),
    };

    private static void Feed(Dictionary<string, List<PoolCell>> waiting, PoolCell cell)
    {
        if (!waiting.TryGetValue(cell.Pool, out List<PoolCell>? cells)) waiting[cell.Pool] = cells = [];
        cells.Add(cell);
    }

    private static IEnumerable<(PoolCell Cell, TeamId Target, UnitCosts Costs)> Divide(Pool pool, PoolCell[] cells, PoolWeights weights)
    {
        IReadOnlyList<KeyValuePair<TeamId, BigInteger>> targets = weights.Of(pool, cells[0]);
        if (targets.Count == 0) targets = [new(pool.Rest, BigInteger.One)];
        BigInteger[] shares = [.. targets.Select(target => target.Value)];
        Int128[][][] divided =
            [.. Metrics.Select(metric => ExactSplit.Cells([.. cells.Select(cell => cell.Costs[metric])], shares, cells[0].Currency.MinorUnits))];
        for (int c = 0; c < cells.Length; c++)
        {
            for (int t = 0; t < shares.Length; t++)
            {
                var costs = new UnitCosts(divided[0][c][t], divided[1][c][t], divided[2][c][t], divided[3][c][t]);
                if (costs.IsZero) continue;
                weights.Receive(targets[t].Key, cells[c].Period, cells[c].Currency, costs.Effective);
                yield return (cells[c], targets[t].Key, costs);
            }
        }
    }
}
