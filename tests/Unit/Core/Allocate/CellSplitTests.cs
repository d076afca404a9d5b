using System.Numerics;
using CostGuard.Core.Allocate;
using CsCheck;
using Xunit;

namespace CostGuard.Unit.Core.Allocate;

public sealed class CellSplitTests
{
    // Up to 10²⁴ units (a million) on either side of the 64 bits that are divided the short way.
    private static readonly Gen<Int128> Cell = Gen.Select(
        Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[0, 999_999_999_999], (high, low) => ((Int128)high * 1_000_000_000_000) + low);

    private static readonly Gen<BigInteger[]> Weights = Gen.Long[0, 1_000_000_000].Array[1, 8].Select(weights => weights.Select(weight => (BigInteger)weight).ToArray());

    // Costs × 10¹⁸ whose sum has more than 64 bits.
    private static readonly Gen<BigInteger[]> LongWeights =
        Gen.Long[1, long.MaxValue].Array[2, 8].Select(weights => weights.Select(weight => ((BigInteger)weight * 1_000_003) + 1).ToArray());

    [Fact]
    public void Split_AnyCells_AddUpByCellAndByTarget() => Gen.Select(Cell.Array[1, 30], Weights).Sample(AddUp);

    [Fact]
    public void Split_LongWeights_AddUpByCellAndByTarget() => Gen.Select(Cell.Array[1, 30], LongWeights).Sample(AddUp);

    [Fact]
    public void Split_AnyCell_IsCutAtTheExactRunningShares() => Gen.Select(Cell, Weights).Sample((cell, weights) =>
    {
        BigInteger sum = weights.Aggregate(BigInteger.Zero, (total, weight) => total + weight);
        if (sum.IsZero) return;
        // The first cell is the largest and takes what is missing; the second shows the cut.
        var split = new CellSplit([Int128.MaxValue / 4, cell], weights, 2);
        BigInteger upTo = 0, before = 0;
        for (int t = 0; t < weights.Length; t++)
        {
            upTo += weights[t];
            BigInteger cut = BigInteger.Divide((BigInteger)cell * upTo, sum);
            Assert.Equal(cut - before, (BigInteger)split[1, t]);
            before = cut;
        }
    });

    [Fact]
    public void Split_CellsThatCancelOut_AreStillDividedInProportion()
    {
        var split = new CellSplit([SomeAllocation.Cost(30m).List, SomeAllocation.Cost(-30m).List], [1, 2], 2);
        Assert.Equal([SomeAllocation.Cost(10m).List, SomeAllocation.Cost(20m).List], [split[0, 0], split[0, 1]]);
        Assert.Equal([SomeAllocation.Cost(-10m).List, SomeAllocation.Cost(-20m).List], [split[1, 0], split[1, 1]]);
    }

    [Fact]
    public void Split_WeightsOfZero_GetNothing()
    {
        var split = new CellSplit([SomeAllocation.Cost(1m).List, SomeAllocation.Cost(0.01m).List], [0, 3, 0], 2);
        Assert.Equal([0, SomeAllocation.Cost(1m).List, 0], [split[0, 0], split[0, 1], split[0, 2]]);
        Assert.Equal(SomeAllocation.Cost(1.01m).List, split.Totals[1]);
    }

    private static void AddUp(Int128[] cells, BigInteger[] weights)
    {
        var split = new CellSplit(cells, weights, 2);
        Int128[] expected = ExactSplit.Units(cells.Aggregate(Int128.Zero, (sum, cell) => sum + cell), weights, 2);
        for (int c = 0; c < cells.Length; c++) Assert.Equal(cells[c], Enumerable.Range(0, weights.Length).Aggregate(Int128.Zero, (sum, t) => sum + split[c, t]));
        for (int t = 0; t < weights.Length; t++) Assert.Equal(expected[t], Enumerable.Range(0, cells.Length).Aggregate(Int128.Zero, (sum, c) => sum + split[c, t]));
    }
}
