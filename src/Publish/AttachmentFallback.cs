using System.Globalization;
using System.Net;
using MimeKit;
using MimeKit.Text;

namespace CostGuard.Publish;

/// <summary>Makes a message small enough to travel: without its attachments, and if need be as a few lines of text. Message-ID and subject stay.</summary>
internal static class AttachmentFallback
{
    private const string LeftOutHeader = "X-CostGuard-Left-Out";

    /// <summary>Takes the attachments out and says in both parts where each lies. False when there was none.</summary>
    public static bool LeaveOut(MimeMessage message)
    {
        if (message.Body is not Multipart mixed) return false;
        List<MimePart> files = [.. mixed.OfType<MimePart>().Where(part => part.IsAttachment)];
        if (files.Count == 0) return false;
        string note = string.Join(' ', files.Select(Note));
        foreach (MimePart file in files) mixed.Remove(file);
        foreach (TextPart part in message.BodyParts.OfType<TextPart>()) Prepend(part, note);
        message.Headers.Add(LeftOutHeader, "files");
        return true;
    }

    /// <summary>True when the files were left out before, when the message was composed.</summary>
    public static bool WasLeftOut(MimeMessage message) => message.Headers.Contains(LeftOutHeader);

    /// <summary>Only headers and a few lines: for a server that takes next to nothing.</summary>
    public static void Shorten(MimeMessage message, long serverLimit)
    {
        string where = message.TextBody?.Split("\r\n\r\n", 2)[0].Split("\n\n", 2)[0] ?? "";
        string text = $"{Cut(where, 300)}\n\nThis report is too large for the mail server ({serverLimit.ToString(CultureInfo.InvariantCulture)} bytes). 'costguard mail log' has it.\n";
        foreach (string header in new[] { "List-Unsubscribe", "List-Id", "X-Auto-Response-Suppress" }) message.Headers.RemoveAll(header);
        message.Body = new TextPart(TextFormat.Plain) { Text = text };
    }

    private static string Note(MimePart file)
    {
        string location = file.Headers[MimeComposer.LocationHeader] is { } path ? $"It lies at {path} in the CostGuard home." : "Make it with 'costguard report run'.";
        return $"The file {file.FileName} is too large to travel by mail. {location}";
    }

    private static void Prepend(TextPart part, string note)
    {
        if (!part.IsHtml)
        {
            part.Text = $"{note}\n\n{part.Text}";
            return;
        }

        string paragraph = $"<p style=\"margin:12px;padding:10px 12px;border:1px solid #6B4600;background-color:#FFF4D6;color:#6B4600;font-weight:bold\">{WebUtility.HtmlEncode(note)}</p>\n";
        int body = part.Text.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        int at = body < 0 ? 0 : part.Text.IndexOf('>', body) + 1;
        part.Text = part.Text.Insert(at, paragraph);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
