using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>One column of the rows that are scanned, block by block.</summary>
internal interface IRowColumn : IDisposable
{
    /// <summary>True when a value was met that only the general way can judge.</summary>
    bool Odd { get; }

    /// <summary>Goes to the begin of a row group.</summary>
    void Open(RowGroupReader rows);

    /// <summary>Reads the next rows.</summary>
    void Read(int rows);
}

/// <summary>A column that is neither nested nor repeated.</summary>
internal abstract class FlatColumn<T>(int column) : IRowColumn
    where T : unmanaged
{
    private readonly short[] _levels = new short[RollupScan.BlockRows];
    private readonly T[] _values = new T[RollupScan.BlockRows];
    private ColumnReader<T>? _reader;
    private bool _optional;

    /// <inheritdoc/>
    public bool Odd { get; protected set; }

    /// <inheritdoc/>
    public void Open(RowGroupReader rows)
    {
        _reader?.Dispose();
        _reader = (ColumnReader<T>)rows.Column(column);
        _optional = _reader.ColumnDescriptor.MaxDefinitionLevel > 0;
        OnOpen();
    }

    /// <inheritdoc/>
    public void Read(int rows)
    {
        for (int at = 0; at < rows;)
        {
            int read = (int)_reader!.ReadBatch(rows - at, _optional ? _levels : default, default, _values, out long count);
            if (read == 0) throw new ParquetException(nameof(InvalidDataException), "A column has fewer values than its row group has rows.");
            Take(_values.AsSpan(0, (int)count), at, read);
            at += read;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    /// <summary>Takes values, which stay valid during this call only, of <paramref name="rows"/> rows from <paramref name="at"/> on.</summary>
    protected abstract void Take(ReadOnlySpan<T> values, int at, int rows);

    /// <summary>A row group begins.</summary>
    protected virtual void OnOpen()
    {
    }

    /// <summary>True when the row of the call has a value.</summary>
    protected bool Has(int row) => !_optional || _levels[row] > 0;
}
