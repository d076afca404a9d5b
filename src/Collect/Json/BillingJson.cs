using System.IO.Compression;

namespace CostGuard.Collect.Json;

/// <summary>Tells JSON rows of a Google Cloud billing export from any other JSON, by the first line.</summary>
internal static class BillingJson
{
    private const int PeekBytes = 64 * 1024;

    /// <summary>True when the stream, plain or gzip, begins with a billing row.</summary>
    public static async Task<bool> BeginsAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] head = new byte[PeekBytes];
        int read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < 2 || head[0] != 0x1F || head[1] != 0x8B) return IsRow(head.AsSpan(0, read));
        byte[] text = new byte[PeekBytes];
        return IsRow(text.AsSpan(0, Unpack(head.AsMemory(0, read).ToArray(), text)));
    }

    /// <summary>True when the text begins with a billing row.</summary>
    public static bool IsRow(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        text = text.TrimStart(" \t\r\n"u8);
        int end = text.IndexOf((byte)'\n');
        if (end >= 0) text = text[..end];
        return text.StartsWith("{"u8) && text.IndexOf("\"usage_start_time\""u8) > 0 && text.IndexOf("\"sku\""u8) > 0 && text.IndexOf("\"cost\""u8) > 0;
    }

    // Only the beginning of the file is here: what can be unpacked of it is enough.
    private static int Unpack(byte[] packed, byte[] text)
    {
        int read = 0;
        try
        {
            using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            for (int more = 1; more > 0 && read < text.Length; read += more) more = zip.Read(text, read, text.Length - read);
        }
        catch (InvalidDataException)
        {
            return read;
        }

        return read;
    }
}
