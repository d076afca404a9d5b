using CostGuard.Core.Errors;

namespace CostGuard.Collect.Csv;

/// <summary>
/// Finds records and cells in UTF-8 bytes (RFC 4180: quoted cells, doubled quotes, line ends in cells, CRLF or LF). Cells are ranges of the
/// scanner's own buffer; they are valid until the next call. Blank lines are skipped.
/// </summary>
internal sealed class CsvScanner(byte delimiter, string file)
{
    private const int RecordBytesMax = 256 * 1024 * 1024;

    private byte[] _buffer = new byte[1024 * 1024];
    private Cell[] _cells = new Cell[64];
    private int _start;
    private int _end;
    private bool _final;
    private int _nextLine = 1;
    private int _retryAt;
    private bool _escapes;

    /// <summary>Number of cells of the record.</summary>
    public int Count { get; private set; }

    /// <summary>Physical line on which the record begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>True when a quoted cell was followed by other text.</summary>
    public bool BadQuoting { get; private set; }

    /// <summary>The bytes of the whole record with its line end.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(RecordStart, _start - RecordStart);

    private int RecordStart { get; set; }

    /// <summary>A cell without its quotes.</summary>
    public ReadOnlySpan<byte> this[int index] => _buffer.AsSpan(_cells[index].From, _cells[index].To - _cells[index].From);

    /// <summary>Adds bytes behind those that are not read yet.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int pending = _end - _start;
        if (pending + bytes.Length > _buffer.Length - _start)
        {
            byte[] target = pending + bytes.Length > _buffer.Length ? new byte[Math.Max(_buffer.Length * 2, pending + bytes.Length)] : _buffer;
            _buffer.AsSpan(_start, pending).CopyTo(target);
            _buffer = target;
            (_start, _end) = (0, pending);
        }

        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Says that no bytes follow.</summary>
    public void Finish() => _final = true;

    /// <summary>Leaves out a byte order mark in front of the next record.</summary>
    public void SkipMark()
    {
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8)) _start += 3;
    }

    /// <summary>Makes cells that come from no file the record, such as those of a translated row.</summary>
    /// <param name="data">All cells, one after the other.</param>
    /// <param name="ends">The end of each cell.</param>
    /// <param name="line">The line it stands for.</param>
    public void Put(ReadOnlySpan<byte> data, ReadOnlySpan<int> ends, int line)
    {
        if (_buffer.Length < data.Length) _buffer = new byte[data.Length * 2];
        data.CopyTo(_buffer);
        (Count, Line, BadQuoting, RecordStart, _start, _end) = (0, line, false, 0, data.Length, data.Length);
        int from = 0;
        foreach (int to in ends)
        {
            Add(new Cell(from, to, false, false));
            from = to;
        }
    }

    /// <summary>Moves to the next record. False when more bytes are needed, or after <see cref="Finish"/> when there is none.</summary>
    /// <exception cref="CostGuardException">The file ends inside a quoted cell, or a record is larger than 256 MiB.</exception>
    public bool TryRead()
    {
        while (true)
        {
            int pending = _end - _start;
            if (pending == 0 || (!_final && pending < _retryAt)) return false;
            int next = Scan();
            if (next < 0)
            {
                if (pending > RecordBytesMax)
                    throw new CostGuardException(2, FocusErrors.CellTooLarge.At($"{file} has a record of more than 256 MiB at line {_nextLine}.", file, _nextLine));

                // A long record is scanned again only when half as much has come again, so that huge cells stay linear.
                _retryAt = pending + (pending / 2);
                return false;
            }

            _retryAt = 0;
            RecordStart = _start;
            _start = next;
            Line = _nextLine;
            _nextLine += Record.Count((byte)'\n');
            if (Count == 1 && _cells[0].From == _cells[0].To && !_cells[0].Quoted) continue;
            if (_escapes) Unescape();
            return true;
        }
    }

    // Returns the position behind the record, or −1 when its end is not in the buffer yet.
    private int Scan()
    {
        ReadOnlySpan<byte> data = _buffer.AsSpan(0, _end);
        Count = 0;
        BadQuoting = false;
        _escapes = false;
        int at = _start;
        while (true)
        {
            int after = at < _end && data[at] == '"' ? Quoted(data, at) : Plain(data, at);
            if (after < 0) return -1;
            if (after == _end) return _final ? _end : -1;
            if (data[after] == '\n') return after + 1;
            if (data[after] == '\r')
            {
                if (after + 1 == _end) return _final ? _end : -1;
                if (data[after + 1] == '\n') return after + 2;
            }

            at = after + 1;
            if (data[after] == delimiter) continue;
            BadQuoting = true;
            int rest = data[after..].IndexOfAny(delimiter, (byte)'\n');
            if (rest < 0) return _final ? _end : -1;
            at = after + rest + 1;
            if (data[after + rest] == '\n') return at;
        }
    }

    private int Plain(ReadOnlySpan<byte> data, int at)
    {
        int length = data[at..].IndexOfAny(delimiter, (byte)'\n');
        if (length < 0 && !_final) return -1;
        int after = length < 0 ? _end : at + length;
        bool lineEnd = after == _end || data[after] == '\n';
        Add(new Cell(at, lineEnd && after > at && data[after - 1] == '\r' ? after - 1 : after, false, false));
        return after;
    }

    private int Quoted(ReadOnlySpan<byte> data, int at)
    {
        int quote = at + 1;
        bool escaped = false;
        while (true)
        {
            int distance = data[quote..].IndexOf((byte)'"');
            if (distance < 0 && !_final) return -1;
            if (distance < 0)
                throw new CostGuardException(2, FocusErrors.OpenQuote.At($"{file} ends inside a quoted cell of the record at line {_nextLine}.", file, _nextLine));
            quote += distance;
            if (quote + 1 == _end && !_final) return -1;
            if (quote + 1 == _end || data[quote + 1] != '"') break;
            escaped = true;
            quote += 2;
        }

        Add(new Cell(at + 1, quote, true, escaped));
        _escapes |= escaped;
        return quote + 1;
    }

    private void Add(Cell cell)
    {
        if (Count == _cells.Length) Array.Resize(ref _cells, Count * 2);
        _cells[Count++] = cell;
    }

    private void Unescape()
    {
        for (int i = 0; i < Count; i++)
        {
            if (!_cells[i].Escaped) continue;
            Span<byte> text = _buffer.AsSpan(_cells[i].From, _cells[i].To - _cells[i].From);
            _cells[i] = _cells[i] with { To = _cells[i].From + Unescape(text) };
        }
    }

    private static int Unescape(Span<byte> text)
    {
        int to = text.IndexOf((byte)'"') + 1;
        int from = to + 1;
        while (from < text.Length)
        {
            int run = text[from..].IndexOf((byte)'"');
            int length = run < 0 ? text.Length - from : run + 1;
            text.Slice(from, length).CopyTo(text[to..]);
            to += length;
            from += length + 1;
        }

        return to;
    }

    private readonly record struct Cell(int From, int To, bool Quoted, bool Escaped);
}
