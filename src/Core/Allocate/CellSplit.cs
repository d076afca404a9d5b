using System.Numerics;

namespace CostGuard.Core.Allocate;

/// <summary>
/// Splits many cells at once: the parts of a cell add up to it, and the parts of a target add up to its share of the cells' total.
/// Every cell is divided in proportion, cut to 10⁻¹⁸ along the running sum of the weights; what a target then has too little or too
/// much (less than two minor units) is set right on the cell of the largest magnitude. Parts are worked out when they are asked for, by any thread.
/// </summary>
public sealed class CellSplit
{
    private readonly Int128[] _cells;
    private readonly RunningShares _running;
    private readonly Int128[] _missing;
    private readonly int _largest;

    /// <summary>Divides the total and finds what the cells' cut parts lack.</summary>
    /// <param name="cells">Amounts × 10¹⁸ in one currency.</param>
    /// <param name="weights">Weights of at least 0, as whole numbers; when all are 0 the split is even. Not empty.</param>
    /// <param name="minorUnits">Decimals of the currency.</param>
    /// <exception cref="ArgumentException">No weights, or a negative one.</exception>
    public CellSplit(Int128[] cells, IReadOnlyList<BigInteger> weights, int minorUnits)
    {
        IReadOnlyList<BigInteger> shares = LargestRemainder.Shares(weights);
        _cells = cells;
        _running = new RunningShares(shares);
        Int128 total = 0;
        var cut = new Int128[shares.Count];
        for (int c = 0; c < cells.Length; c++)
        {
            Int128 cell = cells[c];
            total = checked(total + cell);
            if (Int128.Abs(cell) > Int128.Abs(cells[_largest])) _largest = c;
            if (cell == 0) continue;
            // The last target ends every running sum with the whole cell.
            for (int t = 0; t < cut.Length; t++) cut[t] += _running.UpTo(cell, t);
        }

        Totals = ExactSplit.Units(total, shares, minorUnits);
        _missing = new Int128[shares.Count];
        for (int t = 0; t < cut.Length; t++) _missing[t] = Totals[t] - (cut[t] - (t == 0 ? 0 : cut[t - 1]));
    }

    /// <summary>Each target's share of the cells' total, to the last digit.</summary>
    public IReadOnlyList<Int128> Totals { get; }

    /// <summary>A target's part of a cell.</summary>
    public Int128 this[int cell, int target]
    {
        get
        {
            Int128 amount = _cells[cell];
            Int128 part = amount == 0 ? 0 : _running.UpTo(amount, target) - (target == 0 ? 0 : _running.UpTo(amount, target - 1));
            return cell == _largest ? part + _missing[target] : part;
        }
    }
}
