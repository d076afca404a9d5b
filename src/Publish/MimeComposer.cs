using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Ports;
using MimeKit;
using MimeKit.Text;

namespace CostGuard.Publish;

/// <summary>
/// Makes MIME of a draft: mixed (attachments) around related (chart by Content-ID) around alternative (text first, then HTML).
/// Message-ID and boundaries come from the draft's key, the date from the caller: same draft and instant, same bytes.
/// </summary>
public sealed class MimeComposer(MailOptions options) : IMailComposer
{
    /// <summary>Header of an attachment that says where the same file lies, for the case that it cannot travel.</summary>
    internal const string LocationHeader = "X-CostGuard-Location";

    /// <inheritdoc/>
    public OutboxMessage Compose(MailDraft draft, DateTimeOffset asOf)
    {
        MailboxAddress from = MailAddresses.Parse(options.From);
        string digest = Digest(draft.Key);
        string domain = MailAddresses.Domain(from.Address);
        using var message = new MimeMessage();
        Head(message, draft, from, domain);
        message.Date = asOf;
        message.MessageId = $"{draft.Kind}.{digest[..32]}@{domain}";
        Join(message, draft, domain);
        message.Body = Body(draft, digest, domain);
        long attached = draft.Attachments.Sum(part => (long)part.Bytes.Length);
        if (attached > options.MaxAttachmentMb * 1024L * 1024L) AttachmentFallback.LeaveOut(message);

        return new OutboxMessage
        {
            Key = draft.Key,
            MessageId = message.MessageId,
            Kind = draft.Kind,
            Subject = MailAddresses.Header(draft.Subject),
            To = [.. message.To.Mailboxes.Select(mailbox => mailbox.Address)],
            Mime = MimeBytes.Of(message),
            Snapshot = draft.Snapshot,
            QueuedAt = asOf,
            NotBefore = draft.NotBefore,
        };
    }

    private void Head(MimeMessage message, MailDraft draft, MailboxAddress from, string domain)
    {
        message.From.Add(new MailboxAddress(MailAddresses.Header(draft.FromName), from.Address));
        foreach (string to in draft.To.Distinct(StringComparer.OrdinalIgnoreCase)) message.To.Add(MailAddresses.Parse(to));
        message.Subject = MailAddresses.Header(draft.Subject);
        if (options.ReplyTo.Length > 0) message.ReplyTo.Add(MailAddresses.Parse(options.ReplyTo));
        message.Headers.Add("List-Id", $"<{draft.Kind}.costguard.{domain}>");
        if (draft.MayUnsubscribe)
        {
            string address = options.ReplyTo.Length > 0 ? MailAddresses.Parse(options.ReplyTo).Address : from.Address;
            string subject = Uri.EscapeDataString($"unsubscribe {draft.Kind} {MailAddresses.Header(draft.About)}");
            string link = draft.Unsubscribe is { } own ? $"<{own.AbsoluteUri}>, " : "";
            message.Headers.Add(HeaderId.ListUnsubscribe, $"{link}<mailto:{address}?subject={subject}>");
            if (draft.Unsubscribe is not null) message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        if (draft.Urgent) message.Importance = MessageImportance.High;
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
    }

    /// <summary>
    /// All mails of a thread answer one Message-ID that is made of the thread and that no mail bears: they find together in whatever order
    /// they come, for a reader who got the first one and for one who joined later.
    /// </summary>
    private static void Join(MimeMessage message, MailDraft draft, string domain)
    {
        if (draft.Thread is not { } thread) return;
        string root = $"{draft.Kind}.thread.{Digest(thread)[..32]}@{domain}";
        message.InReplyTo = root;
        message.References.Add(root);
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Multipart Body(MailDraft draft, string digest, string domain)
    {
        var mixed = new Multipart("mixed") { Boundary = Boundary(digest, 'm') };
        mixed.Add(draft.Html.Length == 0 ? Text(TextFormat.Plain, draft.Text) : Related(draft, digest, domain));
        foreach (MailPart attachment in draft.Attachments)
        {
            MimePart part = File(attachment, ContentDisposition.Attachment, AsciiName(attachment.Name));
            if (attachment.Location is { } location) part.Headers.Add(LocationHeader, MailAddresses.Header(location));
            mixed.Add(part);
        }

        return mixed;
    }

    private static MultipartRelated Related(MailDraft draft, string digest, string domain)
    {
        var alternative = new MultipartAlternative { Boundary = Boundary(digest, 'a') };
        alternative.Add(Text(TextFormat.Plain, draft.Text));
        alternative.Add(Text(TextFormat.Html, WithContentIds(draft, digest, domain)));
        var related = new MultipartRelated { Boundary = Boundary(digest, 'r') };
        related.Root = alternative;
        foreach (MailPart picture in draft.Pictures)
        {
            MimePart part = File(picture, ContentDisposition.Inline, $"{AsciiName(picture.Name)}{(picture.MediaType == "image/png" ? ".png" : "")}");
            part.ContentId = ContentId(picture.Name, digest, domain);
            related.Add(part);
        }

        return related;
    }

    /// <summary>A Content-ID must look like an address and be unique in the world, so the picture's name gets the mail's own tail.</summary>
    private static string ContentId(string name, string digest, string domain) => $"{AsciiName(name)}.{digest[..16]}@{domain}";

    private static string WithContentIds(MailDraft draft, string digest, string domain) => draft.Pictures.Aggregate(
        draft.Html, (html, picture) => html.Replace($"\"cid:{picture.Name}\"", $"\"cid:{ContentId(picture.Name, digest, domain)}\"", StringComparison.Ordinal));

    private static TextPart Text(TextFormat format, string text)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static MimePart File(MailPart file, string disposition, string name) => new(ContentType.Parse(file.MediaType))
    {
        Content = new MimeContent(new MemoryStream(file.Bytes, writable: false)),
        ContentDisposition = new ContentDisposition(disposition) { FileName = name },
        ContentTransferEncoding = ContentEncoding.Base64,
    };

    private static string Boundary(string digest, char level) => $"=-{level}-{digest[..24]}";

    /// <summary>Mail programs disagree about names beyond ASCII ("Untitled"), so letters lose their marks and the rest becomes a hyphen.</summary>
    internal static string AsciiName(string name)
    {
        var ascii = new StringBuilder();
        foreach (char c in name.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            ascii.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '-');
        }

        return ascii.ToString();
    }
}
