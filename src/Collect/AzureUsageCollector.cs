using System.Globalization;
using CostGuard.Collect.Azure;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>
/// Inventory from Azure Resource Graph and hourly metrics from Azure Monitor, for any connection of provider <c>azure</c>, whichever way its costs come. Neither
/// costs money; both have quotas, which are kept. <c>usage.endpoint</c>, else <c>source.endpoint</c>, takes the place of all of Azure's addresses.
/// </summary>
internal sealed class AzureUsageCollector(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers) : IUsageCollector
{
    private readonly AzureAccess _access = new(secrets, clock, breakers);

    public string Provider => "azure";

    public CallEstimate Estimate(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days)
    {
        int calls = AzureSamples.Batches(resources).Count();
        return new CallEstimate(calls, 0m, string.Create(CultureInfo.InvariantCulture, $"Azure Monitor, a call for {AzureMonitorClient.ResourcesMax} resources of one kind, region and subscription; they take quota and cost nothing"));
    }

    public IAsyncEnumerable<InventoryPart> InventoryAsync(UsageRequest request, CancellationToken cancellationToken)
    {
        Uri endpoint = EndpointOf(request.Connection);
        AzureCalls calls = Calls(request, "Inventory", endpoint);
        return new AzureInventory(new ResourceGraphClient(endpoint, calls, AzureUsageScope.Of(request.Connection), clock), calls, endpoint, request).PartsAsync(cancellationToken);
    }

    public Task<CheckResult> ExamineAsync(UsageRequest request, CancellationToken cancellationToken) => new AzureUsageCheck(_access, clock, request).ExamineAsync(cancellationToken);

    public IAsyncEnumerable<MetricSample> MetricsAsync(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days, CancellationToken cancellationToken)
    {
        Task BeforeCallAsync(CancellationToken token) => request.Calls.TakeAsync(request.Connection, "Metrics", 0, token);
        AzureMonitorClient monitor = MonitorOf(_access, request.Connection, Calls(request, "Metrics", EndpointOf(request.Connection)), BeforeCallAsync);
        return new AzureSamples(monitor, request.Left).ReadAsync(resources, days, cancellationToken);
    }

    /// <summary>Azure Monitor with a connection's sign-in.</summary>
    internal static AzureMonitorClient MonitorOf(AzureAccess access, Connection connection, AzureCalls calls, Func<CancellationToken, Task> beforeCall) =>
        new(EndpointOf(connection), calls, region => AddressOf(connection, region), address => access.MetricsPipeline(connection, address, beforeCall));

    /// <summary>Resource Manager, or what stands in for it.</summary>
    internal static Uri EndpointOf(Connection connection) => connection.Usage?.Endpoint is { } text ? SettingAddress.Of(text, "usage.endpoint", connection) : AzureAccess.EndpointOf(connection);

    private static Uri AddressOf(Connection connection, string region) =>
        connection.Usage?.Endpoint is null && !connection.Source.ContainsKey("endpoint") ? new Uri($"https://{region}.{AzureCloud.Of(connection).Metrics}") : EndpointOf(connection);

    private AzureCalls Calls(UsageRequest request, string operation, Uri endpoint) =>
        new(() => _access.PipelineTo(request.Connection, endpoint, token => request.Calls.TakeAsync(request.Connection, operation, 0, token)));
}
