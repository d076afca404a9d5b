using System.Globalization;
using System.IO.Compression;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Exports;

/// <summary>
/// Fetches the beginning of an object (of Parquet all of it, since its columns stand at the end) and looks at its columns as an import would.
/// </summary>
internal sealed class ExportSample(IColumnCheck check, IStagingFolders folders)
{
    private const int HeadBytes = 1 << 20;
    private const long ParquetBytesMax = 64L << 20;

    /// <summary>The result of one object; null when it is too large to be fetched for a look.</summary>
    /// <exception cref="CostGuardException">What an import would refuse it with.</exception>
    public async Task<SeenColumns?> LookAsync(
        Func<ExportObject, CancellationToken, Task<Stream>> open, ExportObject entry, Connection connection, CancellationToken cancellationToken)
    {
        string name = entry.Key[(entry.Key.LastIndexOf('/') + 1)..];
        bool parquet = name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);
        if (parquet && entry.Bytes > ParquetBytesMax) return null;
        using IStagingFolder folder = folders.Open(connection.Name);
        bool packed = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        string path = Path.Combine(folder.Path, packed ? name[..^3] : name);
        bool whole;
        await using (Stream source = await open(entry, cancellationToken))
            whole = parquet ? await CopyAsync(source, path, cancellationToken) : await CutAsync(source, path, packed, cancellationToken);
        try
        {
            return await check.CheckAsync(new SourceFile(path, entry.Key, new FileInfo(path).Length), connection.Assume, cancellationToken);
        }
        catch (CostGuardException undecided) when (!whole && (undecided.Problem.Code == FocusErrors.AmbiguousDates.Code || undecided.Problem.Code == AzureErrors.UnknownDataset.Code))
        {
            // The columns fit; which comes first, day or month, only the whole file proves.
            return new SeenColumns(string.Create(CultureInfo.InvariantCulture, $"the first {HeadBytes >> 20} MiB"), null, []);
        }
    }

    private static async Task<bool> CopyAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        await using FileStream target = File.Create(path);
        await source.CopyToAsync(target, cancellationToken);
        return true;
    }

    // True when the object ended before the limit did.
    private static async Task<bool> CutAsync(Stream source, string path, bool packed, CancellationToken cancellationToken)
    {
        byte[] head = new byte[HeadBytes];
        int read = 0;
        await using Stream text = packed ? new GZipStream(source, CompressionMode.Decompress) : source;
        for (int more = 1; more > 0 && read < head.Length; read += more) more = await text.ReadAsync(head.AsMemory(read), cancellationToken);
        bool whole = read < head.Length;
        await File.WriteAllBytesAsync(path, head.AsMemory(0, whole ? read : LastRecord(head.AsSpan(0, read))).ToArray(), cancellationToken);
        return whole;
    }

    /// <summary>Where the last whole record ends: at a line break outside quotes.</summary>
    internal static int LastRecord(ReadOnlySpan<byte> text)
    {
        int end = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            else if (text[i] == '\n' && !quoted) end = i + 1;
        }

        return end;
    }
}
