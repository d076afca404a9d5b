using CostGuard.Core.Alerts;
using CostGuard.Core.Ports;
using Microsoft.Extensions.Logging;

namespace CostGuard.Publish;

/// <summary>What one pass over the outbox did.</summary>
/// <param name="Sent">Accepted for all recipients.</param>
/// <param name="PartlySent">Accepted for some.</param>
/// <param name="Later">To be tried again later.</param>
/// <param name="Uncertain">Delivery unknown.</param>
/// <param name="Failed">Refused for good.</param>
/// <param name="Details">One line a message: key, state, answer.</param>
public sealed record DeliverySummary(int Sent, int PartlySent, int Later, int Uncertain, int Failed, IReadOnlyList<string> Details)
{
    /// <summary>True when nothing was left behind.</summary>
    public bool AllSent => PartlySent + Later + Uncertain + Failed == 0;
}

/// <summary>
/// Takes due messages out of the outbox, sends each once and writes down how it went. What a dead process took and did not hand over is sent by the
/// next one; what it had begun to hand over becomes Uncertain. Nothing is ever sent twice by itself.
/// </summary>
public sealed class OutboxDelivery(
    IOutbox outbox, IMailTransport transport, MailOptions options, TimeProvider time, ILogger<OutboxDelivery> logger, WebhookTransport? webhooks = null)
{
    /// <summary>Longer than any honest attempt: a message that is held for so long has no living process, even where processes cannot see each other.</summary>
    private TimeSpan AttemptMax => TimeSpan.FromSeconds(options.TimeoutSeconds * 5);

    /// <summary>Call at start: looks after what a dead process left. Returns how many messages.</summary>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        int found = await outbox.RecoverAsync(now - AttemptMax, now, cancellationToken).ConfigureAwait(false);
        if (found > 0) logger.LogWarning("{Count} messages were left half sent: delivery of mails is unknown (CG4008), webhooks are sent again", found);
        return found;
    }

    /// <summary>One pass: every due message is tried once.</summary>
    public async Task<DeliverySummary> DeliverAsync(CancellationToken cancellationToken)
    {
        List<(string Key, SendResult Result)> results = [];
        while (!cancellationToken.IsCancellationRequested
            && await outbox.TakeAsync(time.GetUtcNow(), cancellationToken).ConfigureAwait(false) is { } message)
        {
            SendResult result = await SendAsync(message, cancellationToken).ConfigureAwait(false);
            results.Add((message.Key, result));
            logger.LogInformation("Mail {Key}: {State}, {Detail}", message.Key, result.State, result.Detail);
        }

        int Count(DeliveryState state) => results.Count(result => result.Result.State == state);
        return new DeliverySummary(
            Count(DeliveryState.Sent), Count(DeliveryState.PartlySent), Count(DeliveryState.Queued), Count(DeliveryState.Uncertain), Count(DeliveryState.Failed),
            [.. results.Select(result => $"{result.Key}: {result.Result.State}, {result.Result.Detail}")]);
    }

    /// <summary>A person's decision to send a message again, with the same Message-ID and bytes. False when it is unknown, queued or being sent.</summary>
    public async Task<bool> ResendAsync(string key, CancellationToken cancellationToken)
    {
        OutboxMessage? message = await outbox.FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (message is null or { State: DeliveryState.Sending or DeliveryState.Queued or DeliveryState.Taken }) return false;
        await outbox.SettleAsync(key, DeliveryState.Queued, $"sent again by hand, was {message.State}", null, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<SendResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        SendResult result;
        (IMailTransport channel, int attemptsMax) = message.Kind == WebhookEvents.OutboxKind && webhooks is not null ? (webhooks, WebhookTransport.AttemptsMax) : (transport, options.AttemptsMax);
        try
        {
            result = await channel.SendAsync(message, token => HandOverAsync(message.Key, token), cancellationToken).ConfigureAwait(false);
        }
        catch (LostMessageException)
        {
            // Another process holds it now and writes down how it went.
            return new SendResult(DeliveryState.Queued, "taken over by another process");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A fault in a channel: nobody knows how far it came, so the message must not go out again by itself.
            logger.LogError(exception, "Mail {Key}: the channel {Channel} failed", message.Key, channel.Key);
            result = new SendResult(DeliveryState.Uncertain, $"{Core.Errors.MailErrors.DeliveryUnknown.Code} delivery unknown: {exception.GetType().Name}");
        }

        DateTimeOffset now = time.GetUtcNow();
        if (result.State == DeliveryState.Queued && message.Attempts >= attemptsMax)
            result = result with { State = DeliveryState.Failed, Detail = $"given up after {message.Attempts} attempts: {result.Detail}" };
        DateTimeOffset? notBefore = result.State == DeliveryState.Queued ? now + Later(result.RetryAfter, Pause(message.Attempts)) : null;

        // Without the caller's token: the message is out, and that must be written down even while the process is told to stop.
        await outbox.SettleAsync(message.Key, result.State, result.Detail, notBefore, now, CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    private async Task HandOverAsync(string key, CancellationToken cancellationToken)
    {
        if (!await outbox.HandOverAsync(key, time.GetUtcNow(), cancellationToken).ConfigureAwait(false)) throw new LostMessageException();
    }

    private static TimeSpan Later(TimeSpan? asked, TimeSpan own) => asked > own ? asked.Value : own;

    /// <summary>1, 5, 15 minutes, 1, 4 hours, then every 8 hours.</summary>
    private static TimeSpan Pause(int attempts) => TimeSpan.FromMinutes(attempts switch { <= 1 => 1, 2 => 5, 3 => 15, 4 => 60, 5 => 240, _ => 480 });
}

/// <summary>A message that was taken over by another process before it was handed to the server.</summary>
internal sealed class LostMessageException : Exception;
