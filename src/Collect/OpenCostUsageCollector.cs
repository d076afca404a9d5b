using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Collect.Kubernetes;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>Workloads of Kubernetes with their requests, and their usage by the hour, from OpenCost's allocation API: a call for the inventory and one for each day.</summary>
internal sealed class OpenCostUsageCollector(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers) : IUsageCollector
{
    public string Provider => "kubernetes";

    public CallEstimate Estimate(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days) =>
        new(days.Days, 0m, string.Create(CultureInfo.InvariantCulture, $"OpenCost allocation by the hour, a call for each of {days.Days} days; they cost nothing"));

    public async IAsyncEnumerable<InventoryPart> InventoryAsync(UsageRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!request.Wants(ResourceKind.Container)) yield break;
        DateOnly day = DateOnly.FromDateTime(request.AsOf.UtcDateTime).AddDays(-1);
        OpenCostSettings settings = OpenCostSettings.Of(request.Connection);
        byte[] answer = await ClientOf(request, settings).DayAsync(day, cancellationToken).ConfigureAwait(false);
        yield return new InventoryPart($"{request.Connection.Name} workloads", [ResourceKind.Container], new OpenCostWorkloads(settings).Resources(answer, day));
    }

    public async Task<CheckResult> ExamineAsync(UsageRequest request, CancellationToken cancellationToken)
    {
        DateOnly day = DateOnly.FromDateTime(request.AsOf.UtcDateTime).AddDays(-1);
        try
        {
            OpenCostSettings settings = OpenCostSettings.Of(request.Connection);
            var client = new OpenCostClient(request.Connection, settings, secrets, clock, _ => Task.CompletedTask);
            var workloads = new OpenCostWorkloads(settings);
            IReadOnlyList<CloudResource> resources = workloads.Resources(await client.DayAsync(day, cancellationToken).ConfigureAwait(false), day);
            int used = workloads.Samples(await client.HoursAsync(day, cancellationToken).ConfigureAwait(false), day).Select(sample => sample.ResourceId).Distinct(StringComparer.Ordinal).Count();
            string told = string.Create(CultureInfo.InvariantCulture, $"{resources.Count} workloads, {resources.Count(one => one.Provisioned.Count > 0)} with requests, {used} with usage by the hour");
            return used > 0 ? new CheckResult("usage", CheckState.Ok, told) : new CheckResult("usage", CheckState.Failed, told) { Cause = "Prometheus has no usage of containers", Fix = "let it scrape cAdvisor of the nodes", Code = OpenCostUsageErrors.NothingSeen.Code };
        }
        catch (CostGuardException refusal)
        {
            return new CheckResult("usage", CheckState.Failed, refusal.Problem.Message) { Code = refusal.Problem.Code, Cause = ErrorCatalog.Find(refusal.Problem.Code)?.Title, Fix = ErrorCatalog.Find(refusal.Problem.Code)?.Fix };
        }
    }

    public async IAsyncEnumerable<MetricSample> MetricsAsync(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OpenCostSettings settings = OpenCostSettings.Of(request.Connection);
        OpenCostClient client = ClientOf(request, settings);
        var workloads = new OpenCostWorkloads(settings);
        HashSet<string> wanted = [.. resources.Select(resource => resource.Id)];
        for (DateOnly day = days.Start; day < days.End; day = day.AddDays(1))
        {
            foreach (MetricSample sample in workloads.Samples(await client.HoursAsync(day, cancellationToken).ConfigureAwait(false), day))
            {
                if (wanted.Contains(sample.ResourceId)) yield return sample;
            }
        }
    }

    private OpenCostClient ClientOf(UsageRequest request, OpenCostSettings settings) =>
        new(request.Connection, settings, secrets, clock, token => request.Calls.TakeAsync(request.Connection, "Allocation", 0, token), breakers.Of(new Uri(settings.Endpoint)));
}
