using System.Numerics;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>The cells of a pool that are divided by the same weights. Parts are worked out when they are asked for, by any thread.</summary>
public sealed class PoolDivision
{
    private static readonly CostMetric[] Metrics = Enum.GetValues<CostMetric>();

    private readonly PoolCell[] _cells;
    private readonly CellSplit[] _costs;

    internal PoolDivision(Pool pool, PoolCell[] cells, PoolWeights weights)
    {
        (Pool, _cells) = (pool.Name, cells);
        IReadOnlyList<KeyValuePair<TeamId, BigInteger>> shares = weights.Of(pool, cells[0]);
        if (shares.Count == 0) shares = [new(pool.Rest, BigInteger.One)];
        Targets = [.. shares.Select(share => share.Key)];
        BigInteger[] values = [.. shares.Select(share => share.Value)];
        _costs = [.. Metrics.Select(metric => new CellSplit([.. cells.Select(cell => cell.Costs[metric])], values, cells[0].Currency.MinorUnits))];
        for (int t = 0; t < Targets.Count; t++)
            weights.Receive(Targets[t], cells[0].Period, cells[0].Currency, _costs[(int)CostMetric.Effective].Totals[t]);
    }

    /// <summary>Name of the pool.</summary>
    public string Pool { get; }

    /// <summary>Teams, pseudo-teams and pools (<see cref="Allocate.Pool.AsTarget"/>) that take part.</summary>
    public IReadOnlyList<TeamId> Targets { get; }

    /// <summary>The cells.</summary>
    public IReadOnlyList<PoolCell> Cells => _cells;

    /// <summary>A target's part of one cost of a cell × 10¹⁸.</summary>
    /// <param name="metric">The cost.</param>
    /// <param name="cell">Index in <see cref="Cells"/>.</param>
    /// <param name="target">Index in <see cref="Targets"/>.</param>
    public Int128 Part(CostMetric metric, int cell, int target) => _costs[(int)metric][cell, target];

    /// <summary>True when a target gets nothing of any cell.</summary>
    public bool IsEmpty(int target) => _cells.Length == 0 || Enumerable.Range(0, _cells.Length).All(cell => Parts(cell, target).IsZero);

    /// <summary>What teams and pseudo-teams get, where it is not zero.</summary>
    public IEnumerable<SharedPart> Parts()
    {
        for (int c = 0; c < _cells.Length; c++)
        {
            for (int t = 0; t < Targets.Count; t++)
            {
                if (Allocate.Pool.NameOf(Targets[t]) is null && Parts(c, t) is { IsZero: false } costs) yield return new SharedPart(_cells[c].Row, Targets[t], Pool, costs);
            }
        }
    }

    /// <summary>What other pools get, as cells of theirs.</summary>
    internal IEnumerable<PoolCell> Fed()
    {
        for (int t = 0; t < Targets.Count; t++)
        {
            if (Allocate.Pool.NameOf(Targets[t]) is not { } next) continue;
            for (int c = 0; c < _cells.Length; c++)
            {
                if (Parts(c, t) is { IsZero: false } costs) yield return _cells[c] with { Pool = next, Costs = costs };
            }
        }
    }

    private UnitCosts Parts(int cell, int target) =>
        new(_costs[0][cell, target], _costs[1][cell, target], _costs[2][cell, target], _costs[3][cell, target]);
}
