using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CostGuard.Core.Ports;
using CostGuard.Publish;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Integration.Mail;

/// <summary>Each way in which a mail server can be wrong, with real servers: the broken link and its cause.</summary>
public sealed class SmtpExaminationTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _secret = Path.GetTempFileName();

    public SmtpExaminationTests() => File.WriteAllText(_secret, TlsSmtpServer.Password + "\n");

    public void Dispose() => File.Delete(_secret);

    [Fact]
    public async Task Examine_AllWell_NamesTheCertificatesEnd()
    {
        await using var server = new TlsSmtpServer("localhost", Later);

        IReadOnlyList<CheckResult> results = await ExamineAsync(Options(server));

        Assert.Equal(["mail server Ok", "mail tls Ok", "mail sign-in Ok"], States(results));
        Assert.Contains("STARTTLS, certificate until 2100-01-01", results[1].Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "2100-01-01", "no authority that this machine trusts")]
    [InlineData("mail.other.test", "2100-01-01", "it is for mail.other.test, not for localhost")]
    [InlineData("localhost", "2020-01-01", "it has expired on 2020-01-01")]
    public async Task Examine_CertificateNotAccepted_SaysWhy(string name, string until, string cause)
    {
        await using var server = new TlsSmtpServer(name, new DateTimeOffset(DateTime.Parse(until, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero));
        MailOptions options = Options(server);
        options.CertificateSha256 = "";

        IReadOnlyList<CheckResult> results = await ExamineAsync(options);

        Assert.Equal(["mail server Ok", "mail tls Failed", "mail sign-in Skipped"], States(results));
        Assert.Contains(cause, results[1].Cause, StringComparison.Ordinal);
        Assert.Equal("CG4003", results[1].Code);
        // What would make it accepted, for a person who has compared it.
        Assert.Contains(server.Certificate.GetCertHashString(HashAlgorithmName.SHA256), results[1].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_OtherCertificateThanNamed_SaysThat()
    {
        await using var server = new TlsSmtpServer("localhost", Later);
        MailOptions options = Options(server);
        options.CertificateSha256 = new string('0', 64);

        Assert.Contains("another one than Mail:CertificateSha256", (await ExamineAsync(options))[1].Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_CertificateEndsSoon_IsWarned()
    {
        await using var server = new TlsSmtpServer("localhost", Now.AddDays(10));

        Assert.Equal(["mail server Ok", "mail tls Warning", "mail sign-in Ok"], States(await ExamineAsync(Options(server))));
    }

    [Fact]
    public async Task Examine_WrongPassword_IsTheSignInAndNotNamed()
    {
        await using var server = new TlsSmtpServer("localhost", Later);
        await File.WriteAllTextAsync(_secret, "wrong battery", TestContext.Current.CancellationToken);

        IReadOnlyList<CheckResult> results = await ExamineAsync(Options(server));

        Assert.Equal(["mail server Ok", "mail tls Ok", "mail sign-in Failed"], States(results));
        Assert.Equal("CG4002", results[2].Code);
        Assert.Contains("user or password is wrong", results[2].Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("battery", string.Concat(results), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_PasswordNotThere_NamesTheReference()
    {
        await using var server = new TlsSmtpServer("localhost", Later);
        MailOptions options = Options(server);
        options.PasswordRef = "file:/no/such/file";

        Assert.Equal(("mail sign-in", CheckState.Failed, "CG4007"), (await ExamineAsync(options)).Select(result => (result.Name, result.State, result.Code!)).Last());
    }

    [Fact]
    public async Task Examine_NoStartTls_SaysThatTheServerOffersNone()
    {
        await using var server = new ScriptedSmtpServer(new ScriptedSmtpServer.Script());

        IReadOnlyList<CheckResult> results = await ExamineAsync(new MailOptions { Host = "127.0.0.1", Port = server.Port, Tls = MailTls.Require });

        Assert.Equal(["mail server Ok", "mail tls Failed", "mail sign-in Skipped"], States(results));
        Assert.Equal("the server does not offer STARTTLS", results[1].Finding);
        Assert.Contains("certificate", results[1].Not, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_SignInNotOffered_SaysThat()
    {
        await using var server = new ScriptedSmtpServer(new ScriptedSmtpServer.Script());

        // No configuration has user and None together; the examination itself must not guess either.
        IReadOnlyList<CheckResult> results = await ExamineAsync(new MailOptions { Host = "127.0.0.1", Port = server.Port, Tls = MailTls.None, User = "costguard", PasswordRef = $"file:{_secret}" });

        Assert.Equal(["mail server Ok", "mail tls Warning", "mail sign-in Failed"], States(results));
        Assert.Contains("offers no sign-in", results[2].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_NobodyListens_IsThePort()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        IReadOnlyList<CheckResult> results = await ExamineAsync(new MailOptions { Host = "127.0.0.1", Port = port });

        Assert.Equal(["mail server Failed", "mail tls Skipped", "mail sign-in Skipped"], States(results));
        Assert.Contains("no mail server listens", results[0].Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_SilentServer_EndsInTimeAndThinksOfTls()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        IReadOnlyList<CheckResult> results = await ExamineAsync(new MailOptions { Host = "127.0.0.1", Port = ((IPEndPoint)silent.LocalEndpoint).Port, TimeoutSeconds = 1 });

        Assert.Equal(CheckState.Failed, results[0].State);
        Assert.Contains("TLS from the first byte", results[0].Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("smtp.test", true)]
    public async Task Examine_FolderInsteadOfServer_IsOneGoodLine(string host, bool dryRun) =>
        Assert.Equal(["mail server Ok"], States(await ExamineAsync(new MailOptions { Host = host, DryRun = dryRun })));

    private static IEnumerable<string> States(IEnumerable<CheckResult> results) => results.Select(result => $"{result.Name} {result.State}");

    private static Task<IReadOnlyList<CheckResult>> ExamineAsync(MailOptions options) => new SmtpExamination(options, new FakeTimeProvider(Now)).ExamineAsync(TestContext.Current.CancellationToken);

    private MailOptions Options(TlsSmtpServer server) => new()
    {
        Host = "localhost",
        Port = server.Port,
        User = TlsSmtpServer.User,
        PasswordRef = $"file:{_secret}",
        TimeoutSeconds = 30,
        CertificateSha256 = server.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
    };
}
