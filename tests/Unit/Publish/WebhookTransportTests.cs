using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Publish;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Publish;

/// <summary>Against a real server on this machine.</summary>
public sealed class WebhookTransportTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly Pauses _pauses = new();
    private readonly MemoryOutbox _outbox = new();
    private readonly Receiver _receiver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _receiver.Dispose();

    [Fact]
    public async Task Deliver_BrokenThenWhole_ArrivesOnceMoreWithTheSameIdAndAValidSignature()
    {
        _receiver.Answers("500 Oops", "204 No Content");
        OutboxDelivery delivery = await DeliveryAsync();

        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Later);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await delivery.DeliverAsync(Token)).AllSent);

        string[] requests = await _receiver.TakenAsync(2);
        Assert.All(requests, request => Assert.Contains("webhook-id: msg_1\r\n", request, StringComparison.Ordinal));
        // Each attempt is signed at its own time.
        long second = Now.AddMinutes(1).ToUnixTimeSeconds();
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"webhook-timestamp: {second}\r\n"), requests[1], StringComparison.Ordinal);
        Assert.Contains($"webhook-signature: {WebhookSignature.Of([Secret], "msg_1", second, "{}"u8)}\r\n", requests[1], StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{}", requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deliver_Throttled_WaitsAsLongAsAsked()
    {
        _receiver.Answers("429 Slow\r\nRetry-After: 600");
        OutboxDelivery delivery = await DeliveryAsync();

        await delivery.DeliverAsync(Token);

        Assert.Equal(Now.AddSeconds(600), _outbox["webhook/bus/x/1"].NotBefore);
    }

    [Fact]
    public async Task Deliver_Gone_LeavesTheEndpointAloneUntilATrialReachesIt()
    {
        _receiver.Answers("410 Gone", "200 OK");
        OutboxDelivery delivery = await DeliveryAsync();
        await delivery.DeliverAsync(Token);
        await _outbox.EnqueueAsync(Message("2"), Token);

        await delivery.DeliverAsync(Token);
        Assert.Equal(DeliveryState.Failed, _outbox["webhook/bus/x/2"].State);
        Assert.Contains("left alone", _outbox["webhook/bus/x/2"].Detail, StringComparison.Ordinal);

        Assert.Equal(DeliveryState.Sent, (await Transport().TrialAsync(Endpoint(), Message("3"), Token)).State);
        Assert.Empty(_pauses.Names);
        Assert.Equal(2, (await _receiver.TakenAsync(2)).Length);
    }

    [Theory]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:9/", DeliveryState.Failed)]
    [InlineData("404 Not Found", DeliveryState.Failed)]
    [InlineData("408 Timeout", DeliveryState.Queued)]
    [InlineData("503 Busy", DeliveryState.Queued)]
    public async Task Send_OtherAnswers_AreFinalOrTriedAgain(string answer, DeliveryState state)
    {
        _receiver.Answers(answer);
        Assert.Equal(state, (await Transport().SendAsync(Message("1"), Token)).State);
    }

    [Fact]
    public async Task Send_NobodyListens_IsTriedAgain()
    {
        _receiver.Dispose();
        Assert.Equal(DeliveryState.Queued, (await Transport().SendAsync(Message("1"), Token)).State);
    }

    [Fact]
    public async Task Send_PrivateAddressWithoutLeave_IsRefusedAndNeverAsked()
    {
        SendResult plain = await Transport(new WebhookOptions()).SendAsync(Message("1"), Token);
        Assert.Contains("CG2621", plain.Detail, StringComparison.Ordinal);
        SendResult tls = await Transport(new WebhookOptions(), $"https://localhost:{_receiver.Port}/").SendAsync(Message("1"), Token);
        Assert.Equal(DeliveryState.Failed, tls.State);
        Assert.Contains("CG2621", tls.Detail, StringComparison.Ordinal);
    }

    /// <summary>Metadata services and link-local addresses stay refused whatever is allowed; ranges of RFC 1918, RFC 6598 and RFC 4193 are private.</summary>
    [Theory]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("100.100.100.200", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("172.31.0.1", false, true)]
    [InlineData("172.32.0.1", true, true)]
    [InlineData("192.168.1.1", false, true)]
    [InlineData("100.64.0.1", false, true)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("fd12::1", false, true)]
    [InlineData("8.8.8.8", true, true)]
    public void IsAllowed_Addresses(string address, bool publicOnly, bool privateToo) =>
        Assert.Equal((publicOnly, privateToo), (WebhookDoor.IsAllowed(IPAddress.Parse(address), false), WebhookDoor.IsAllowed(IPAddress.Parse(address), true)));

    private async Task<OutboxDelivery> DeliveryAsync()
    {
        await _outbox.EnqueueAsync(Message("1"), Token);
        return new OutboxDelivery(_outbox, new NoMail(), new MailOptions(), _clock, NullLogger<OutboxDelivery>.Instance, Transport());
    }

    private WebhookTransport Transport(WebhookOptions? options = null, string? url = null) =>
        new(() => [Endpoint(url)], new Plain(), _pauses, options ?? new WebhookOptions { AllowPrivateNetworks = true, TimeoutSeconds = 10 }, _clock);

    private WebhookConfig Endpoint(string? url = null) => new()
    {
        Name = "bus",
        Format = WebhookFormat.Standard,
        Url = new AuthValue(url ?? $"http://127.0.0.1:{_receiver.Port}/in", null),
        Secrets = [new AuthValue(Secret, null)],
    };

    private static OutboxMessage Message(string id) => new()
    {
        Key = $"webhook/bus/x/{id}",
        MessageId = $"msg_{id}",
        Kind = WebhookEvents.OutboxKind,
        Subject = "x",
        To = [WebhookEvents.ReaderOf("bus")],
        Mime = "{}"u8.ToArray(),
        Snapshot = new SnapshotId("0123456789ab"),
        QueuedAt = Now,
    };

    private sealed class Plain : ISecrets
    {
        public string Reveal(AuthValue value) => value.Text!;
    }

    private sealed class NoMail : IMailTransport
    {
        public string Key => "none";

        public Task<SendResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken) => throw new InvalidOperationException("A webhook went to the mail channel.");
    }

    /// <summary>Only the pauses of the run history.</summary>
    private sealed class Pauses : IRunHistory
    {
        public HashSet<string> Names { get; } = [];

        public Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlySet<string>>(Names);

        public Task SetPausedAsync(string name, bool paused, DateTimeOffset now, CancellationToken cancellationToken)
        {
            if (paused) Names.Add(name);
            else Names.Remove(name);
            return Task.CompletedTask;
        }

        public Task<RunRecord?> TryStartAsync(string name, DateTimeOffset dueAt, bool late, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task HeartbeatAsync(long id, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task EndAsync(long id, RunState state, string? detail, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RunRecord?> LastAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<RunRecord>> ListAsync(string? name, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>A server that keeps each request as text and gives the next of its answers.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Queue<string> _answers = new();
        private readonly List<string> _taken = [];
        private readonly Task _loop;

        public Receiver()
        {
            _listener.Start();
            _loop = Task.Run(ServeAsync);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Answers(params string[] answers) => Array.ForEach(answers, _answers.Enqueue);

        public async Task<string[]> TakenAsync(int count)
        {
            for (int i = 0; i < 100 && _taken.Count < count; i++) await Task.Delay(20, Token);
            return [.. _taken];
        }

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync();
                    NetworkStream stream = client.GetStream();
                    var text = new StringBuilder();
                    var bytes = new byte[8192];
                    // The bodies of these tests are the two letters {}.
                    while (!text.ToString().EndsWith("\r\n\r\n{}", StringComparison.Ordinal))
                    {
                        int read = await stream.ReadAsync(bytes);
                        if (read == 0) break;
                        text.Append(Encoding.UTF8.GetString(bytes, 0, read));
                    }

                    _taken.Add(text.ToString());
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_answers.Dequeue()}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
