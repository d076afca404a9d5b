using System.Net;
using CostGuard.Clouds.Aws;
using CostGuard.Clouds.Azure;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Kubernetes;
using CostGuard.Clouds.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CostGuard.Clouds;

/// <summary>Simulated clouds on a port of this machine. They answer from FOCUS files, so that the truth of every collection is known.</summary>
public sealed class CloudHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile IReadOnlyList<Charge> _charges = [];
    private volatile UsageFolder _usage = UsageFolder.Empty;

    private CloudHost(WebApplication app) => _app = app;

    /// <summary>Address of every service.</summary>
    public Uri Address => new(_app.Urls.First());

    public CloudSwitches Switches { get; } = new();

    public CallLog Calls { get; } = new();

    public CannedAnswers Canned { get; } = new();

    /// <summary>Starts the clouds; port 0 takes a free one.</summary>
    public static async Task<CloudHost> StartAsync(int port, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        WebApplication app = builder.Build();
        var host = new CloudHost(app);
        var faulty = new Faulty(host.Switches, host.Calls, host.Canned);
        AwsEndpoint.Map(app, faulty, host.Switches, () => host._charges, () => host._usage);
        AzureEndpoint.Map(app, faulty, host.Switches, () => host._charges, () => host._usage);
        OpenCostApi.Map(app, faulty, host.Switches, () => host._charges, () => host._usage);
        await app.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>From now on the clouds answer from this file: the first time, or as a provider that restates.</summary>
    public async Task ServeAsync(string focusFile, CancellationToken cancellationToken) => _charges = await FocusFile.ReadAsync(focusFile, cancellationToken);

    /// <summary>From now on the clouds serve inventory and metrics of this folder, which has the format of a home's usage/.</summary>
    public async Task ServeUsageAsync(string folder, CancellationToken cancellationToken) => _usage = await UsageFolder.ReadAsync(folder, cancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
