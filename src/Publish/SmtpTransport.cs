using System.Net;
using System.Net.Sockets;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CostGuard.Publish;

/// <summary>
/// Sends over SMTP, one new connection a message. Lost before the message was handed over: try again later. Lost after: nobody knows, so
/// the answer is Uncertain and only a person sends it again.
/// </summary>
public sealed class SmtpTransport(MailOptions options) : IMailTransport
{
    // After 1, 5 and 15 minutes those who are accepted get it.
    private const int PatientAttempts = 4;
    private const string SentWithLink = "sent with link";

    /// <inheritdoc/>
    public string Key => "smtp";

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken) => SendAsync(message, _ => Task.CompletedTask, cancellationToken);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboxMessage message, Func<CancellationToken, Task> handOver, CancellationToken cancellationToken)
    {
        var conversation = new SmtpConversation();
        try
        {
            using var client = new RecordingSmtpClient(conversation, waitsForAll: message.Attempts < PatientAttempts) { Timeout = options.TimeoutSeconds * 1000, ServerCertificateValidationCallback = (_, certificate, _, errors) => SmtpDoor.IsTrusted(options, certificate, errors) };
            await SignInAsync(client, cancellationToken).ConfigureAwait(false);
            SendResult result = await HandOverAsync(client, message, conversation, handOver, cancellationToken).ConfigureAwait(false);
            await GoodbyeAsync(client, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (SmtpCommandException exception)
        {
            return SmtpAnswer.Of(exception, conversation);
        }
        catch (CostGuardException exception)
        {
            return new SendResult(DeliveryState.Queued, exception.Problem.ToString());
        }
        catch (Exception exception) when (IsOutage(exception))
        {
            return SmtpAnswer.Of(exception, conversation);
        }
    }

    private async Task SignInAsync(RecordingSmtpClient client, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(options.Host, options.Port, SmtpDoor.Security(options), cancellationToken).ConfigureAwait(false);
        if (options.User.Length == 0) return;
        await client.AuthenticateAsync(new NetworkCredential(options.User, SecretRef.Read(options.PasswordRef)), cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendResult> HandOverAsync(
        RecordingSmtpClient client, OutboxMessage message, SmtpConversation conversation, Func<CancellationToken, Task> handOver, CancellationToken cancellationToken)
    {
        using MimeMessage mime = MimeBytes.Read(message.Mime);
        List<MailboxAddress> to = [];
        foreach (MailboxAddress mailbox in message.To.Select(MailAddresses.Parse))
        {
            if (IsAllowed(mailbox)) to.Add(mailbox);
            else conversation.Refused.Add($"{mailbox.Address}: {MailErrors.DomainNotAllowed.Code} outside Mail:AllowedDomains");
        }

        if (to.Count == 0) return new SendResult(DeliveryState.Failed, conversation.RefusedText("no recipient"));
        string? fitted = Fit(mime, message.Mime.LongLength, client);
        if (fitted is { Length: 0 }) return new SendResult(DeliveryState.Failed, $"{MailErrors.SentWithLink.Code} larger than the server takes ({client.MaxSize} bytes), even without attachments");
        await handOver(cancellationToken).ConfigureAwait(false);
        string answer = await client.SendAsync(MimeBytes.Format, mime, mime.From.Mailboxes.First(), to, cancellationToken, conversation).ConfigureAwait(false);
        string detail = fitted is null ? answer.Trim() : $"{fitted}: {answer.Trim()}";
        return conversation.Refused.Count == 0
            ? new SendResult(DeliveryState.Sent, detail)
            : new SendResult(DeliveryState.PartlySent, $"{detail}; {conversation.RefusedText("refused")}");
    }

    /// <summary>Null when the message fits as it is, else what was done so that it fits; empty when nothing helps.</summary>
    private static string? Fit(MimeMessage mime, long bytes, RecordingSmtpClient client)
    {
        long limit = client.Capabilities.HasFlag(SmtpCapabilities.Size) && client.MaxSize > 0 ? client.MaxSize : long.MaxValue;
        if (bytes <= limit) return AttachmentFallback.WasLeftOut(mime) ? SentWithLink : null;
        if (AttachmentFallback.LeaveOut(mime) && MimeBytes.Of(mime).LongLength <= limit) return SentWithLink;
        AttachmentFallback.Shorten(mime, limit);
        return MimeBytes.Of(mime).LongLength <= limit ? SentWithLink : "";
    }

    private bool IsAllowed(MailboxAddress mailbox) =>
        options.AllowedDomains.Count == 0 || options.AllowedDomains.Contains(MailAddresses.Domain(mailbox.Address), StringComparer.OrdinalIgnoreCase);

    /// <summary>The server has said yes: whatever happens to QUIT cannot change that.</summary>
    private static async Task GoodbyeAsync(RecordingSmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOutage(exception) || exception is SmtpCommandException)
        {
            // Nothing depends on it.
        }
    }

    private static bool IsOutage(Exception exception) => exception is MailKit.ProtocolException or IOException or SocketException or TimeoutException
        or OperationCanceledException or AuthenticationException or SslHandshakeException or NotSupportedException or MailKit.ServiceNotAuthenticatedException or MailKit.ServiceNotConnectedException;
}
