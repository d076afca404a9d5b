namespace CostGuard.Core.Errors;

/// <summary>Codes of mails and their delivery.</summary>
public static class MailErrors
{
    /// <summary>CG4001.</summary>
    public static readonly ErrorInfo BadAddress = new(
        "CG4001",
        "A mail address cannot be used",
        "An address needs one @, a domain, and no line ends, commas or brackets. Anything else could reach the wrong person.",
        "Correct the address: in teams/*.yaml (owner, deputies, weeklyDigest), notifications/routing.yaml (finance), or Mail:From and Mail:ReplyTo in appsettings.json.");

    /// <summary>CG4002.</summary>
    public static readonly ErrorInfo SignInRefused = new(
        "CG4002",
        "The mail server refused the sign-in",
        "The server said that user or password is wrong, or that it accepts no sign-in of this kind. The mail stays queued.",
        "Check Mail:User and what Mail:PasswordRef names, then run 'costguard mail send'.");

    /// <summary>CG4003.</summary>
    public static readonly ErrorInfo NotSecure = new(
        "CG4003",
        "No secure connection to the mail server",
        "Mail:Tls asks for encryption, and the server does not offer it or its certificate is not trusted. Nothing was sent, the mail stays queued.",
        "Check Mail:Host, Mail:Port and Mail:Tls (Require = STARTTLS, Implicit = TLS from the first byte). For a self-signed certificate set Mail:CertificateSha256.");

    /// <summary>CG4004.</summary>
    public static readonly ErrorInfo NotReachable = new(
        "CG4004",
        "The mail server cannot be reached",
        "No connection, or it was lost before the message was handed over, or the server said 'later' (4xx). The mail stays queued and is tried again.",
        "Nothing, if it passes. Else check Mail:Host, Mail:Port, the network and the server's log.");

    /// <summary>CG4005.</summary>
    public static readonly ErrorInfo DomainNotAllowed = new(
        "CG4005",
        "A recipient lies outside the allowed domains",
        "Mail:AllowedDomains keeps a test system from writing to the world. Recipients outside it are left out.",
        "Add the domain to Mail:AllowedDomains in appsettings.json, or remove the recipient.");

    /// <summary>CG4006.</summary>
    public static readonly ErrorInfo Refused = new(
        "CG4006",
        "The mail server refused the message",
        "The server answered with a permanent error (5xx) for the message or for a recipient. It would refuse it again, so nothing is tried by itself.",
        "Read the server's answer in 'costguard mail log', correct the cause, then send it again by hand.");

    /// <summary>CG4007.</summary>
    public static readonly ErrorInfo SecretMissing = new(
        "CG4007",
        "A secret is not where its reference says",
        "Passwords are named by reference only: file:/path or env:NAME. There is no such file or variable, or the reference has another form.",
        "Create the file or set the variable, or correct Mail:PasswordRef in appsettings.json.");

    /// <summary>CG4008.</summary>
    public static readonly ErrorInfo DeliveryUnknown = new(
        "CG4008",
        "It is not known whether a mail was delivered",
        "The connection was lost, or the process ended, after the message was handed to the server and before its answer. Sending it again could send it twice, so only a person does that.",
        "Ask a recipient or look at the server's log. If it did not arrive, send it again by hand: it keeps its Message-ID, so most mail programs show it once.");

    /// <summary>CG4009.</summary>
    public static readonly ErrorInfo SentWithLink = new(
        "CG4009",
        "An attachment was too large to travel",
        "The mail server announced a size limit (SIZE), or Mail:MaxAttachmentMb is passed. The mail went out without the file and says where it lies.",
        "Fetch the file from the place the mail names, or raise Mail:MaxAttachmentMb and the server's limit.");

    /// <summary>CG4010.</summary>
    public static readonly ErrorInfo BadOptions = new(
        "CG4010",
        "The mail settings do not fit together",
        "A value of section Mail in appsettings.json is out of range, or a password would travel without encryption.",
        "Correct the named setting; 'costguard config show --origin' tells where it comes from.");

    /// <summary>CG4011.</summary>
    public static readonly ErrorInfo DoesNotTie = new(
        "CG4011",
        "A mail's totals do not tie",
        "The teams must add up to the loads to the last digit. They do not, so no figure of this mail can be trusted and nothing was sent.",
        "Run 'costguard load show' for the loads of the month and report this: it is a fault in CostGuard.");
}
