using System.Diagnostics.CodeAnalysis;
using CostGuard.Core.Errors;
using MimeKit;

namespace CostGuard.Publish;

/// <summary>Reads addresses strictly: one mailbox, with a domain, without line ends. What is looser could forge headers or reach a stranger.</summary>
internal static class MailAddresses
{
    public static bool TryParse(string text, [NotNullWhen(true)] out MailboxAddress? address)
    {
        address = null;
        if (text.Any(char.IsControl)) return false;
        if (!MailboxAddress.TryParse(ParserOptions.Default, text, out MailboxAddress? found)) return false;
        int at = found.Address.LastIndexOf('@');
        if (at <= 0 || at == found.Address.Length - 1 || found.Address.Any(c => char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>')) return false;
        address = found;
        return true;
    }

    /// <exception cref="CostGuardException">CG4001.</exception>
    public static MailboxAddress Parse(string text) => TryParse(text, out MailboxAddress? address)
        ? address
        : throw new CostGuardException(2, MailErrors.BadAddress.At($"'{Header(text)}' is not a mail address."));

    public static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>Text that may stand in a header: every line end and control character becomes one space.</summary>
    public static string Header(string text) =>
        string.Join(' ', new string([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
