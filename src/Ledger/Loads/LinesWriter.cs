using System.Buffers.Binary;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using ParquetSharp;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// Writes charges of one billing period as one Parquet file: zstd, row groups of 122,880 rows, text with dictionaries, costs as DECIMAL(38,18),
/// times as UTC microseconds. Values go from the reader's buffers to the encoder without becoming .NET strings.
/// </summary>
internal sealed class LinesWriter : IDisposable
{
    private const int GroupRows = 15 * ChargeBatch.RowsMax;
    private const int DecimalBytes = 16;

    private readonly ParquetFileWriter _file;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly short[] _levels = new short[ChargeBatch.RowsMax];
    private readonly ByteArray[] _texts = new ByteArray[ChargeBatch.RowsMax];
    private readonly FixedLenByteArray[] _decimals = new FixedLenByteArray[ChargeBatch.RowsMax];
    private readonly byte[] _decimalBytes = new byte[ChargeBatch.RowsMax * DecimalBytes];
    private readonly long[] _times = new long[ChargeBatch.RowsMax];
    private RowGroupWriter? _group;
    private int _rowsInGroup;

    public LinesWriter(string path, ChargeBatch first)
    {
        Column[] columns = [.. first.Columns.Select(ColumnOf)];
        for (int i = 0; i < columns.Length; i++) _indexes.Add(columns[i].Name, i);
        using WriterPropertiesBuilder builder = new WriterPropertiesBuilder().Compression(Compression.Zstd).CompressionLevel(1);
        foreach (ChargeColumn column in first.Columns.Where(column => column is DecimalColumn)) builder.DisableDictionary(column.Name);
        using WriterProperties properties = builder.Build();
        _file = new ParquetFileWriter(path, columns, properties);
    }

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Sums of the four costs as written, per currency.</summary>
    public Dictionary<Currency, ExactCostSums> Written { get; } = [];

    /// <summary>Writes a batch with the columns of the first one.</summary>
    public void Write(ChargeBatch batch)
    {
        if (_group is not null && _rowsInGroup + batch.Rows > GroupRows) EndGroup();
        _group ??= _file.AppendBufferedRowGroup();
        if (batch.Columns.Count != _indexes.Count) throw new InvalidOperationException("A batch has other columns than the first one of its file.");
        foreach (ChargeColumn column in batch.Columns) Write(column, batch.Rows);
        _rowsInGroup += batch.Rows;
        Rows += batch.Rows;
        ExactCostSums.Add(Written, batch);
    }

    /// <summary>Completes the file.</summary>
    public void Close()
    {
        EndGroup();
        _file.Close();
    }

    public void Dispose()
    {
        _group?.Dispose();
        _file.Dispose();
    }

    private static Column ColumnOf(ChargeColumn column) => column switch
    {
        DecimalColumn => new Column(typeof(decimal?), column.Name, LogicalType.Decimal(38, 18), DecimalBytes),
        TimeColumn => new Column(typeof(DateTime?), column.Name, LogicalType.Timestamp(true, TimeUnit.Micros)),
        _ => new Column(typeof(string), column.Name),
    };

    private void Write(ChargeColumn column, int rows)
    {
        using ColumnWriter writer = _group!.Column(_indexes[column.Name]);
        switch (column)
        {
            case TextColumn text:
                WriteText((ColumnWriter<ByteArray>)writer, text, rows);
                break;
            case DecimalColumn number:
                WriteDecimals((ColumnWriter<FixedLenByteArray>)writer, number, rows);
                break;
            case TimeColumn time:
                int count = Compact(time.IsNull, rows, (from, to) => _times[to] = time.Micros[from]);
                ((ColumnWriter<long>)writer).WriteBatch(rows, _levels.AsSpan(0, rows), default, _times.AsSpan(0, count));
                break;
        }
    }

    private unsafe void WriteText(ColumnWriter<ByteArray> writer, TextColumn text, int rows)
    {
        // An empty array has no address; the one byte is never read.
        byte[] data = text.Data.Length == 0 ? new byte[1] : text.Data;
        fixed (byte* start = data)
        {
            var address = (nint)start;
            int count = Compact(text.IsNull, rows, (from, to) =>
                _texts[to] = new ByteArray(address + text.Offsets[from], text.Offsets[from + 1] - text.Offsets[from]));
            writer.WriteBatch(rows, _levels.AsSpan(0, rows), default, _texts.AsSpan(0, count));
        }
    }

    private unsafe void WriteDecimals(ColumnWriter<FixedLenByteArray> writer, DecimalColumn number, int rows)
    {
        fixed (byte* start = _decimalBytes)
        {
            var address = (nint)start;
            int count = Compact(number.IsNull, rows, (from, to) =>
            {
                BinaryPrimitives.WriteInt128BigEndian(_decimalBytes.AsSpan(to * DecimalBytes), number.Units[from]);
                _decimals[to] = new FixedLenByteArray(address + (to * DecimalBytes));
            });
            writer.WriteBatch(rows, _levels.AsSpan(0, rows), default, _decimals.AsSpan(0, count));
        }
    }

    // Parquet stores levels for all rows and values only where there is one.
    private int Compact(bool[] isNull, int rows, Action<int, int> copy)
    {
        int count = 0;
        for (int i = 0; i < rows; i++)
        {
            _levels[i] = isNull[i] ? (short)0 : (short)1;
            if (!isNull[i]) copy(i, count++);
        }

        return count;
    }

    private void EndGroup()
    {
        _group?.Close();
        _group?.Dispose();
        _group = null;
        _rowsInGroup = 0;
    }
}
