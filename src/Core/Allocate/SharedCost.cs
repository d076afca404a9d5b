using CostGuard.Core.Errors;
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
    /// <summary>Divides the cells.</summary>
    /// <param name="book">The rules with their pools.</param>
    /// <param name="cells">Shared cost.</param>
    /// <param name="direct">Everything that is not shared, and what rules put into pools, under <see cref="Pool.AsTarget"/>.</param>
    /// <param name="warnings">Gets a warning for each month in which a usage metric is missing.</param>
    /// <returns>The parts that are not zero, made while they are read: there may be millions.</returns>
    public static IEnumerable<SharedPart> Split(
        RuleBook book, IReadOnlyList<PoolCell> cells, IReadOnlyList<DirectCost> direct, ICollection<Problem> warnings) =>
        Divide(book, cells, direct, warnings).SelectMany(division => division.Parts());

    /// <summary>Divides the cells. What a pool gives to another pool is a cell of that one's divisions.</summary>
    /// <param name="book">The rules with their pools.</param>
    /// <param name="cells">Shared cost.</param>
    /// <param name="direct">Everything that is not shared, and what rules put into pools, under <see cref="Pool.AsTarget"/>.</param>
    /// <param name="warnings">Gets a warning for each month in which a usage metric is missing.</param>
    /// <returns>The divisions, in order of the pools.</returns>
    public static IReadOnlyList<PoolDivision> Divide(
        RuleBook book, IReadOnlyList<PoolCell> cells, IReadOnlyList<DirectCost> direct, ICollection<Problem> warnings)
    {
        var divisions = new List<PoolDivision>();
        var weights = new PoolWeights(book.Configuration, direct, warnings);
        var waiting = cells.GroupBy(cell => cell.Pool, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (Pool pool in book.Pools)
        {
            if (!waiting.TryGetValue(pool.Name, out List<PoolCell>? mine)) continue;
            foreach (IGrouping<(BillingPeriod, Currency, string?), PoolCell> share in mine.GroupBy(cell => Key(pool, cell)))
            {
                var division = new PoolDivision(pool, [.. share], weights);
                divisions.Add(division);
                foreach (PoolCell fed in division.Fed())
                {
                    if (!waiting.TryGetValue(fed.Pool, out List<PoolCell>? others)) waiting[fed.Pool] = others = [];
                    others.Add(fed);
                }
            }
        }

        return divisions;
    }

    private static (BillingPeriod Period, Currency Currency, string? Within) Key(Pool pool, PoolCell cell) => (cell.Period, cell.Currency, pool.Kind switch
    {
        PoolKind.Tax => cell.SubAccountId,
        PoolKind.CommitmentUnused => cell.CommitmentDiscountId,
        _ => null,
    });
}
