namespace CostGuard.Core.Focus;

/// <summary>One charge that was made of a provider's row: UTF-8 cells in the order of the mapper's columns. An empty cell has no value. Its memory is used again.</summary>
public sealed class MappedCharge
{
    private byte[] _data = new byte[4096];
    private int[] _ends = new int[64];
    private int _length;
    private int _count;

    /// <summary>All cells, one after the other.</summary>
    public ReadOnlySpan<byte> Data => _data.AsSpan(0, _length);

    /// <summary>The end of each cell in <see cref="Data"/>.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, _count);

    /// <summary>A cell.</summary>
    public ReadOnlySpan<byte> this[int column] => _data.AsSpan(Start(column), _ends[column] - Start(column));

    internal void Clear() => (_length, _count) = (0, 0);

    internal void Add(ReadOnlySpan<byte> cell)
    {
        if (_count == _ends.Length) Array.Resize(ref _ends, _count * 2);
        if (cell.Length > _data.Length - _length) Array.Resize(ref _data, Math.Max(_data.Length * 2, _length + cell.Length));
        cell.CopyTo(_data.AsSpan(_length));
        _length += cell.Length;
        _ends[_count++] = _length;
    }

    private int Start(int column) => column == 0 ? 0 : _ends[column - 1];
}
