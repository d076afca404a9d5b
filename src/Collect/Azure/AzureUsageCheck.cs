using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>The link "usage" of a doctor: one page of the inventory, the sizes of machines, and yesterday's metrics of one resource. None of it costs money.</summary>
internal sealed class AzureUsageCheck(AzureAccess access, TimeProvider clock, UsageRequest request)
{
    private const string Link = "usage";

    /// <summary>What is broken first; a warning where something will be missing.</summary>
    public async Task<CheckResult> ExamineAsync(CancellationToken cancellationToken)
    {
        (CheckResult inventory, CloudResource? any, CloudResource? machine) = await InventoryAsync(request.Connection, cancellationToken).ConfigureAwait(false);
        if (any is null) return inventory;
        var found = new List<CheckResult> { inventory };
        if (machine is not null) found.Add(await SizesAsync(request.Connection, machine, cancellationToken).ConfigureAwait(false));
        if (AzureSamples.Batches([machine ?? any]).Any()) found.Add(await MetricsAsync(request.Connection, machine ?? any, cancellationToken).ConfigureAwait(false));
        CheckResult worst = found.FirstOrDefault(result => result.State == CheckState.Failed) ?? found.FirstOrDefault(result => result.State == CheckState.Warning) ?? inventory;
        return worst with { Finding = string.Join("; ", found.Select(result => result.Finding)) };
    }

    // One page is enough to know that there is something.
    private async Task<(CheckResult Result, CloudResource? Any, CloudResource? Machine)> InventoryAsync(Connection connection, CancellationToken cancellationToken)
    {
        CloudResource? any = null, machine = null;
        var links = new AzureLinks();
        try
        {
            Uri endpoint = AzureUsageCollector.EndpointOf(connection);
            var graph = new ResourceGraphClient(endpoint, CallsOf(connection, endpoint), AzureUsageScope.Of(connection), clock);
            foreach (AzureKind kind in AzureKind.All.Where(kind => request.Wants(kind.Kind)).OrderBy(kind => kind.Kind))
            {
                await foreach (ResourceGraphRow row in graph.ResourcesAsync(kind.Types, cancellationToken).ConfigureAwait(false))
                {
                    if (kind.Read(row, links) is not { } resource) continue;
                    if (resource.Kind == ResourceKind.Machine) machine = resource;
                    if (any is null || AzureMetric.Of(AzureIds.Type(any.Id)).Count == 0) any = resource;
                    break;
                }

                if (machine is not null) break;
            }
        }
        catch (CostGuardException refusal)
        {
            return (Told(refusal), null, null);
        }

        return any is null
            ? (new CheckResult(Link, CheckState.Failed, "Resource Graph answers without a row") { Cause = ErrorCatalog.Find(AzureUsageErrors.NothingSeen.Code)?.Title, Not = "the sign-in, which was accepted", Fix = AzureUsageErrors.NothingSeen.Fix, Code = AzureUsageErrors.NothingSeen.Code }, null, null)
            : (new CheckResult(Link, CheckState.Ok, $"Resource Graph shows resources, such as {any.Id.Split('/')[^1]}"), any, machine);
    }

    private async Task<CheckResult> SizesAsync(Connection connection, CloudResource machine, CancellationToken cancellationToken)
    {
        Uri endpoint = AzureUsageCollector.EndpointOf(connection);
        var memory = new Dictionary<(string, string), double>();
        try
        {
            if (await MachineSizes.ReadAsync(CallsOf(connection, endpoint), endpoint, AzureIds.Subscription(machine.Id), machine.Region ?? "", memory, cancellationToken).ConfigureAwait(false))
                return new CheckResult(Link, CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"the memory of {memory.Count} sizes of {machine.Region}"));
        }
        catch (CostGuardException refusal)
        {
            return Told(refusal) with { State = CheckState.Warning };
        }

        return new CheckResult(Link, CheckState.Warning, "the memory of sizes is not told, so that there will be no memory metric") { Cause = AzureUsageErrors.SizesUnknown.Title, Fix = AzureUsageErrors.SizesUnknown.Fix, Code = AzureUsageErrors.SizesUnknown.Code };
    }

    private async Task<CheckResult> MetricsAsync(Connection connection, CloudResource resource, CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(request.AsOf.UtcDateTime);
        Uri endpoint = AzureUsageCollector.EndpointOf(connection);
        AzureMonitorClient monitor = AzureUsageCollector.MonitorOf(access, connection, CallsOf(connection, endpoint), _ => Task.CompletedTask);
        var left = new List<Problem>();
        int samples = 0;
        try
        {
            await foreach (MetricSample sample in new AzureSamples(monitor, left.Add).ReadAsync([resource], new DayRange(today.AddDays(-1), today), cancellationToken).ConfigureAwait(false)) samples++;
        }
        catch (CostGuardException refusal)
        {
            return Told(refusal);
        }

        string told = string.Create(CultureInfo.InvariantCulture, $"{samples} samples of {resource.Id.Split('/')[^1]} since yesterday");
        if (left.Count > 0) return new CheckResult(Link, CheckState.Warning, $"{told}; {left[0].Message}") { Cause = AzureUsageErrors.MetricsMissing.Title, Fix = AzureUsageErrors.MetricsMissing.Fix, Code = left[0].Code };
        return monitor.Together
            ? new CheckResult(Link, CheckState.Ok, told)
            : new CheckResult(Link, CheckState.Warning, $"{told}, one resource a call") { Cause = "metrics in batches are refused or cannot be reached", Fix = "assign the role on the whole subscription, and let *.metrics.monitor.azure.com through" };
    }

    private AzureCalls CallsOf(Connection connection, Uri endpoint) => new(() => access.PipelineTo(connection, endpoint, _ => Task.CompletedTask));

    private static CheckResult Told(CostGuardException refusal) => new(Link, CheckState.Failed, refusal.Problem.Message)
    {
        Code = refusal.Problem.Code,
        Cause = ErrorCatalog.Find(refusal.Problem.Code)?.Title,
        Fix = ErrorCatalog.Find(refusal.Problem.Code)?.Fix,
    };
}
