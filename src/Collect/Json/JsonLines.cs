using CostGuard.Collect.Csv;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Json;

/// <summary>A file of one JSON object a line, plain or gzip: <c>while (await NextAsync())</c>.</summary>
internal sealed class JsonLines(SourceFile file, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly BytePump _pump = new(file, cancellationToken);
    private byte[] _buffer = new byte[1024 * 1024];
    private int _start, _end, _from, _to;
    private bool _final;

    /// <summary>Number of the current line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The current line without its end.</summary>
    public ReadOnlyMemory<byte> Text => _buffer.AsMemory(_from, _to - _from);

    /// <summary>Moves to the next line that is not blank. False at the end of the file.</summary>
    public async ValueTask<bool> NextAsync()
    {
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length < 0 && !_final)
            {
                await FillAsync();
                continue;
            }

            if (length < 0 && _start == _end) return false;
            (_from, _to) = (_start, length < 0 ? _end : _start + length);
            _start = length < 0 ? _end : _to + 1;
            Line++;
            if (Line == 1 && _buffer.AsSpan(_from, _to - _from).StartsWith("\uFEFF"u8)) _from += 3;
            if (_buffer.AsSpan(_from, _to - _from).Trim(" \t\r"u8).Length > 0) return true;
        }
    }

    public ValueTask DisposeAsync() => _pump.DisposeAsync();

    private async ValueTask FillAsync()
    {
        if (await _pump.NextAsync(cancellationToken) is not { } chunk)
        {
            _final = true;
            return;
        }

        int waiting = _end - _start;
        if (waiting + chunk.Count > _buffer.Length)
        {
            byte[] larger = new byte[Math.Max(_buffer.Length * 2, waiting + chunk.Count)];
            _buffer.AsSpan(_start, waiting).CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, waiting).CopyTo(_buffer);
        }

        chunk.AsSpan().CopyTo(_buffer.AsSpan(waiting));
        (_start, _end) = (0, waiting + chunk.Count);
        BytePump.Return(chunk);
    }
}
