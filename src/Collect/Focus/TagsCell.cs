using CostGuard.Collect.Csv;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Normalise;

namespace CostGuard.Collect.Focus;

/// <summary>A column of key-value JSON. The text is stored as it is; one that cannot be read is warned of, and the cost is kept.</summary>
internal sealed class TagsCell(ColumnFeed feed) : Cell(feed)
{
    private const int SeenMax = 65_536;

    private readonly HashSet<ulong> _good = [];
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    public override bool Read(CsvScanner row, ProblemLog log)
    {
        base.Read(row, log);
        if (IsNull) return true;
        ReadOnlySpan<byte> text = Text(row);
        ulong hash = Hash(text);
        if (_good.Contains(hash)) return true;
        _pairs.Clear();
        if (TagsJson.TryRead(text, _pairs, out string? fault))
        {
            if (_good.Count == SeenMax) _good.Clear();
            _good.Add(hash);
            return true;
        }

        log.Count(FocusErrors.BadTags, $"{Feed.Name} cannot be read ({fault}); the cost is kept", row.Line, Shown);
        return true;
    }

    public override ColumnBuilder NewBuilder() => new TextBuilder(Feed.Name);

    public override void AddTo(ColumnBuilder builder, int index, CsvScanner row)
    {
        ((TextBuilder)builder).Add(index, Text(row), IsNull);
        CountNull();
    }

    // Tags repeat over many rows. A clash of hashes could only hide a warning.
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            ulong hash = (ulong)text.Length * 0x9E3779B97F4A7C15;
            for (; text.Length >= 8; text = text[8..])
                hash = ulong.RotateLeft((hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(text)) * 0x9E3779B97F4A7C15, 29);
            foreach (byte b in text) hash = (hash ^ b) * 0x100000001B3;
            return hash ^ (hash >> 32);
        }
    }
}
