using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>Texts as numbers. A dictionary page gives equal texts one address, so that most of them are known by it alone.</summary>
internal sealed class TextColumnIds(int column, Dimension dimension) : FlatColumn<ByteArray>(column)
{
    private readonly AddressCache _cache = new();

    /// <summary>Number of each row's text; 0 for none.</summary>
    public int[] Ids { get; } = new int[RollupScan.BlockRows];

    protected override void Take(ReadOnlySpan<ByteArray> values, int at, int rows)
    {
        _cache.Forget();
        int next = 0;
        for (int i = 0; i < rows; i++)
        {
            int id = 0;
            if (Has(i))
            {
                ByteArray value = values[next++];
                if (!_cache.TryGet(value, out id)) _cache.Put(value, id = dimension.Of(AddressCache.Bytes(value)));
                if (id < 0) Odd = true;
            }
            else if (dimension.Name is "BillingCurrency" or "ChargeCategory")
            {
                Odd = true;
            }

            Ids[at + i] = id;
        }
    }
}

/// <summary>Whether a row has a resource.</summary>
internal sealed class ResourceColumn(int column) : FlatColumn<ByteArray>(column)
{
    private const int NullBytesMax = 6;

    private readonly Dimension _texts = new("");

    public int[] Ids { get; } = new int[RollupScan.BlockRows];

    protected override void Take(ReadOnlySpan<ByteArray> values, int at, int rows)
    {
        int next = 0;
        for (int i = 0; i < rows; i++)
        {
            int id = 0;
            if (Has(i))
            {
                ByteArray value = values[next++];
                id = value.Length > NullBytesMax || _texts.Of(AddressCache.Bytes(value)) > 0 ? 1 : 0;
            }

            Ids[at + i] = id;
        }
    }
}

/// <summary>Remembers what the bytes at an address mean while the memory that they lie in is not given to others.</summary>
internal sealed class AddressCache
{
    private const int Size = 4096;

    private readonly (nint Address, int Length, int Stamp, int Id)[] _entries = new (nint, int, int, int)[Size];
    private int _stamp = 1;

    /// <summary>The bytes of a value.</summary>
    public static unsafe ReadOnlySpan<byte> Bytes(ByteArray value) => new((void*)value.Pointer, value.Length);

    /// <summary>The next page may be decoded into the same memory.</summary>
    public void Forget() => _stamp++;

    public bool TryGet(ByteArray value, out int id)
    {
        ref (nint Address, int Length, int Stamp, int Id) entry = ref _entries[Slot(value.Pointer)];
        id = entry.Id;
        return entry.Address == value.Pointer && entry.Length == value.Length && entry.Stamp == _stamp;
    }

    public void Put(ByteArray value, int id) => _entries[Slot(value.Pointer)] = (value.Pointer, value.Length, _stamp, id);

    private static int Slot(nint address) => (int)(unchecked((ulong)address * 0x9E3779B97F4A7C15) >> 52);
}
