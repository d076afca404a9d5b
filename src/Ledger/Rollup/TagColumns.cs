using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>The set of wanted tags of each row.</summary>
internal interface ITagColumn : IRowColumn
{
    /// <summary>Number of each row's set.</summary>
    int[] Sets { get; }
}

/// <summary>Tags as JSON text.</summary>
internal sealed class TextTags(int column, TagSets sets) : FlatColumn<ByteArray>(column), ITagColumn
{
    private readonly AddressCache _cache = new();

    public int[] Sets { get; } = new int[RollupScan.BlockRows];

    protected override void Take(ReadOnlySpan<ByteArray> values, int at, int rows)
    {
        _cache.Forget();
        int next = 0;
        for (int i = 0; i < rows; i++)
        {
            int set = 0;
            if (Has(i))
            {
                ByteArray value = values[next++];
                if (!_cache.TryGet(value, out set)) _cache.Put(value, set = sets.OfText(AddressCache.Bytes(value)));
            }

            Sets[at + i] = set;
        }
    }
}

/// <summary>Tags as a MAP of texts: its key and value columns have the same levels, but not the same pages.</summary>
internal sealed class MapTags(int keyColumn, int valueColumn, TagSets sets) : ITagColumn
{
    private readonly MapLeaf _keys = new(keyColumn, sets.KeyOf);
    private readonly MapLeaf _values = new(valueColumn, sets.ValueOf);

    public int[] Sets { get; } = new int[RollupScan.BlockRows];

    public bool Odd => false;

    public void Open(RowGroupReader rows)
    {
        _keys.Open(rows);
        _values.Open(rows);
    }

    public void Read(int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            int set = 0;
            bool begun = false;
            while (_keys.Next(begun))
            {
                _values.Next(begun);
                begun = true;
                int key = _keys.Has ? _keys.Number() : 0;
                if (key > 0 && _values.Has) set = sets.With(set, key, _values.Number());
            }

            Sets[row] = set;
        }
    }

    public void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}

/// <summary>The keys or the values of a MAP, one by one.</summary>
internal sealed class MapLeaf(int column, Func<ReadOnlySpan<byte>, int> number) : IDisposable
{
    private const int Batch = 32_768;

    private readonly ByteArray[] _data = new ByteArray[Batch];
    private readonly short[] _definitions = new short[Batch];
    private readonly short[] _repetitions = new short[Batch];
    private readonly AddressCache _cache = new();
    private ColumnReader<ByteArray>? _reader;
    private short _present;
    private int _at;
    private int _count;
    private int _next;

    /// <summary>True when there is something at the place: not an empty map, not a null.</summary>
    public bool Has { get; private set; }

    public void Open(RowGroupReader rows)
    {
        _reader?.Dispose();
        _reader = (ColumnReader<ByteArray>)rows.Column(column);
        _present = _reader.ColumnDescriptor.MaxDefinitionLevel;
        _at = _count = 0;
    }

    /// <summary>Moves to the next place of the row. False, without moving, when the row has begun and the place belongs to the next one.</summary>
    public bool Next(bool begun)
    {
        if (_at == _count && !Fill()) return false;
        if (begun && _repetitions[_at] == 0) return false;
        Has = _definitions[_at++] == _present;
        if (Has) _next++;
        return true;
    }

    /// <summary>The number of the text at the place.</summary>
    public int Number()
    {
        ByteArray value = _data[_next - 1];
        if (!_cache.TryGet(value, out int id)) _cache.Put(value, id = number(AddressCache.Bytes(value)));
        return id;
    }

    public void Dispose() => _reader?.Dispose();

    private bool Fill()
    {
        _at = _next = 0;
        _cache.Forget();
        _count = _reader!.HasNext ? (int)_reader.ReadBatch(Batch, _definitions, _repetitions, _data, out _) : 0;
        return _count > 0;
    }
}
