using System.Text;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Reads cells of the current row: the first one with a value, of a column or of a map's key.</summary>
internal sealed class CurCells(CurHeader header)
{
    private static readonly byte[][] Nulls = [.. FocusValues.Nulls.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)];

    private readonly Dictionary<string, byte[]> _product = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<int> _productColumn = header.Find(CurNames.Product);
    private byte[] _productText = [];
    private SourceRow? _row;

    /// <summary>The row that is read.</summary>
    public SourceRow Row
    {
        get => _row ?? throw new InvalidOperationException("No row yet.");
        set => _row = value;
    }

    /// <summary>True for "" and the other spellings of "no value".</summary>
    public static bool IsNull(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return true;
        if (text.Length > 6) return false;
        foreach (byte[] marker in Nulls)
        {
            if (text.SequenceEqual(marker)) return true;
        }

        return false;
    }

    /// <summary>The first of these columns that has a value; empty when none has.</summary>
    public ReadOnlySpan<byte> First(IReadOnlyList<int> columns)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            ReadOnlySpan<byte> text = Row[columns[i]];
            if (!IsNull(text)) return text;
        }

        return default;
    }

    /// <summary>The first of these sources that has a value.</summary>
    public ReadOnlySpan<byte> First(IReadOnlyList<(IReadOnlyList<int> Columns, string? Key)> sources)
    {
        foreach ((IReadOnlyList<int> columns, string? key) in sources)
        {
            ReadOnlySpan<byte> text = key is null ? First(columns) : Product(key);
            if (!text.IsEmpty) return text;
        }

        return default;
    }

    private ReadOnlySpan<byte> Product(string key)
    {
        ReadOnlySpan<byte> text = First(_productColumn);
        if (!text.SequenceEqual(_productText)) ReadProduct(text);
        return _product.GetValueOrDefault(key);
    }

    private void ReadProduct(ReadOnlySpan<byte> text)
    {
        _productText = text.ToArray();
        _product.Clear();
        var pairs = new List<KeyValuePair<string, string>>();
        Normalise.TagsJson.TryRead(text, pairs, out _);
        foreach ((string key, string value) in pairs)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(value);
            if (!IsNull(bytes)) _product[key] = bytes;
        }
    }
}
