using CostGuard.Core.Focus;

namespace CostGuard.Collect.Focus;

/// <summary>Gathers one column of one billing period. Buffers are reused; what is handed out is a copy of exact length.</summary>
internal abstract class ColumnBuilder(string name)
{
    protected string Name { get; } = name;

    protected bool[] Nulls { get; } = new bool[ChargeBatch.RowsMax];

    /// <summary>The column so far; the builder begins anew.</summary>
    public abstract ChargeColumn Take(int rows);
}

internal sealed class TextBuilder(string name) : ColumnBuilder(name)
{
    private readonly int[] _offsets = new int[ChargeBatch.RowsMax + 1];
    private byte[] _data = new byte[64 * 1024];
    private int _length;

    public void Add(int row, ReadOnlySpan<byte> value, bool isNull)
    {
        if (!isNull)
        {
            if (value.Length > _data.Length - _length) Array.Resize(ref _data, Math.Max(_data.Length * 2, _length + value.Length));
            value.CopyTo(_data.AsSpan(_length));
            _length += value.Length;
        }

        Nulls[row] = isNull;
        _offsets[row + 1] = _length;
    }

    public override ChargeColumn Take(int rows)
    {
        var column = new TextColumn(Name, _data.AsSpan(0, _length).ToArray(), _offsets.AsSpan(0, rows + 1).ToArray(), Nulls.AsSpan(0, rows).ToArray());
        _length = 0;
        return column;
    }
}

internal sealed class NumberBuilder(string name) : ColumnBuilder(name)
{
    private readonly Int128[] _units = new Int128[ChargeBatch.RowsMax];

    public void Add(int row, Int128 units, bool isNull)
    {
        _units[row] = units;
        Nulls[row] = isNull;
    }

    public override ChargeColumn Take(int rows) => new DecimalColumn(Name, _units.AsSpan(0, rows).ToArray(), Nulls.AsSpan(0, rows).ToArray());
}

internal sealed class TimeBuilder(string name) : ColumnBuilder(name)
{
    private readonly long[] _micros = new long[ChargeBatch.RowsMax];

    public void Add(int row, long micros, bool isNull)
    {
        _micros[row] = micros;
        Nulls[row] = isNull;
    }

    public override ChargeColumn Take(int rows) => new TimeColumn(Name, _micros.AsSpan(0, rows).ToArray(), Nulls.AsSpan(0, rows).ToArray());
}
