using CostGuard.Core.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostGuard.Web;

/// <summary>The web server of <c>costguard serve</c>: loopback unless told otherwise.</summary>
public sealed class WebServer(IDataFreshness freshness, TimeProvider clock, TimeSpan failAfter, IServiceWatch? watch = null, ISubscriptionStore? subscriptions = null) : IAsyncDisposable
{
    private WebApplication? _application;

    /// <summary>Starts to listen; returns the address that is really used (a port of 0 picks a free one).</summary>
    public async Task<string> StartAsync(string listen, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(listen);
        _application = builder.Build();
        _application.MapHealth(freshness, clock, failAfter, watch);
        if (subscriptions is not null) _application.MapUnsubscribe(subscriptions, clock);
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
        return _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? listen;
    }

    /// <summary>Stops listening; running answers are finished.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_application is null) return;
        await _application.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }
}
