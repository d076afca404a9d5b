using System.Buffers.Text;
using System.Text;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Xlsx;

/// <summary>Writes cells of streamed rows as UTF-8 bytes. Without an output it only collects texts.</summary>
internal sealed class RowWriter(StringTable strings, IReadOnlyList<int[]> styles, Stream? output)
{
    private const int BufferBytes = 65_536;

    // A row of 16,384 cells is the limit; the widest report has about 30.
    private const int CellBytesMax = 128;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly byte[][] _columns = [.. Enumerable.Range(1, styles.Count == 0 ? 0 : styles[0].Length).Select(c => Encoding.ASCII.GetBytes(CellAddress.Column(c)))];
    private int _length;
    private int _row;

    /// <summary>Text, quoted against formulas where needed. Sample row 1 holds the quoted style.</summary>
    public void Text(int column, string? text, int sample = 0)
    {
        if (text is null)
        {
            Number(column, default, sample, isEmpty: true);
            return;
        }

        int index = strings.IndexOf(text);
        if (output is null) return;
        Open(column, CellText.LooksLikeFormula(text) ? 1 : sample);
        Append(" t=\"s\"><v>"u8);
        Append(index);
        Append("</v></c>"u8);
    }

    /// <summary>An amount in units of 10^−decimals.</summary>
    public void Units(int column, long units, int decimals, int sample)
    {
        if (output is null) return;
        Open(column, sample);
        Append("><v>"u8);
        long scale = 1;
        for (int i = 0; i < decimals; i++)
        {
            scale *= 10;
        }

        if (units < 0) Append("-"u8);
        long magnitude = Math.Abs(units);
        Append(magnitude / scale);
        long fraction = magnitude % scale;
        if (fraction != 0)
        {
            Append("."u8);
            for (long digit = scale / 10; digit > 0; digit /= 10)
            {
                _buffer[_length++] = (byte)('0' + (fraction / digit % 10));
            }
        }

        Append("</v></c>"u8);
    }

    /// <summary>A number as it is.</summary>
    public void Number(int column, decimal value, int sample = 0, bool isEmpty = false)
    {
        if (output is null) return;
        Open(column, sample);
        if (isEmpty)
        {
            Append("/>"u8);
            return;
        }

        Append("><v>"u8);
        string text = CellText.Exact(value);
        _length += Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_length));
        Append("</v></c>"u8);
    }

    /// <summary>A formula, written in characters that XML takes as they are, with the value that it has.</summary>
    public void Formula(int column, string formula, decimal value, int sample = 0)
    {
        if (output is null) return;
        Open(column, sample);
        Append("><f>"u8);
        Append(Encoding.ASCII.GetBytes(formula));
        Append("</f><v>"u8);
        Append(Encoding.ASCII.GetBytes(CellText.Exact(value)));
        Append("</v></c>"u8);
    }

    public void Date(int column, DateOnly day, int sample = 0) => Number(column, CellAddress.Serial(day), sample);

    internal void BeginRow(int row)
    {
        _row = row;
        if (output is null) return;
        Append("<row r=\""u8);
        Append(row);
        Append("\">"u8);
    }

    internal void EndRow()
    {
        if (output is null) return;
        Append("</row>"u8);
    }

    internal void Flush()
    {
        output?.Write(_buffer, 0, _length);
        _length = 0;
    }

    private void Open(int column, int sample)
    {
        if (_length > BufferBytes - CellBytesMax) Flush();
        Append("<c r=\""u8);
        Append(_columns[column - 1]);
        Append(_row);
        Append("\" s=\""u8);
        Append(styles[sample][column - 1]);
        Append("\""u8);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > BufferBytes) Flush();
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Append(long number)
    {
        if (_length + 20 > BufferBytes) Flush();
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out int written);
        _length += written;
    }
}
