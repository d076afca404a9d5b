using System.Buffers;
using System.Text;
using CostGuard.Core.Normalise;

namespace CostGuard.Core.Focus.Aws;

/// <summary>
/// Makes FOCUS Tags of a row: tag columns, tag maps and cost categories with their raw keys. Prefixes stay: folding takes "user:" and "user_" off
/// once, and a key that begins with them twice must not lose both.
/// </summary>
internal sealed class CurTags(CurHeader header, CurCells cells)
{
    private readonly ArrayBufferWriter<byte> _json = new(512);
    private readonly byte[][] _keys = [.. header.TagColumns.Select(tag => Quoted(tag.Key))];
    private readonly IReadOnlyList<int> _tagMap = header.Find(CurNames.ResourceTags);
    private readonly IReadOnlyList<int> _categoryMap = header.Find(CurNames.CostCategory);
    private readonly List<KeyValuePair<string, string>> _pairs = [];
    private byte[] _lastTags = [], _lastCategories = [], _lastMerged = [];

    /// <summary>True when the report has any of them.</summary>
    public bool Any => header.TagColumns.Count + _tagMap.Count + _categoryMap.Count > 0;

    /// <summary>The row's tags as JSON; empty when there are none. A map that is no JSON stays as it is, for the format check to see.</summary>
    public ReadOnlySpan<byte> Read()
    {
        ReadOnlySpan<byte> map = Maps();
        if (header.TagColumns.Count == 0) return map;
        _json.ResetWrittenCount();
        for (int i = 0; i < _keys.Length; i++)
        {
            ReadOnlySpan<byte> value = cells.Row[header.TagColumns[i].Index];
            if (CurCells.IsNull(value)) continue;
            _json.Write(_json.WrittenCount == 0 ? "{"u8 : ","u8);
            _json.Write(_keys[i]);
            _json.Write(":"u8);
            Quote(_json, value);
        }

        if (_json.WrittenCount == 0) return map;
        if (map.Length > 2)
        {
            _json.Write(","u8);
            _json.Write(map[1..]);
        }
        else
        {
            _json.Write("}"u8);
        }

        return _json.WrittenSpan;
    }

    private ReadOnlySpan<byte> Maps()
    {
        ReadOnlySpan<byte> tags = Filled(cells.First(_tagMap)), categories = Filled(cells.First(_categoryMap));
        if (categories.IsEmpty) return tags;
        if (!tags.SequenceEqual(_lastTags) || !categories.SequenceEqual(_lastCategories))
        {
            (_lastTags, _lastCategories) = (tags.ToArray(), categories.ToArray());
            _lastMerged = Merge(tags, categories);
        }

        return _lastMerged;
    }

    private byte[] Merge(ReadOnlySpan<byte> tags, ReadOnlySpan<byte> categories)
    {
        _pairs.Clear();
        if (!TagsJson.TryRead(categories, _pairs, out _) || _pairs.Count == 0) return tags.ToArray();
        for (int i = 0; i < _pairs.Count; i++) _pairs[i] = new(CurHeader.CategoryPrefix + _pairs[i].Key, _pairs[i].Value);
        int categoryCount = _pairs.Count;
        if (!TagsJson.TryRead(tags, _pairs, out _)) return tags.ToArray();
        var json = new ArrayBufferWriter<byte>(tags.Length + categories.Length + 64);
        foreach ((string key, string value) in _pairs.Skip(categoryCount).Concat(_pairs.Take(categoryCount)))
        {
            json.Write(json.WrittenCount == 0 ? "{"u8 : ","u8);
            json.Write(Quoted(key));
            json.Write(":"u8);
            json.Write(Quoted(value));
        }

        json.Write("}"u8);
        return json.WrittenSpan.ToArray();
    }

    private static ReadOnlySpan<byte> Filled(ReadOnlySpan<byte> map) => map.SequenceEqual("{}"u8) ? default : map;

    private static byte[] Quoted(string text)
    {
        var writer = new ArrayBufferWriter<byte>();
        Quote(writer, Encoding.UTF8.GetBytes(text));
        return writer.WrittenSpan.ToArray();
    }

    private static void Quote(ArrayBufferWriter<byte> writer, ReadOnlySpan<byte> text)
    {
        writer.Write("\""u8);
        foreach (byte letter in text)
        {
            if (letter is (byte)'"' or (byte)'\\') writer.Write([(byte)'\\', letter]);
            else if (letter < 0x20) writer.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)(letter < 16 ? '0' : '1'), (byte)"0123456789abcdef"[letter & 15]]);
            else writer.Write([letter]);
        }

        writer.Write("\""u8);
    }
}
