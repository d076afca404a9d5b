using System.Buffers;
using System.IO.Compression;
using System.Threading.Channels;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Csv;

/// <summary>Reads a file, and decompresses it when it is gzip, on a thread of its own, a few chunks ahead of whoever takes them.</summary>
internal sealed class BytePump : IAsyncDisposable
{
    private const int ChunkBytes = 512 * 1024;
    private const int ChunksAhead = 4;

    private readonly Channel<ArraySegment<byte>> _chunks =
        Channel.CreateBounded<ArraySegment<byte>>(new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _stop;
    private readonly Task _work;

    public BytePump(SourceFile file, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = Task.Run(() => PumpAsync(file, _stop.Token), cancellationToken);
    }

    /// <summary>The next bytes, or null at the end. Give them back with <see cref="Return"/>.</summary>
    public async ValueTask<ArraySegment<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _chunks.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_chunks.Reader.TryRead(out ArraySegment<byte> chunk)) return chunk;
        }

        return null;
    }

    public static void Return(ArraySegment<byte> chunk) => ArrayPool<byte>.Shared.Return(chunk.Array!);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_chunks.Reader.TryRead(out ArraySegment<byte> chunk)) Return(chunk);
        _stop.Dispose();
    }

    /// <summary>The decompressed bytes of a file. Gzip is known by its first two bytes, whatever the name.</summary>
    public static Stream Open(SourceFile file)
    {
        var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[2];
        int read = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    /// <summary>The refusal of a damaged gzip file.</summary>
    public static CostGuardException Damaged(SourceFile file, Exception cause) =>
        new(2, FocusErrors.Damaged.At($"{file.Name} cannot be decompressed: {cause.Message}", file.Name), null, cause);

    private async Task PumpAsync(SourceFile file, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await using Stream stream = Open(file);
            while (true)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
                int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                if (read == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    break;
                }

                await _chunks.Writer.WriteAsync(new ArraySegment<byte>(buffer, 0, read), cancellationToken);
            }
        }
        catch (Exception cause)
        {
            // Handed to whoever reads: an uncaught one would leave the reader waiting for ever.
            failure = cause is InvalidDataException ? Damaged(file, cause) : cause;
        }

        _chunks.Writer.Complete(failure);
    }
}
