using Azure.Core.Pipeline;

namespace CostGuard.Collect.Azure;

/// <summary>
/// Azure's SDKs give tokens to https addresses alone. A stand-in on this machine (an emulator, a proxy, a test) speaks http: it is addressed as https, and
/// sent to as http. Nothing leaves the machine in the clear, since only loopback addresses are.
/// </summary>
internal sealed class PlainLoopback : DelegatingHandler
{
    private PlainLoopback()
        : base(new SocketsHttpHandler())
    {
    }

    /// <summary>
    /// The address as the SDK takes it. Other than loopback, http stays http, and the SDK refuses it. By text: taking an address apart and building it
    /// again may change its escapes.
    /// </summary>
    public static Uri Addressed(Uri address) =>
        address is { IsLoopback: true, Scheme: "http" } ? new Uri("https" + address.AbsoluteUri["http".Length..]) : address;

    /// <summary>The transport for an address; null takes the SDK's own.</summary>
    public static HttpPipelineTransport? TransportFor(Uri address) =>
        address is { IsLoopback: true, Scheme: "http" } ? new HttpClientTransport(new HttpClient(new PlainLoopback()) { Timeout = Timeout.InfiniteTimeSpan }) : null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsLoopback: true, Scheme: "https" } address) request.RequestUri = new Uri("http" + address.AbsoluteUri["https".Length..]);
        return base.SendAsync(request, cancellationToken);
    }
}
