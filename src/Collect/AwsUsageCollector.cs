using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Collect.Aws;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>
/// Inventory (EC2, EBS, RDS, load balancers, scaling groups, log groups) and CloudWatch metrics of the AWS accounts that a connection reaches: its own sign-in, or
/// <c>usage.roles</c>, in <c>usage.regions</c>.
/// </summary>
internal sealed class AwsUsageCollector(AwsAccess access) : IUsageCollector
{
    public string Provider => "aws";

    public CallEstimate Estimate(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days)
    {
        // Calls are by account and region: each has its own endpoint.
        int calls = resources.GroupBy(resource => (resource.Account, resource.Region)).Sum(group => CloudWatchReader.Calls(group.SelectMany(resource => MetricPlan.Of(resource, NoMemory, days.Start))));
        int metrics = resources.SelectMany(resource => MetricPlan.Of(resource, NoMemory, days.Start)).Sum(metric => metric.Queries);
        return new CallEstimate(calls, calls == 0 ? 0m : metrics * CloudWatchReader.PricePerMetric / calls, string.Create(CultureInfo.InvariantCulture, $"GetMetricData, {metrics} metrics for each {UsageDays(days)}, 0.01 USD for 1,000"));
    }

    public async IAsyncEnumerable<InventoryPart> InventoryAsync(UsageRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = new AwsPlaces(access, request.Connection);
        foreach (string? role in places.Roles)
        {
            var regions = new List<AwsPlace>();
            InventoryPart? refused = null;
            try
            {
                AwsPlace account = await places.AccountAsync(role, cancellationToken).ConfigureAwait(false);
                regions.AddRange((await places.RegionsAsync(account, cancellationToken).ConfigureAwait(false)).Select(account.In));
            }
            catch (CostGuardException refusal)
            {
                // One account that does not answer does not stop the others.
                if (role is null) throw;
                refused = new InventoryPart(role, AwsInventory.Kinds, [])
                {
                    Account = role.Split(':') is { Length: > 4 } parts ? parts[4] : null,
                    Problem = UsageErrors.PartMissing.At($"Connection '{request.Connection.Name}', {role}: {refusal.Problem.Message}", $"connections/{request.Connection.Name}.yaml"),
                };
            }

            if (refused is not null) yield return refused;
            foreach (AwsPlace place in regions)
            {
                await foreach (InventoryPart part in new AwsInventory(place, request).ReadAsync(cancellationToken).ConfigureAwait(false)) yield return part;
            }
        }
    }

    public async IAsyncEnumerable<MetricSample> MetricsAsync(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = new AwsPlaces(access, request.Connection);
        foreach (string? role in places.Roles)
        {
            AwsPlace account = await places.AccountAsync(role, cancellationToken).ConfigureAwait(false);
            foreach (IGrouping<string?, CloudResource> region in resources.Where(resource => resource.Account == account.Account).GroupBy(resource => resource.Region).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                using var reader = new CloudWatchReader(account.In(region.Key ?? account.Region), request);
                IReadOnlyDictionary<string, CloudWatchMetric> memory = region.Any(resource => resource.Kind == ResourceKind.Machine) ? await reader.MemoryAsync(cancellationToken).ConfigureAwait(false) : NoMemory;
                await foreach (MetricSample sample in reader.ReadAsync(region.SelectMany(resource => MetricPlan.Of(resource, memory, days.Start)), days, cancellationToken).ConfigureAwait(false)) yield return sample;
            }
        }
    }

    public Task<CheckResult> ExamineAsync(UsageRequest request, CancellationToken cancellationToken) => AwsUsageCheck.ExamineAsync(new AwsPlaces(access, request.Connection), request, cancellationToken);

    private static IReadOnlyDictionary<string, CloudWatchMetric> NoMemory { get; } = new Dictionary<string, CloudWatchMetric>();

    private static string UsageDays(DayRange days) => days.Days == 1 ? "day" : string.Create(CultureInfo.InvariantCulture, $"{days.Days} days");
}
