using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace CostGuard.Publish;

/// <summary>What has happened in one SMTP conversation, so that a lost connection can be judged.</summary>
internal sealed class SmtpConversation : ITransferProgress
{
    /// <summary>True once the first byte of the message was handed to the server: from there on it may have been delivered.</summary>
    public bool MessageBegun { get; private set; }

    public List<string> Refused { get; } = [];

    /// <summary>True when every refusal was temporary (4xx).</summary>
    public bool OnlyTemporary { get; set; } = true;

    public void Report(long bytesTransferred, long totalSize) => MessageBegun = true;

    public void Report(long bytesTransferred) => MessageBegun = true;

    public string RefusedText(string what) => $"{what}: {string.Join("; ", Refused)}";
}

/// <summary>
/// An SMTP client that notes refused recipients instead of giving up, as long as one is accepted. While it waits for all, one who is refused for now (as
/// greylisting does for some minutes) makes it come again with the whole message: nothing has been handed over, so nobody gets it twice.
/// </summary>
internal sealed class RecordingSmtpClient(SmtpConversation conversation, bool waitsForAll) : SmtpClient
{
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        int code = (int)response.StatusCode;
        conversation.OnlyTemporary &= code is >= 400 and < 500;
        conversation.Refused.Add($"{mailbox.Address}: {code} {response.Response}");
        if (waitsForAll && code is >= 400 and < 500) throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, response.StatusCode, mailbox, response.Response);
    }

    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new NoRecipientException();
}

/// <summary>No recipient was accepted, so the message was not handed over.</summary>
internal sealed class NoRecipientException() : ProtocolException("no recipient was accepted");
