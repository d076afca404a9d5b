using MimeKit;

namespace CostGuard.Publish;

/// <summary>A message as bytes and back, with CRLF line ends as RFC 5322 asks, whatever the machine.</summary>
internal static class MimeBytes
{
    public static FormatOptions Format { get; } = Crlf();

    public static byte[] Of(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(Format, bytes);
        return bytes.ToArray();
    }

    public static MimeMessage Read(byte[] mime)
    {
        using var bytes = new MemoryStream(mime, writable: false);
        return MimeMessage.Load(bytes);
    }

    private static FormatOptions Crlf()
    {
        FormatOptions format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
