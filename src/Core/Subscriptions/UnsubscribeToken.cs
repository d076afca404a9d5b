using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace CostGuard.Core.Subscriptions;

/// <summary>
/// What the unsubscribe link of a mail carries: kind and address, signed with this home's key (HMAC-SHA-256). It never expires, as mails do not;
/// it allows nothing but choosing about this one mail of this one address.
/// </summary>
public static class UnsubscribeToken
{
    private const int LengthMax = 600, SignatureBytes = 32;

    /// <summary>The token.</summary>
    public static string Of(byte[] key, string address, string mail)
    {
        byte[] said = Encoding.UTF8.GetBytes($"{mail} {address.ToLowerInvariant()}");
        return $"{Base64Url.EncodeToString(said)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, said))}";
    }

    /// <summary>Reads a token; false when it is none, or was not signed with the key.</summary>
    public static bool TryRead(byte[] key, string token, [NotNullWhen(true)] out string? address, [NotNullWhen(true)] out string? mail)
    {
        ArgumentNullException.ThrowIfNull(token);
        (address, mail) = (null, null);
        string[] parts = token.Split('.');
        if (token.Length > LengthMax || parts.Length != 2 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1])) return false;
        byte[] said = Base64Url.DecodeFromChars(parts[0]), signature = Base64Url.DecodeFromChars(parts[1]);
        if (signature.Length != SignatureBytes || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, said), signature)) return false;
        string[] words = Encoding.UTF8.GetString(said).Split(' ', 2);
        if (words.Length != 2 || !SubscribedMail.All.ContainsKey(words[0])) return false;
        (mail, address) = (words[0], words[1]);
        return true;
    }
}
