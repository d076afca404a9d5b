using System.Buffers.Binary;
using CostGuard.Ledger.Sql;
using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>Writes a roll-up table as daily.parquet: zstd, row groups of 122,880, costs as DECIMAL(38,18), texts with dictionaries.</summary>
internal sealed class RollupWriter(RollupTable table)
{
    private const int GroupRows = 122_880;
    private const int DecimalBytes = 16;

    private readonly short[] _levels = new short[GroupRows];
    private readonly ByteArray[] _texts = new ByteArray[GroupRows];
    private readonly FixedLenByteArray[] _decimals = new FixedLenByteArray[GroupRows];
    private readonly byte[] _decimalBytes = new byte[GroupRows * DecimalBytes];
    private readonly TextIds _folded = new();
    private readonly long[] _conflicts = new long[table.Policy.Shape.TagKeys.Count];
    private int[][] _tagIds = [];
    private bool[][] _inConflict = [];

    private IReadOnlyList<string> Keys => table.Policy.Shape.TagKeys;

    private int Width => table.Dimensions.Count;

    /// <summary>Writes the file. Returns the rows with a tag conflict by folded key, where there are any.</summary>
    public IReadOnlyDictionary<string, long> Write(string path)
    {
        FoldTags();
        int[] groups = [.. table.Groups()];
        Column[] columns =
        [
            new Column<Date>("ChargeDay"), .. table.Dimensions.Select(dimension => new Column<string>(dimension.Name)), new Column<bool>("x_HasResource"),
            .. Keys.Select(key => new Column<string>("x_Tag_" + key)),
            .. FileSql.Costs.Select(cost => new Column(typeof(decimal), cost, LogicalType.Decimal(38, 18), DecimalBytes)), new Column<long>("x_Rows"),
        ];
        using WriterPropertiesBuilder builder = new WriterPropertiesBuilder().Compression(Compression.Zstd).CompressionLevel(1);
        foreach (string cost in FileSql.Costs) builder.DisableDictionary(cost);
        using WriterProperties properties = builder.Build();
        using var file = new ParquetFileWriter(path, columns, properties);
        for (int from = 0; from < groups.Length; from += GroupRows) WriteGroup(file, groups.AsSpan(from, Math.Min(GroupRows, groups.Length - from)));
        file.Close();
        return Keys.Select((key, i) => (key, rows: _conflicts[i])).Where(pair => pair.rows > 0).ToDictionary(pair => pair.key, pair => pair.rows, StringComparer.Ordinal);
    }

    private void FoldTags()
    {
        _tagIds = [.. Keys.Select(_ => new int[table.Tags.Count])];
        _inConflict = [.. Keys.Select(_ => new bool[table.Tags.Count])];
        string?[] values = new string?[Keys.Count];
        bool[] conflicts = new bool[Keys.Count];
        for (int set = 1; set < table.Tags.Count; set++)
        {
            table.Tags.Fold(set, values, conflicts);
            for (int i = 0; i < Keys.Count; i++)
            {
                _tagIds[i][set] = values[i] is { } value ? _folded.Of(System.Text.Encoding.UTF8.GetBytes(value)) : 0;
                _inConflict[i][set] = conflicts[i];
            }
        }
    }

    private void WriteGroup(ParquetFileWriter file, ReadOnlySpan<int> groups)
    {
        using RowGroupWriter writer = file.AppendRowGroup();
        int[] numbers = new int[groups.Length];
        for (int i = 0; i < groups.Length; i++) numbers[i] = table.Day(groups[i]);
        Write(writer, numbers);
        for (int column = 0; column < Width; column++)
        {
            for (int i = 0; i < groups.Length; i++) numbers[i] = table.Ids(groups[i])[column];
            WriteTexts(writer, table.Dimensions[column].Texts, numbers);
        }

        bool[] resources = new bool[groups.Length];
        for (int i = 0; i < groups.Length; i++) resources[i] = table.Ids(groups[i])[Width] != 0;
        Write(writer, resources);
        for (int key = 0; key < Keys.Count; key++)
        {
            for (int i = 0; i < groups.Length; i++) numbers[i] = Tag(groups[i], key);
            WriteTexts(writer, _folded, numbers);
        }

        for (int cost = 0; cost < FileSql.Costs.Count; cost++) WriteCosts(writer, groups, cost);
        long[] rows = new long[groups.Length];
        for (int i = 0; i < groups.Length; i++) rows[i] = table.Rows(groups[i]);
        Write(writer, rows);
        writer.Close();
    }

    private int Tag(int group, int key)
    {
        int set = table.Ids(group)[Width + 1];
        if (_inConflict[key][set]) _conflicts[key] += table.Rows(group);
        return _tagIds[key][set];
    }

    private static void Write<T>(RowGroupWriter group, T[] values)
        where T : unmanaged
    {
        using var writer = (ColumnWriter<T>)group.NextColumn();
        writer.WriteBatch(values);
    }

    private unsafe void WriteTexts(RowGroupWriter group, TextIds texts, int[] ids)
    {
        using var writer = (ColumnWriter<ByteArray>)group.NextColumn();
        fixed (byte* start = texts.Data)
        {
            int count = 0;
            for (int i = 0; i < ids.Length; i++)
            {
                _levels[i] = ids[i] == 0 ? (short)0 : (short)1;
                if (ids[i] == 0) continue;
                (int from, int length) = texts.Range(ids[i]);
                _texts[count++] = new ByteArray((nint)(start + from), length);
            }

            writer.WriteBatch(ids.Length, _levels.AsSpan(0, ids.Length), default, _texts.AsSpan(0, count));
        }
    }

    private unsafe void WriteCosts(RowGroupWriter group, ReadOnlySpan<int> groups, int cost)
    {
        using var writer = (ColumnWriter<FixedLenByteArray>)group.NextColumn();
        fixed (byte* start = _decimalBytes)
        {
            for (int i = 0; i < groups.Length; i++)
            {
                BinaryPrimitives.WriteInt128BigEndian(_decimalBytes.AsSpan(i * DecimalBytes), table.Sums(groups[i])[cost]);
                _decimals[i] = new FixedLenByteArray((nint)(start + (i * DecimalBytes)));
            }

            writer.WriteBatch(_decimals.AsSpan(0, groups.Length));
        }
    }
}
