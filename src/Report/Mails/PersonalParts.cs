using System.Text.Encodings.Web;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Report.Mails;

/// <summary>A finished mail as one reader wants it.</summary>
public static class PersonalParts
{
    private const string End = "</td></tr></table>\n</td></tr></table>\n</body>", Attached = "Attached: ", NotAttached = "Not attached, as you asked: ";

    /// <summary>Without HTML, pictures or files, when the reader wants none.</summary>
    public static MailDraft As(MailDraft draft, ReaderPreferences reader)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.PlainText) draft = draft with { Html = "", Pictures = [] };
        return reader.Attachments || draft.Attachments.Count == 0 ? draft : draft with
        {
            Attachments = [],
            Html = draft.Html.Replace($">{Attached}", $">{NotAttached}", StringComparison.Ordinal),
            Text = draft.Text.Replace($"\n{Attached}", $"\n{NotAttached}", StringComparison.Ordinal)
                + string.Concat(draft.Attachments.Select(file => $"{file.Name} lies at {file.Location ?? "data/out"} in the CostGuard home.\n")),
        };
    }

    /// <summary>With a link by which the reader leaves this mail, in both parts and for the header.</summary>
    public static MailDraft WithUnsubscribe(MailDraft draft, Uri link)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(link);
        int end = draft.Html.LastIndexOf(End, StringComparison.Ordinal);
        string line = $"""<p style="margin:12px 0 0;font-size:13px;line-height:20px;color:{MailColors.Quiet}"><a href="{HtmlEncoder.Default.Encode(link.AbsoluteUri)}" style="color:{MailColors.Link}">Get this mail monthly, or not at all</a></p>""" + "\n";
        return draft with
        {
            Unsubscribe = link,
            Html = end < 0 ? draft.Html : draft.Html.Insert(end, line),
            Text = $"{draft.Text}Get this mail monthly, or not at all:\n{link.AbsoluteUri}\n",
        };
    }
}
