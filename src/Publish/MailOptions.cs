using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CostGuard.Publish;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailTls
{
    /// <summary>STARTTLS, and no mail without it. The default.</summary>
    Require,

    /// <summary>TLS from the first byte, usually port 465.</summary>
    Implicit,

    /// <summary>No encryption: for a relay on the same machine. Never with a password.</summary>
    None,
}

/// <summary>Section Mail of appsettings.json. Without a host, or with DryRun, mails become .eml files in the home.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>Name of the SMTP server. Empty: mails are written as .eml files. Default empty.</summary>
    public string Host { get; set; } = "";

    /// <summary>TCP port. Default 587.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Protection of the connection. Default Require.</summary>
    [EnumDataType(typeof(MailTls))]
    public MailTls Tls { get; set; } = MailTls.Require;

    /// <summary>User for the sign-in; empty signs in nobody. Default empty.</summary>
    public string User { get; set; } = "";

    /// <summary>Where the password is: "file:/path" or "env:NAME". Never the password itself. Default empty.</summary>
    public string PasswordRef { get; set; } = "";

    /// <summary>Sender: "CostGuard &lt;costguard@acme.test&gt;". The name is replaced by the report's. Default costguard@localhost.localdomain.</summary>
    [Required]
    public string From { get; set; } = "costguard@localhost.localdomain";

    /// <summary>A person's address for answers and for leaving a mail. Default empty.</summary>
    public string ReplyTo { get; set; } = "";

    /// <summary>Attachments beyond so many MiB in total stay at home and the mail says where. Default 10.</summary>
    [Range(1, 50)]
    public int MaxAttachmentMb { get; set; } = 10;

    /// <summary>Longest wait for an answer of the server, in seconds. Default 60.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Attempts until a temporary failure counts as final. Default 8, over about a day.</summary>
    [Range(1, 100)]
    public int AttemptsMax { get; set; } = 8;

    /// <summary>SHA-256 (hex) of a server certificate that no authority signed. Default empty: only trusted certificates.</summary>
    [RegularExpression("^([0-9A-Fa-f]{64})?$")]
    public string CertificateSha256 { get; set; } = "";

    /// <summary>True writes .eml files although a host is named. Default false.</summary>
    public bool DryRun { get; set; }

    /// <summary>Recipients outside these domains are left out; empty allows all. Default empty.</summary>
    public IList<string> AllowedDomains { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (User.Length > 0 && Tls == MailTls.None) yield return new ValidationResult("A password must not travel unencrypted: set Tls to Require or Implicit.", [nameof(Tls)]);
        if (User.Length > 0 && PasswordRef.Length == 0) yield return new ValidationResult("User needs PasswordRef: file:/path or env:NAME.", [nameof(PasswordRef)]);
        if (PasswordRef.Length > 0 && !SecretRef.IsReference(PasswordRef)) yield return new ValidationResult("PasswordRef must be file:/path or env:NAME, not the password.", [nameof(PasswordRef)]);
        if (!MailAddresses.TryParse(From, out _)) yield return new ValidationResult($"From is not a mail address: '{From}'.", [nameof(From)]);
        if (ReplyTo.Length > 0 && !MailAddresses.TryParse(ReplyTo, out _)) yield return new ValidationResult($"ReplyTo is not a mail address: '{ReplyTo}'.", [nameof(ReplyTo)]);
    }

    /// <summary>Names no secret, not even its reference: somebody may have put the password there.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Host.Length == 0 ? "no mail server" : $"{Host}:{Port}")}, TLS {Tls}, {(User.Length == 0 ? "no sign-in" : "with sign-in")}{(DryRun ? ", dry run" : "")}");
}
