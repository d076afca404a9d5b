using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;

namespace CostGuard.Publish;

/// <summary>How a mail server is entered: the same for sending and for doctor.</summary>
internal static class SmtpDoor
{
    /// <summary>MailKit's word for the protection that the options ask for.</summary>
    public static SecureSocketOptions Security(MailOptions options) => options.Tls switch
    {
        MailTls.Require => SecureSocketOptions.StartTls,
        MailTls.Implicit => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    /// <summary>True for a certificate that an authority of this machine vouches for, or that the options name.</summary>
    public static bool IsTrusted(MailOptions options, X509Certificate? certificate, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || (certificate is not null && options.CertificateSha256.Length > 0
            && string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), options.CertificateSha256, StringComparison.OrdinalIgnoreCase));
}
