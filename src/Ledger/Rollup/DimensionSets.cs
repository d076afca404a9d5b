namespace CostGuard.Ledger.Rollup;

/// <summary>Numbers distinct combinations of numbers, from 0.</summary>
internal sealed class DimensionSets(int width)
{
    private int[] _values = new int[width * 1024];
    private int[] _buckets = new int[4096];

    /// <summary>Number of combinations.</summary>
    public int Count { get; private set; }

    /// <summary>Memory held, roughly.</summary>
    public long Bytes => 4L * (_values.Length + _buckets.Length);

    /// <summary>The combination of a number.</summary>
    public ReadOnlySpan<int> this[int id] => _values.AsSpan(id * width, width);

    /// <summary>The number of a combination.</summary>
    public int Of(ReadOnlySpan<int> values)
    {
        int mask = _buckets.Length - 1;
        for (int at = (int)(Hash(values) & (uint)mask); ; at = (at + 1) & mask)
        {
            int id = _buckets[at] - 1;
            if (id < 0) return Add(values, at);
            if (this[id].SequenceEqual(values)) return id;
        }
    }

    private int Add(ReadOnlySpan<int> values, int bucket)
    {
        int id = Count++;
        if (Count * width > _values.Length) Array.Resize(ref _values, _values.Length * 2);
        values.CopyTo(_values.AsSpan(id * width));
        _buckets[bucket] = Count;
        if (Count * 2 > _buckets.Length) Grow();
        return id;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        int mask = _buckets.Length - 1;
        for (int id = 0; id < Count; id++)
        {
            int at = (int)(Hash(this[id]) & (uint)mask);
            while (_buckets[at] != 0) at = (at + 1) & mask;
            _buckets[at] = id + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<int> values)
    {
        unchecked
        {
            ulong hash = 0;
            foreach (int value in values) hash = (hash ^ (uint)value) * 0x9E3779B97F4A7C15 ^ (hash >> 29);
            return (uint)((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15 >> 32);
        }
    }
}
