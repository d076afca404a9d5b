using System.Net;
using System.Net.Sockets;
using System.Text;
using CostGuard.Publish;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CostGuard.Unit.Publish;

public sealed class DeadManPingTests : IDisposable
{
    private readonly string _secret = Path.GetTempFileName();
    private readonly Lines _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_secret);

    [Fact]
    public async Task Ping_AddressInAFile_IsCalledOnce()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await File.WriteAllTextAsync(_secret, $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/ping/s3cret\n", Token);
        using DeadManPing ping = Ping($"file:{_secret}", privateToo: true);

        Task called = ping.PingAsync(Token);
        using TcpClient client = await server.AcceptTcpClientAsync(Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        Assert.Equal("GET /ping/s3cret HTTP/1.1", await reader.ReadLineAsync(Token));
        await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Token);
        await called;

        Assert.Empty(_log.Said);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/s3cret")]
    [InlineData("https://127.0.0.1:1/s3cret")]
    [InlineData("s3cret")]
    public async Task Ping_NoPublicHttpsAddress_IsSaidWithoutTheAddressAndHarmsNothing(string address)
    {
        await File.WriteAllTextAsync(_secret, address, Token);
        using DeadManPing ping = Ping($"file:{_secret}", privateToo: false);

        await ping.PingAsync(Token);

        string said = Assert.Single(_log.Said);
        Assert.Contains("CG2673", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_NoReference_CallsNobody()
    {
        using DeadManPing ping = Ping("", privateToo: false);
        await ping.PingAsync(Token);
        Assert.Empty(_log.Said);
    }

    private DeadManPing Ping(string reference, bool privateToo) => new(reference, new WebhookOptions { AllowPrivateNetworks = privateToo, TimeoutSeconds = 5 }, _log);

    private sealed class Lines : ILogger<DeadManPing>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
