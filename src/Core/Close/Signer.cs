using System.Text;

namespace CostGuard.Core.Close;

/// <summary>
/// Who signs, told by an e-mail address. Two spellings of one mailbox are one person: four eyes are not asked for a formality. Nobody can tell here whether
/// two mailboxes are one person's.
/// </summary>
public static class Signer
{
    /// <summary>The mailbox without case, blanks, a tag ("+close") and a last dot of the domain; null when the text is no address.</summary>
    /// <param name="text">"Fin+close@acme.example. "</param>
    public static string? MailboxOf(string? text)
    {
        string[] parts = (text ?? "").Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant().Split('@');
        if (parts.Length != 2) return null;
        string name = parts[0].Split('+')[0], domain = parts[1].TrimEnd('.');
        return name.Length == 0 || !domain.Contains('.', StringComparison.Ordinal) || (name + domain).Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';') ? null : $"{name}@{domain}";
    }

    /// <summary>True when both name one mailbox, or are the same text where one is no address.</summary>
    /// <param name="one">Who signed.</param>
    /// <param name="other">Who signs.</param>
    public static bool AreSame(string? one, string? other) =>
        MailboxOf(one) is { } mailbox ? mailbox == MailboxOf(other) : string.Equals(one?.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);
}
