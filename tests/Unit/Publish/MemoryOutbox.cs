using CostGuard.Core.Ports;

namespace CostGuard.Unit.Publish;

/// <summary>An outbox in memory that keeps the contract of the real one.</summary>
internal sealed class MemoryOutbox : IOutbox
{
    private readonly Dictionary<string, OutboxMessage> _messages = [];

    public OutboxMessage this[string key] => _messages[key];

    public Task<bool> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken) => Task.FromResult(_messages.TryAdd(message.Key, message));

    public Task<OutboxMessage?> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        OutboxMessage? due = _messages.Values.Where(message => message.State == DeliveryState.Queued && !(message.NotBefore > now)).MinBy(message => message.QueuedAt);
        if (due is null) return Task.FromResult<OutboxMessage?>(null);
        _messages[due.Key] = due with { State = DeliveryState.Taken, Attempts = due.Attempts + 1, ChangedAt = now };
        return Task.FromResult<OutboxMessage?>(_messages[due.Key]);
    }

    public Task<bool> HandOverAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_messages[key].State != DeliveryState.Taken) return Task.FromResult(false);
        _messages[key] = _messages[key] with { State = DeliveryState.Sending, ChangedAt = now };
        return Task.FromResult(true);
    }

    public Task SettleAsync(string key, DeliveryState state, string? detail, DateTimeOffset? notBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _messages[key] = _messages[key] with { State = state, Detail = detail, NotBefore = notBefore, ChangedAt = now };
        return Task.CompletedTask;
    }

    public Task<int> RecoverAsync(DateTimeOffset sendingSinceBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        OutboxMessage[] stale = [.. _messages.Values.Where(message => message.State == DeliveryState.Sending && message.ChangedAt < sendingSinceBefore)];
        foreach (OutboxMessage message in stale) _messages[message.Key] = message with { State = DeliveryState.Uncertain, ChangedAt = now };
        return Task.FromResult(stale.Length);
    }

    public Task<IReadOnlyList<OutboxMessage>> ListAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. _messages.Values.Take(limit)]);

    public Task<OutboxMessage?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_messages.GetValueOrDefault(key));
}
