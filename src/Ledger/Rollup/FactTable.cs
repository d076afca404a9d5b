using System.Runtime.CompilerServices;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Rollup;

/// <summary>Rows and exact sums of the four costs by a number, in pieces, so that growing never copies them.</summary>
internal sealed class FactTable
{
    private const int PieceBits = 14;
    private const int Piece = 1 << PieceBits;

    private readonly List<long[]> _keys = [];
    private readonly List<int[]> _rows = [];
    private readonly List<Int128[]> _sums = [];
    private int[] _buckets = new int[1 << 16];
    private int _shift = 48;

    /// <summary>Number of groups.</summary>
    public int Count { get; private set; }

    /// <summary>Memory held, roughly.</summary>
    public long Bytes => ((long)_keys.Count * Piece * (12 + (16 * FileSql.Costs.Count))) + (4L * _buckets.Length);

    public long Key(int group) => _keys[group >> PieceBits][group & (Piece - 1)];

    public int Rows(int group) => _rows[group >> PieceBits][group & (Piece - 1)];

    /// <summary>The four sums of a group.</summary>
    public ReadOnlySpan<Int128> Sums(int group) => SumsOf(group);

    /// <summary>Adds a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(long key, Int128 billed, Int128 effective, Int128 list, Int128 contracted)
    {
        int group = Find(key);
        _rows[group >> PieceBits][group & (Piece - 1)]++;
        Span<Int128> sums = SumsOf(group);
        checked
        {
            sums[0] += billed;
            sums[1] += effective;
            sums[2] += list;
            sums[3] += contracted;
        }
    }

    /// <summary>All groups, ordered by key. Ends the adding: what finds groups is let go, since sorting needs its memory.</summary>
    public int[] InOrder()
    {
        _buckets = [];
        long[] keys = new long[Count];
        int[] groups = new int[Count];
        for (int i = 0; i < Count; i++) (keys[i], groups[i]) = (Key(i), i);
        Array.Sort(keys, groups);
        return groups;
    }

    private Span<Int128> SumsOf(int group) => _sums[group >> PieceBits].AsSpan((group & (Piece - 1)) * FileSql.Costs.Count, FileSql.Costs.Count);

    private int Find(long key)
    {
        int mask = _buckets.Length - 1;
        for (int at = Slot(key); ; at = (at + 1) & mask)
        {
            int group = _buckets[at] - 1;
            if (group < 0) return Begin(key, at);
            if (Key(group) == key) return group;
        }
    }

    private int Slot(long key) => (int)(unchecked((ulong)key * 0x9E3779B97F4A7C15) >> _shift);

    private int Begin(long key, int bucket)
    {
        int group = Count++;
        if (group >> PieceBits == _keys.Count)
        {
            _keys.Add(new long[Piece]);
            _rows.Add(new int[Piece]);
            _sums.Add(new Int128[Piece * FileSql.Costs.Count]);
        }

        _keys[group >> PieceBits][group & (Piece - 1)] = key;
        _buckets[bucket] = group + 1;
        // Three quarters full: memory is what bounds the scan, and linear probing is still short there.
        if (Count > _buckets.Length / 4 * 3) Grow();
        return group;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        _shift--;
        int mask = _buckets.Length - 1;
        for (int group = 0; group < Count; group++)
        {
            int at = Slot(Key(group));
            while (_buckets[at] != 0) at = (at + 1) & mask;
            _buckets[at] = group + 1;
        }
    }
}
