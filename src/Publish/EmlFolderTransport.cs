using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Publish;

/// <summary>Without a mail server: each message becomes a file that every mail program opens. Whole or not at all.</summary>
public sealed class EmlFolderTransport(HomeFolder home) : IMailTransport
{
    // A digest of several teams names them all, which is more than a file system takes; and what a name cannot hold must not make two mails one.
    private const int NameMax = 100, HashLength = 12;

    /// <inheritdoc/>
    public string Key => "eml-folder";

    /// <summary>Written again, it is the very same file: after a crash nothing about it is uncertain.</summary>
    public Task<SendResult> SendAsync(OutboxMessage message, Func<CancellationToken, Task> handOver, CancellationToken cancellationToken) => SendAsync(message, cancellationToken);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(home.Out, "mail", message.QueuedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        string file = Path.Combine(folder, Name(message.Key));
        try
        {
            Directory.CreateDirectory(folder);
            // One name for the half: what a dead process left is overwritten when the mail is written again.
            string part = $"{file}.part";
            await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await stream.WriteAsync(message.Mime, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite: true);
            return new SendResult(DeliveryState.Sent, $"written to {Path.GetRelativePath(home.Path, file).Replace('\\', '/')}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new SendResult(DeliveryState.Queued, $"{Core.Errors.MailErrors.NotReachable.Code} the file cannot be written: {exception.Message}");
        }
    }

    private static string Name(string key)
    {
        string ascii = MimeComposer.AsciiName(key);
        if (ascii.Length <= NameMax && ascii == key.Replace('/', '-')) return $"{ascii}.eml";
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..HashLength];
        return $"{ascii[..Math.Min(ascii.Length, NameMax)]}-{hash}.eml";
    }
}
