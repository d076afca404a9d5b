using CostGuard.Core.Ports;
using CostGuard.Publish;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Publish;

public sealed class OutboxDeliveryTests
{
    private const string Key = "weekly-team/payments/2026-11-14/1f2e";
    private readonly MemoryOutbox _outbox = new();
    private readonly FakeTimeProvider _clock = new(SomeMail.Monday);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliver_TemporaryFailure_WaitsThenSendsOnce()
    {
        var channel = new Channel(DeliveryState.Queued, DeliveryState.Sent);
        OutboxDelivery delivery = await Queued(channel);

        Assert.Equal(1, (await delivery.DeliverAsync(Token)).Later);
        Assert.Equal(SomeMail.Monday.AddMinutes(1), _outbox[Key].NotBefore);
        Assert.Empty((await delivery.DeliverAsync(Token)).Details);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await delivery.DeliverAsync(Token)).AllSent);
        await delivery.DeliverAsync(Token);

        Assert.Equal(2, channel.Tried.Count);
        Assert.Equal(DeliveryState.Sent, _outbox[Key].State);
    }

    [Fact]
    public async Task Deliver_ManyTemporaryFailures_FailsAtTheLimit()
    {
        var channel = new Channel([.. Enumerable.Repeat<DeliveryState?>(DeliveryState.Queued, 20)]);
        OutboxDelivery delivery = await Queued(channel);
        for (int i = 0; i < 20; i++)
        {
            await delivery.DeliverAsync(Token);
            _clock.Advance(TimeSpan.FromHours(8));
        }

        Assert.Equal(8, channel.Tried.Count);
        Assert.Equal(DeliveryState.Failed, _outbox[Key].State);
        Assert.StartsWith("given up after 8 attempts", _outbox[Key].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deliver_Uncertain_IsNeverSentAgainByItself_ByHandWithTheSameMessageId()
    {
        var channel = new Channel(DeliveryState.Uncertain, DeliveryState.Sent);
        OutboxDelivery delivery = await Queued(channel);
        await delivery.DeliverAsync(Token);
        _clock.Advance(TimeSpan.FromDays(3));
        await delivery.RecoverAsync(Token);
        await delivery.DeliverAsync(Token);
        Assert.Single(channel.Tried);

        Assert.True(await delivery.ResendAsync(Key, Token));
        await delivery.DeliverAsync(Token);

        Assert.Equal(2, channel.Tried.Count);
        Assert.Equal(channel.Tried[0].MessageId, channel.Tried[1].MessageId);
        Assert.Equal(channel.Tried[0].Mime, channel.Tried[1].Mime);
    }

    [Fact]
    public async Task Recover_ProcessDiedWhileSending_UncertainAndNotSent()
    {
        var channel = new Channel(DeliveryState.Sent);
        OutboxDelivery delivery = await Queued(channel);
        await _outbox.TakeAsync(_clock.GetUtcNow(), Token);
        Assert.True(await _outbox.HandOverAsync(Key, _clock.GetUtcNow(), Token));

        Assert.Equal(0, await delivery.RecoverAsync(Token)); // may still be alive
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await delivery.RecoverAsync(Token));
        await delivery.DeliverAsync(Token);

        Assert.Empty(channel.Tried);
        Assert.Equal(DeliveryState.Uncertain, _outbox[Key].State);
    }

    [Fact]
    public async Task Deliver_FaultInTheChannel_IsUncertainAndTheNextMailGoesOut()
    {
        var channel = new Channel(null, DeliveryState.Sent);
        OutboxDelivery delivery = await Queued(channel);
        await _outbox.EnqueueAsync(SomeMail.Message("b") with { QueuedAt = SomeMail.Monday.AddSeconds(1) }, Token);

        DeliverySummary summary = await delivery.DeliverAsync(Token);

        Assert.Equal((1, 1), (summary.Uncertain, summary.Sent));
    }

    [Fact]
    public async Task Resend_QueuedOrUnknown_Refused()
    {
        OutboxDelivery delivery = await Queued(new Channel(DeliveryState.Sent));
        Assert.False(await delivery.ResendAsync(Key, Token));
        Assert.False(await delivery.ResendAsync("no such", Token));
    }

    private async Task<OutboxDelivery> Queued(Channel channel)
    {
        Assert.True(await _outbox.EnqueueAsync(SomeMail.Message(Key), Token));
        Assert.False(await _outbox.EnqueueAsync(SomeMail.Message(Key), Token));
        return new OutboxDelivery(_outbox, channel, SomeMail.Options, _clock, NullLogger<OutboxDelivery>.Instance);
    }

    private sealed class Channel(params DeliveryState?[] answers) : IMailTransport
    {
        public List<OutboxMessage> Tried { get; } = [];

        public string Key => "scripted";

        public Task<SendResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            Tried.Add(message);
            return answers[Tried.Count - 1] is { } state ? Task.FromResult(new SendResult(state, "scripted")) : throw new InvalidOperationException("a fault");
        }
    }
}
