using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Microsoft.Extensions.Logging;

namespace CostGuard.Publish;

/// <summary>Calls the dead man's address: a GET without content, no redirect, no proxy, at most twenty seconds.</summary>
/// <param name="urlRef">Where the address is: env:NAME or file:PATH; empty calls none.</param>
/// <param name="options">Whether private networks may be reached.</param>
/// <param name="logger">Told what did not work; a run is never harmed.</param>
public sealed class DeadManPing(string urlRef, WebhookOptions options, ILogger<DeadManPing> logger) : IDeadMan, IDisposable
{
    private readonly Lazy<HttpClient> _client = new(() => new HttpClient(WebhookDoor.Open(options)) { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }

    /// <inheritdoc/>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        if (urlRef.Length == 0) return;
        try
        {
            using HttpResponseMessage answer = await _client.Value.GetAsync(Address(), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) logger.LogWarning("{Code} The dead man's address answered {Status}", FaultErrors.DeadMan.Code, (int)answer.StatusCode);
        }
        catch (Exception failure) when (failure is CostGuardException or HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not its message: it may hold the address, which is a secret.
            logger.LogWarning("{Code} The dead man's address could not be called: {Failure}", FaultErrors.DeadMan.Code, failure.GetType().Name);
        }
    }

    private Uri Address()
    {
        if (!Uri.TryCreate(SecretRef.Read(urlRef).Trim(), UriKind.Absolute, out Uri? url)) throw Refused("It is no address.");
        bool plain = url.Scheme == Uri.UriSchemeHttp && options.AllowPrivateNetworks;
        return url.Scheme == Uri.UriSchemeHttps || plain ? url : throw Refused("It is reached by https.");
    }

    private static CostGuardException Refused(string why) => new(2, FaultErrors.DeadMan.At(why));
}
