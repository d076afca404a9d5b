using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace CostGuard.Ledger.Rollup;

/// <summary>Numbers distinct UTF-8 texts from 1, in order of appearance. Equal bytes have equal numbers.</summary>
internal sealed class TextIds
{
    private byte[] _data = new byte[4096];
    private int[] _ends = new int[256];
    private uint[] _hashes = new uint[256];
    private int[] _buckets = new int[1024];
    private int _length;

    /// <summary>Number of texts.</summary>
    public int Count { get; private set; }

    /// <summary>Memory held, roughly.</summary>
    public long Bytes => _data.Length + (8L * _ends.Length) + (4L * _buckets.Length);

    /// <summary>The text of a number.</summary>
    public ReadOnlySpan<byte> this[int id] => _data.AsSpan(_ends[id - 1], _ends[id] - _ends[id - 1]);

    /// <summary>All texts, one after the other.</summary>
    public byte[] Data => _data;

    /// <summary>Where in <see cref="Data"/> the text of a number lies.</summary>
    public (int From, int Length) Range(int id) => (_ends[id - 1], _ends[id] - _ends[id - 1]);

    /// <summary>The text of a number.</summary>
    public string Text(int id) => Encoding.UTF8.GetString(this[id]);

    /// <summary>The number of a text.</summary>
    public int Of(ReadOnlySpan<byte> text)
    {
        uint hash = Hash(text);
        int mask = _buckets.Length - 1;
        for (int at = (int)(hash & (uint)mask); ; at = (at + 1) & mask)
        {
            int id = _buckets[at];
            if (id == 0) return Add(text, hash, at);
            if (_hashes[id] == hash && this[id].SequenceEqual(text)) return id;
        }
    }

    private int Add(ReadOnlySpan<byte> text, uint hash, int bucket)
    {
        int id = ++Count;
        if (id == _ends.Length)
        {
            Array.Resize(ref _ends, id * 2);
            Array.Resize(ref _hashes, id * 2);
        }

        if (text.Length > _data.Length - _length) Array.Resize(ref _data, Math.Max(_data.Length * 2, _length + text.Length));
        text.CopyTo(_data.AsSpan(_length));
        _length += text.Length;
        _ends[id] = _length;
        _hashes[id] = hash;
        _buckets[bucket] = id;
        if (id * 2 > _buckets.Length) Grow();
        return id;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        int mask = _buckets.Length - 1;
        for (int id = 1; id <= Count; id++)
        {
            int at = (int)(_hashes[id] & (uint)mask);
            while (_buckets[at] != 0) at = (at + 1) & mask;
            _buckets[at] = id;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            ulong hash = (ulong)text.Length * 0x9E3779B97F4A7C15;
            for (; text.Length >= 8; text = text[8..]) hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * 0x9E3779B97F4A7C15, 29);
            foreach (byte b in text) hash = (hash ^ b) * 0x100000001B3;
            hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15;
            return (uint)(hash >> 32);
        }
    }
}
