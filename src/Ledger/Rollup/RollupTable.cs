using System.Numerics;
using System.Runtime.CompilerServices;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Rollup;

/// <summary>
/// The daily roll-up of one billing period while its files are scanned: texts are numbers, combinations of them are numbers again, and costs are added by
/// combination and day. It grows with groups, never with rows. Loops over 128-bit numbers cannot be compiled ahead of time, and a file is read through
/// before the JIT would come to compile them well by itself: they ask for it.
/// </summary>
internal sealed class RollupTable
{
    private const int DayBits = 24;
    private const int DayZero = 1 << (DayBits - 1);

    private readonly DimensionSets _sets;
    private readonly FactTable _facts = new();
    private readonly int[] _key;

    public RollupTable(RollupPolicy policy)
    {
        Policy = policy;
        Dimensions = [.. DailySql.DimensionsOf(policy.Shape).Select(name => new Dimension(name))];
        Tags = new TagSets(policy);
        _key = new int[Dimensions.Count + 2];
        _sets = new DimensionSets(_key.Length);
    }

    public RollupPolicy Policy { get; }

    /// <summary>Number of files in it.</summary>
    public int Files { get; set; }

    /// <summary>The text columns, in the order of the roll-up.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    public TagSets Tags { get; }

    /// <summary>Memory held, roughly.</summary>
    public long Bytes => Dimensions.Sum(dimension => dimension.Bytes) + Tags.Bytes + _sets.Bytes + _facts.Bytes;

    /// <summary>Adds the rows of a block.</summary>
    /// <param name="ids">Numbers of each dimension, then of x_HasResource and the tags.</param>
    /// <param name="starts">Begin of each charge, microseconds.</param>
    /// <param name="costs">The four costs.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int[][] ids, long[] starts, Int128[][] costs, int rows)
    {
        Span<int> key = _key;
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < ids.Length; i++) key[i] = ids[i][row];
            long day = Math.DivRem(starts[row], TimeSpan.MicrosecondsPerDay, out long rest) - (rest < 0 ? 1 : 0);
            _facts.Add(((long)_sets.Of(key) << DayBits) + day + DayZero, costs[0][row], costs[1][row], costs[2][row], costs[3][row]);
        }
    }

    /// <summary>The groups, those of a combination side by side.</summary>
    public IEnumerable<int> Groups() => _facts.InOrder();

    /// <summary>Number of groups.</summary>
    public int GroupCount => _facts.Count;

    /// <summary>Days since 1970.</summary>
    public int Day(int group) => (int)(_facts.Key(group) & ((1 << DayBits) - 1)) - DayZero;

    /// <summary>Numbers as in <see cref="Add"/>.</summary>
    public ReadOnlySpan<int> Ids(int group) => _sets[(int)(_facts.Key(group) >> DayBits)];

    public int Rows(int group) => _facts.Rows(group);

    public ReadOnlySpan<Int128> Sums(int group) => _facts.Sums(group);
}

/// <summary>What a scanned file has, added up row by row beside the groups, so that the groups can be held against it.</summary>
internal sealed class RawTotals(Dimension currencies)
{
    private readonly Dictionary<int, (long Rows, Int128[] Units)> _totals = [];

    /// <summary>Adds the rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int[] currency, Int128[][] costs, int rows)
    {
        for (int from = 0; from < rows;)
        {
            int to = from + 1;
            while (to < rows && currency[to] == currency[from]) to++;
            (long known, Int128[] units) = _totals.GetValueOrDefault(currency[from], (0, new Int128[FileSql.Costs.Count]));
            for (int i = 0; i < units.Length; i++)
            {
                Int128[] cost = costs[i];
                Int128 sum = units[i];
                for (int row = from; row < to; row++) sum = checked(sum + cost[row]);
                units[i] = sum;
            }

            _totals[currency[from]] = (known + to - from, units);
            from = to;
        }
    }

    /// <summary>The sums per currency.</summary>
    public IReadOnlyList<FileTotal> Of(BillingPeriod period) =>
    [
        .. _totals.Select(pair => new FileTotal(
            period, Currency.Parse(currencies.Text(pair.Key)), pair.Value.Rows,
            [.. pair.Value.Units.Select(units => new ExactSum((BigInteger)units, Core.Focus.FocusNumber.Scale))], new ExactSum[FileSql.Costs.Count])),
    ];
}
