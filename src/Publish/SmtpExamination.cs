using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CostGuard.Publish;

/// <summary>The chain from here to the mail server, link by link: connection, encryption with its certificate, sign-in. Sends nothing.</summary>
public sealed class SmtpExamination(MailOptions options, TimeProvider clock)
{
    private const int PatienceSecondsMax = 5, DaysLeftMin = 14;

    /// <summary>Names of the links, in order.</summary>
    public static IReadOnlyList<string> Links { get; } = ["mail server", "mail tls", "mail sign-in"];

    private X509Certificate2? _certificate;
    private SslPolicyErrors _errors;
    private string _chain = "";

    /// <summary>The links in order; after a broken one the rest is skipped. One result alone when mails go into a folder.</summary>
    public async Task<IReadOnlyList<CheckResult>> ExamineAsync(CancellationToken cancellationToken)
    {
        if (options.Host.Length == 0 || options.DryRun)
            return [new CheckResult(Links[0], CheckState.Ok, options.Host.Length == 0 ? "no server is set: mails go into a folder as .eml files" : "dry run: mails go into a folder as .eml files")];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(PatienceSeconds * Links.Count));
        using var client = new SmtpClient { Timeout = PatienceSeconds * 1000, ServerCertificateValidationCallback = Look };
        var results = new List<CheckResult>();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, SmtpDoor.Security(options), patience.Token).ConfigureAwait(false);
            results.Add(Answers());
            results.Add(Encrypted());
            results.Add(await SignInAsync(client, patience.Token).ConfigureAwait(false));
            await client.DisconnectAsync(quit: true, patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            // What came after the last link, such as a goodbye that is not heard, says nothing.
            if (results.Count < Links.Count) results.AddRange(Broken(failure, results.Count));
        }
        finally
        {
            _certificate?.Dispose();
        }

        return [.. results, .. Links.Skip(results.Count).Select(link => new CheckResult(link, CheckState.Skipped, "skipped"))];
    }

    // A person waits: not as long as a mail may take.
    private int PatienceSeconds => Math.Min(PatienceSecondsMax, options.TimeoutSeconds);

    private string Place => string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port}");

    private CheckResult Answers() => new(Links[0], CheckState.Ok, $"{Place} answers");

    private CheckResult Encrypted()
    {
        if (options.Tls == MailTls.None) return new CheckResult(Links[1], CheckState.Warning, "no encryption") { Cause = "Mail:Tls is None: anybody on the way reads the mails", Fix = "set Mail:Tls to Require, unless the server is on this machine" };
        string how = options.Tls == MailTls.Require ? "STARTTLS" : "TLS from the first byte";
        if (_certificate is null) return new CheckResult(Links[1], CheckState.Ok, how);
        int days = (int)Math.Floor((_certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime).TotalDays);
        string until = string.Create(CultureInfo.InvariantCulture, $"{how}, certificate until {_certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        return days >= DaysLeftMin
            ? new CheckResult(Links[1], CheckState.Ok, until)
            : new CheckResult(Links[1], CheckState.Warning, until) { Cause = "the server's certificate ends soon; no mail goes out then", Fix = "have the server's certificate renewed" };
    }

    private async Task<CheckResult> SignInAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        if (options.User.Length == 0) return new CheckResult(Links[2], CheckState.Ok, "none is asked for");
        try
        {
            await client.AuthenticateAsync(new NetworkCredential(options.User, SecretRef.Read(options.PasswordRef)), cancellationToken).ConfigureAwait(false);
            return new CheckResult(Links[2], CheckState.Ok, $"accepted for {options.User}");
        }
        catch (CostGuardException missing)
        {
            return new CheckResult(Links[2], CheckState.Failed, missing.Problem.Message) { Cause = "the password is not where Mail:PasswordRef says", Fix = MailErrors.SecretMissing.Fix, Code = missing.Problem.Code };
        }
        catch (AuthenticationException)
        {
            // The server's words are left out: some repeat what they were given.
            return new CheckResult(Links[2], CheckState.Failed, $"the server refused the sign-in of {options.User}")
            {
                Cause = "user or password is wrong, or the account may not sign in this way",
                Not = "the connection, which is encrypted as asked for",
                Fix = "check Mail:User and what Mail:PasswordRef names; some providers want a password made for programs",
                Code = MailErrors.SignInRefused.Code,
            };
        }
        catch (NotSupportedException)
        {
            return new CheckResult(Links[2], CheckState.Failed, "the server offers no sign-in")
            {
                Cause = "it offers none on this port, or only ways that are not known here",
                Fix = "use the port for programs that send (587 or 465), or empty Mail:User for a relay that asks for none",
                Code = MailErrors.SignInRefused.Code,
            };
        }
    }

    private IEnumerable<CheckResult> Broken(Exception failure, int link)
    {
        if (link == 0 && failure is SslHandshakeException or NotSupportedException)
        {
            yield return Answers();
            yield return NotSecure(failure);
            yield break;
        }

        string name = Links[link];
        yield return failure switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Away(name, $"the name {options.Host} cannot be resolved", "a wrong name, or no DNS here", "correct Mail:Host"),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Away(name, $"{Place} refuses the connection", "no mail server listens on that port", "correct Mail:Port (587, 465 or 25), or start the server"),
            OperationCanceledException or TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut } => Away(name, $"{Place} does not answer in time", "a firewall drops the connection, or the port speaks TLS from the first byte", "open the port from here; for port 465 set Mail:Tls to Implicit"),
            SmtpCommandException refused => Away(name, $"{Place}: {(int)refused.StatusCode} {FirstLine(refused)}", "the server does not talk to this machine", "ask its administrator to let this address in"),
            SmtpProtocolException => Away(name, $"{Place}: {FirstLine(failure)}", "what listens there is no SMTP server, or it closed the connection", "correct Mail:Host and Mail:Port"),
            _ => Away(name, $"{Place}: {FirstLine(failure)}", "network or firewall", "check the network from here to the server"),
        };
    }

    private CheckResult NotSecure(Exception failure)
    {
        var result = new CheckResult(Links[1], CheckState.Failed, FirstLine(failure)) { Code = MailErrors.NotSecure.Code };
        if (failure is NotSupportedException)
        {
            return result with
            {
                Finding = "the server does not offer STARTTLS",
                Cause = "Mail:Tls is Require, and this port of the server encrypts nothing",
                Not = "the certificate, which was never shown",
                Fix = "use the port with STARTTLS (587), or Mail:Tls Implicit with port 465",
            };
        }

        if (_certificate is null) return result with { Finding = "the TLS handshake failed", Cause = "the port does not speak TLS from the first byte, or only versions that are not safe any more", Fix = "for port 587 set Mail:Tls to Require" };
        string subject = _certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
        string cause = true switch
        {
            _ when options.CertificateSha256.Length > 0 => "it is another one than Mail:CertificateSha256 names",
            _ when _certificate.NotAfter.ToUniversalTime() < clock.GetUtcNow().UtcDateTime => string.Create(CultureInfo.InvariantCulture, $"it has expired on {_certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}"),
            _ when _errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => $"it is for {subject}, not for {options.Host}",
            _ => $"no authority that this machine trusts has signed it ({_chain})",
        };
        return result with
        {
            Finding = $"the certificate of {Place} is not accepted",
            Cause = cause,
            Not = "the sign-in, which was not tried",
            Fix = $"have it renewed or correct Mail:Host; for one of your own set Mail:CertificateSha256 to {_certificate.GetCertHashString(HashAlgorithmName.SHA256)} after comparing it with the server's",
        };
    }

    private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _certificate?.Dispose();
        _certificate = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        _errors = errors;
        _chain = string.Join(", ", chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? []);
        return SmtpDoor.IsTrusted(options, certificate, errors);
    }

    private static CheckResult Away(string name, string finding, string cause, string fix) =>
        new(name, CheckState.Failed, finding) { Cause = cause, Fix = fix, Code = MailErrors.NotReachable.Code };

    private static string FirstLine(Exception exception) => exception.Message.Split('\n', 2)[0].Trim();

    private static bool IsOutage(Exception exception) => exception is ProtocolException or CommandException or IOException or SocketException or TimeoutException or OperationCanceledException
        or SslHandshakeException or NotSupportedException or ServiceNotConnectedException;
}
