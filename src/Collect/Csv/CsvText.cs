using System.Text;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Csv;

/// <summary>An open CSV file behind its header: <c>while (TryRead() || await FillAsync())</c>.</summary>
internal sealed class CsvText : IAsyncDisposable
{
    private readonly BytePump _pump;
    private bool _first = true;

    private CsvText(BytePump pump, CsvHeader header, CsvScanner row)
    {
        _pump = pump;
        Header = header.Names;
        Row = row;
    }

    /// <summary>Column names as written.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The current record.</summary>
    public CsvScanner Row { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="CostGuardException">Exit code 2: no header, not UTF-8, damaged gzip.</exception>
    public static async Task<CsvText> OpenAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var pump = new BytePump(file, cancellationToken);
        try
        {
            var head = new MemoryStream();
            CsvHeader? header = null;
            bool more = true;
            while (header is null && more)
            {
                ArraySegment<byte>? chunk = await pump.NextAsync(cancellationToken);
                more = chunk is not null;
                if (chunk is { } bytes)
                {
                    head.Write(bytes);
                    BytePump.Return(bytes);
                }

                header = CsvHeader.Read(head.GetBuffer().AsSpan(0, (int)head.Length), !more, file.Name);
            }

            if (header is null) throw new CostGuardException(2, FocusErrors.Empty.At($"{file.Name} is empty: it has no header.", file.Name, 1));
            var row = new CsvScanner(header.Delimiter, file.Name);
            row.Append(head.GetBuffer().AsSpan(0, (int)head.Length));
            if (!more) row.Finish();
            row.SkipMark();
            if (!row.TryRead()) row.Finish();
            return new CsvText(pump, header, row);
        }
        catch
        {
            await pump.DisposeAsync();
            throw;
        }
    }

    /// <summary>Moves to the next record that is in memory. False when more bytes must come first.</summary>
    public bool TryRead()
    {
        // Some exports put the mark of each part in front of its rows.
        if (_first) Row.SkipMark();
        if (!Row.TryRead()) return false;
        _first = false;
        return true;
    }

    /// <summary>Takes more bytes from the file, and moves to the next record. False at the end of the file.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (await _pump.NextAsync(cancellationToken) is { } chunk)
        {
            Row.Append(chunk);
            BytePump.Return(chunk);
            if (TryRead()) return true;
        }

        Row.Finish();
        return TryRead();
    }

    public ValueTask DisposeAsync() => _pump.DisposeAsync();
}

/// <summary>The header record and the delimiter that it proves.</summary>
/// <param name="Names">Column names as written.</param>
/// <param name="Delimiter">Comma; semicolon or tab only when more FOCUS columns appear with it.</param>
internal sealed record CsvHeader(IReadOnlyList<string> Names, byte Delimiter)
{
    private const int PeekBytesMax = 256 * 1024;

    /// <summary>The header of a file, from its first bytes only; null when it has none or a longer one.</summary>
    public static CsvHeader? Peek(SourceFile file)
    {
        using Stream stream = BytePump.Open(file);
        byte[] head = new byte[PeekBytesMax];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return Read(head.AsSpan(0, read), true, file.Name);
    }

    /// <summary>Reads the header at the beginning of a file; null when its end is not there yet or there is none.</summary>
    public static CsvHeader? Read(ReadOnlySpan<byte> bytes, bool final, string file)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes[..Math.Min(bytes.Length, 4096)].Contains((byte)0))
            throw new CostGuardException(2, FocusErrors.NotUtf8.At($"{file} is not UTF-8 text.", file, 1));
        IReadOnlyList<string>? comma = Split(bytes, final, (byte)',', file);
        if (comma is null) return null;
        var best = new CsvHeader(comma, (byte)',');
        foreach (byte other in ";\t"u8)
        {
            if (Split(bytes, final, other, file) is { } names && Known(names) > Math.Max(Known(best.Names), 1)) best = new CsvHeader(names, other);
        }

        return best;
    }

    private static int Known(IReadOnlyList<string> names) => names.Count(name => FocusColumns.Find(name) is not null);

    private static string[]? Split(ReadOnlySpan<byte> bytes, bool final, byte delimiter, string file)
    {
        var scanner = new CsvScanner(delimiter, file);
        scanner.Append(bytes);
        if (final) scanner.Finish();
        scanner.SkipMark();
        if (!scanner.TryRead()) return null;
        var names = new string[scanner.Count];
        for (int i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetString(scanner[i]);
        return names;
    }
}
