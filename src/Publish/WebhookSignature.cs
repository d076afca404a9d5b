using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Errors;

namespace CostGuard.Publish;

/// <summary>The signature of Standard Webhooks 1.0: HMAC-SHA256 over "id.timestamp.body", one a secret.</summary>
public static class WebhookSignature
{
    private const string Front = "whsec_";
    private const int BytesMin = 24, BytesMax = 64;

    /// <summary>Value of the header webhook-signature: "v1,…", several parted by blanks.</summary>
    /// <param name="secrets">Secrets, each "whsec_" and base64.</param>
    /// <param name="id">Value of webhook-id.</param>
    /// <param name="timestamp">Value of webhook-timestamp: seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    /// <exception cref="CostGuardException">CG2622: a secret is none. It is not shown.</exception>
    public static string Of(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed))}"));
    }

    private static byte[] Key(string secret)
    {
        string text = secret.StartsWith(Front, StringComparison.Ordinal) ? secret[Front.Length..] : "";
        var key = new byte[BytesMax + 2];
        return Convert.TryFromBase64String(text, key, out int length) && length is >= BytesMin and <= BytesMax
            ? key[..length]
            : throw new CostGuardException(2, WebhookErrors.BadSecret.At("A webhook's secret is not whsec_ and 24 to 64 bytes in base64."));
    }
}
