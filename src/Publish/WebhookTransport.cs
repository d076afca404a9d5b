using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Publish;

/// <summary>Endpoints by HTTP. A message may arrive twice after a crash, always with the same webhook-id: receivers tell doubles by it.</summary>
public sealed class WebhookTransport(Func<IReadOnlyList<WebhookConfig>> endpoints, ISecrets secrets, IRunHistory pauses, WebhookOptions options, TimeProvider time) : IMailTransport, IDisposable
{
    /// <summary>Attempts until a temporary failure counts as final: two and a half days.</summary>
    public const int AttemptsMax = 13;

    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromHours(8);

    private readonly Lazy<HttpClient> _client = new(() => new HttpClient(WebhookDoor.Open(options)) { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) });

    /// <inheritdoc/>
    public string Key => "webhook";

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        string reader = message.To[0];
        WebhookConfig? endpoint = endpoints().FirstOrDefault(each => WebhookEvents.ReaderOf(each.Name) == reader);
        if (endpoint is null) return new SendResult(DeliveryState.Failed, $"{WebhookErrors.Unknown.Code} the webhook is no longer configured");
        if (message.Kind == WebhookEvents.OutboxKind && (await pauses.PausedAsync(cancellationToken).ConfigureAwait(false)).Contains(reader))
            return new SendResult(DeliveryState.Failed, $"{WebhookErrors.NotDelivered.Code} left alone since it answered 410 Gone; 'costguard webhook test {endpoint.Name}' wakes it");
        SendResult result = await TryAsync(endpoint, message, cancellationToken).ConfigureAwait(false);
        if (result.Gone) await pauses.SetPausedAsync(reader, paused: true, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>A trial: the endpoint is asked even while it is left alone, and is woken when it takes the message.</summary>
    public async Task<SendResult> TrialAsync(WebhookConfig endpoint, OutboxMessage message, CancellationToken cancellationToken)
    {
        SendResult result = await TryAsync(endpoint, message, cancellationToken).ConfigureAwait(false);
        if (result.State == DeliveryState.Sent) await pauses.SetPausedAsync(WebhookEvents.ReaderOf(endpoint.Name), paused: false, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>The request as it would be sent now.</summary>
    /// <exception cref="CostGuardException">CG2621, CG2622, or a secret is missing.</exception>
    public HttpRequestMessage Request(WebhookConfig endpoint, OutboxMessage message)
    {
        if (!Uri.TryCreate(secrets.Reveal(endpoint.Url), UriKind.Absolute, out Uri? url)) throw new CostGuardException(2, WebhookErrors.AddressRefused.At($"The address of webhook '{endpoint.Name}' is none."));
        WebhookDoor.Check(options, url);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(message.Mime) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CostGuard", typeof(WebhookTransport).Assembly.GetName().Version?.ToString(3) ?? "0"));
        if (endpoint.Secrets.Count == 0) return request;
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", message.MessageId);
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(endpoint.Secrets.Select(secrets.Reveal), message.MessageId, now, message.Mime));
        return request;
    }

    private async Task<SendResult> TryAsync(WebhookConfig endpoint, OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = Request(endpoint, message);
            using HttpResponseMessage answer = await _client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return Judge(answer);
        }
        catch (CostGuardException refused)
        {
            // What a person has to mend is tried again: the file may be right by then.
            return new SendResult(DeliveryState.Queued, $"{refused.Problem.Code} {refused.Problem.Message}");
        }
        catch (HttpRequestException exception) when (exception.InnerException is CostGuardException refused)
        {
            return new SendResult(DeliveryState.Failed, $"{refused.Problem.Code} {refused.Problem.Message}");
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            string what = exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http ? http.HttpRequestError.ToString() : exception is OperationCanceledException ? "no answer in time" : "no connection";
            return new SendResult(DeliveryState.Queued, $"{WebhookErrors.NotDelivered.Code} {what}");
        }
    }

    private SendResult Judge(HttpResponseMessage answer)
    {
        int code = (int)answer.StatusCode;
        string said = string.Create(CultureInfo.InvariantCulture, $"{code} {answer.ReasonPhrase}");
        return code switch
        {
            >= 200 and < 300 => new SendResult(DeliveryState.Sent, said),
            >= 300 and < 400 => new SendResult(DeliveryState.Failed, $"{said}: redirects are not followed"),
            (int)HttpStatusCode.RequestTimeout or 425 or (int)HttpStatusCode.TooManyRequests or >= 500 =>
                new SendResult(DeliveryState.Queued, said) { RetryAfter = RetryAfter(answer.Headers.RetryAfter) },
            _ => new SendResult(DeliveryState.Failed, said) { Gone = code == (int)HttpStatusCode.Gone },
        };
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked)
    {
        TimeSpan? wait = asked?.Delta ?? (asked?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is null ? null : wait > RetryAfterMax ? RetryAfterMax : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
