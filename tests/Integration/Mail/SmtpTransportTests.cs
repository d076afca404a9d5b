using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Publish;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using Xunit;
using SmtpServices = SmtpServer.ComponentModel.ServiceProvider;

namespace CostGuard.Integration.Mail;

/// <summary>A real SMTP server with STARTTLS, a self-signed certificate and required sign-in.</summary>
public sealed class SmtpTransportTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Store _store = new();
    private readonly string _secret = Path.GetTempFileName();
    private X509Certificate2 _certificate = null!;
    private Task _running = Task.CompletedTask;
    private int _port;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        _port = FreePort();
        ISmtpServerOptions options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, _port)).Certificate(_certificate).AllowUnsecureAuthentication(false).AuthenticationRequired())
            .Build();
        var services = new SmtpServices();
        services.Add(_store);
        services.Add(new OnlyThisUser());
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
        await File.WriteAllTextAsync(_secret, "correct horse\n");
    }

    [Fact]
    public async Task Send_StartTlsAndSignIn_MessageArrivesWhole()
    {
        byte[] workbook = RandomNumberGenerator.GetBytes(200_000), chart = RandomNumberGenerator.GetBytes(20_000);
        OutboxMessage message = Message(workbook, chart);

        SendResult result = await new SmtpTransport(Options(_secret)).SendAsync(message, Token);

        Assert.Equal(DeliveryState.Sent, result.State);
        byte[] arrived = Assert.Single(_store.Messages);
        using MimeMessage mail = await MimeMessage.LoadAsync(new MemoryStream(arrived), Token);
        Assert.Equal("Größe: 163k USD, 3.3% over", mail.Subject);
        Assert.Equal(message.MessageId, mail.MessageId);
        Assert.Equal("Größe 163,198.24", mail.TextBody!.Trim());
        Assert.Contains("Größe 163,198.24", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(workbook, Bytes(Assert.IsType<MimePart>(Assert.Single(mail.Attachments))));
        MimePart picture = mail.BodyParts.OfType<MimePart>().Single(part => part.ContentType.MimeType == "image/png");
        Assert.Equal(chart, Bytes(picture));
        Assert.Contains($"cid:{picture.ContentId}", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WrongPassword_StaysQueuedWithoutNamingIt()
    {
        await File.WriteAllTextAsync(_secret, "wrong battery", Token);
        SendResult result = await new SmtpTransport(Options(_secret)).SendAsync(Message([1], [2]), Token);
        Assert.Equal(DeliveryState.Queued, result.State);
        Assert.StartsWith("CG4002", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("battery", result.Detail, StringComparison.Ordinal);
        Assert.Empty(_store.Messages);
    }

    [Fact]
    public async Task Send_MissingSecretFile_StaysQueuedAndSaysWhich()
    {
        SendResult result = await new SmtpTransport(Options("/no/such/file")).SendAsync(Message([1], [2]), Token);
        Assert.Equal(DeliveryState.Queued, result.State);
        Assert.Contains("CG4007", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CertificateNobodyVouchesFor_NotSent()
    {
        MailOptions options = Options(_secret);
        options.CertificateSha256 = "";
        SendResult result = await new SmtpTransport(options).SendAsync(Message([1], [2]), Token);
        Assert.Equal(DeliveryState.Queued, result.State);
        Assert.StartsWith("CG4003", result.Detail, StringComparison.Ordinal);
        Assert.Empty(_store.Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _certificate.Dispose();
        File.Delete(_secret);
    }

    private MailOptions Options(string secretFile) => new()
    {
        Host = "localhost",
        Port = _port,
        User = "costguard",
        PasswordRef = $"file:{secretFile}",
        From = "costguard@acme.test",
        TimeoutSeconds = 30,
        CertificateSha256 = _certificate.GetCertHashString(HashAlgorithmName.SHA256),
    };

    private static OutboxMessage Message(byte[] workbook, byte[] chart) => new MimeComposer(new MailOptions { From = "costguard@acme.test" }).Compose(
        new MailDraft
        {
            Kind = "finance",
            About = "all",
            Period = "2026-10",
            Snapshot = new SnapshotId("1f2e3d4c5b6a"),
            FromName = "CostGuard (Acme)",
            To = ["finance@acme.test"],
            Subject = "Größe: 163k USD, 3.3% over",
            Text = "Größe 163,198.24\n",
            Html = "<html><body><p>Größe 163,198.24</p><img src=\"cid:chart\" alt=\"\"></body></html>",
            Pictures = [new MailPart("chart", "image/png", chart)],
            Attachments = [new MailPart("costs.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook)],
        },
        new DateTimeOffset(2026, 11, 16, 6, 0, 0, TimeSpan.Zero));

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes, Token);
        return bytes.ToArray();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Store : MessageStore
    {
        public List<byte[]> Messages { get; } = [];

        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            Messages.Add(buffer.ToArray());
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class OnlyThisUser : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == "costguard" && password == "correct horse");
    }
}
