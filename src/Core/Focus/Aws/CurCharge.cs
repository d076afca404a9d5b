namespace CostGuard.Core.Focus.Aws;

/// <summary>One charge as UTF-8 cells in the order of <see cref="CurMapper.Columns"/>; an empty cell has no value. Its memory is used again for the next row.</summary>
public sealed class CurCharge
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
    public ReadOnlySpan<byte> this[int column] => _data.AsSpan(column == 0 ? 0 : _ends[column - 1], _ends[column] - (column == 0 ? 0 : _ends[column - 1]));

    internal void Clear() => (_length, _count) = (0, 0);

    internal void Add(ReadOnlySpan<byte> cell)
    {
        if (_count == _ends.Length) Array.Resize(ref _ends, _count * 2);
        if (cell.Length > _data.Length - _length) Array.Resize(ref _data, Math.Max(_data.Length * 2, _length + cell.Length));
        cell.CopyTo(_data.AsSpan(_length));
        _length += cell.Length;
        _ends[_count++] = _length;
    }
}
