using System.Globalization;
using System.Text.Json;
using Azure.Core.Pipeline;
using CostGuard.Core.Errors;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>Resources that one question can name together: Azure Monitor takes those of one subscription, region and type.</summary>
/// <param name="Subscription">Id, lower case.</param>
/// <param name="Region">Lower case.</param>
/// <param name="Type">"microsoft.compute/disks".</param>
/// <param name="Resources">At most <see cref="AzureMonitorClient.ResourcesMax"/>.</param>
internal sealed record MetricsBatch(string Subscription, string Region, string Type, IReadOnlyList<CloudResource> Resources);

/// <summary>
/// Azure Monitor's metrics by the hour: up to 50 resources a question by the region's own address (<c>metrics:getBatch</c>), and one by one through Resource
/// Manager where that address cannot be used.
/// </summary>
/// <param name="management">Resource Manager's address.</param>
/// <param name="calls">Calls to it.</param>
/// <param name="addressOf">Azure Monitor's address of a region.</param>
/// <param name="open">A pipeline to such an address.</param>
internal sealed class AzureMonitorClient(Uri management, AzureCalls calls, Func<string, Uri> addressOf, Func<Uri, HttpPipeline> open)
{
    /// <summary>Resources of a question.</summary>
    public const int ResourcesMax = 50;

    private const string BatchVersion = "2023-10-01", ListVersion = "2023-10-01";

    private readonly Dictionary<string, AzureCalls> _regions = new(StringComparer.Ordinal);
    private readonly HashSet<(string Region, string Subscription)> _alone = [];

    /// <summary>False once a region had to be asked one resource at a time.</summary>
    public bool Together => _alone.Count == 0;

    /// <summary>Answers by resource; a resource that is not answered for is not there.</summary>
    /// <exception cref="CostGuardException">The question was refused.</exception>
    public async Task<IReadOnlyList<(CloudResource Resource, MetricsAnswer Answer)>> AskAsync(MetricsBatch batch, IReadOnlyList<AzurePart> parts, DayRange days, CancellationToken cancellationToken)
    {
        if (!_alone.Contains((batch.Region, batch.Subscription)))
        {
            try
            {
                return await TogetherAsync(batch, parts, days, cancellationToken).ConfigureAwait(false);
            }
            catch (CostGuardException refusal) when (IsOfTheAddress(refusal))
            {
                // The batch needs a right on the whole subscription, and an address that private networks may not reach.
                _alone.Add((batch.Region, batch.Subscription));
            }
        }

        var answers = new List<(CloudResource, MetricsAnswer)>();
        foreach (CloudResource resource in batch.Resources) answers.Add((resource, await AloneAsync(resource, batch.Type, parts, days, cancellationToken).ConfigureAwait(false)));
        return answers;
    }

    private static bool IsOfTheAddress(CostGuardException refusal) =>
        refusal.Problem.Code == AzureUsageErrors.NoAccess.Code || refusal.Problem.Code == CollectErrors.Unreachable.Code || refusal.Problem.Code == CollectErrors.EndpointBroken.Code
        || (refusal.Problem.Code == AzureUsageErrors.Refused.Code && refusal.Problem.Message.Contains(": 404 ", StringComparison.Ordinal));

    private async Task<IReadOnlyList<(CloudResource, MetricsAnswer)>> TogetherAsync(MetricsBatch batch, IReadOnlyList<AzurePart> parts, DayRange days, CancellationToken cancellationToken)
    {
        Uri address = addressOf(batch.Region);
        if (!_regions.TryGetValue(batch.Region, out AzureCalls? region)) _regions[batch.Region] = region = new AzureCalls(() => open(address));
        string query = $"starttime={Time(days.Start)}&endtime={Time(days.End)}&interval=PT1H&metricnamespace={Uri.EscapeDataString(batch.Type)}&{Names(parts)}&api-version={BatchVersion}";
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string[]> { ["resourceids"] = [.. batch.Resources.Select(resource => resource.Id)] });
        AzurePage page = await region.AskAsync($"Metrics of {batch.Type} in {batch.Region}", new Uri(address, $"/subscriptions/{batch.Subscription}/metrics:getBatch?{query}"), body, cancellationToken).ConfigureAwait(false);
        Dictionary<string, CloudResource> own = batch.Resources.ToDictionary(resource => resource.Id, StringComparer.OrdinalIgnoreCase);
        return Read(page, json => (IReadOnlyList<(CloudResource, MetricsAnswer)>)[.. json.GetProperty("values").EnumerateArray()
            .Where(one => own.ContainsKey(one.GetProperty("resourceid").GetString()!)).Select(one => (own[one.GetProperty("resourceid").GetString()!], MetricsAnswer.Of(one)))]);
    }

    private async Task<MetricsAnswer> AloneAsync(CloudResource resource, string type, IReadOnlyList<AzurePart> parts, DayRange days, CancellationToken cancellationToken)
    {
        string query = $"timespan={Time(days.Start)}/{Time(days.End)}&interval=PT1H&metricnamespace={Uri.EscapeDataString(type)}&{Names(parts)}&api-version={ListVersion}";
        AzurePage page = await calls.AskAsync($"Metrics of {resource.Id}", new Uri(management, $"{resource.Id}/providers/Microsoft.Insights/metrics?{query}"), null, cancellationToken).ConfigureAwait(false);
        return Read(page, MetricsAnswer.Of);
    }

    private static T Read<T>(AzurePage page, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(page.Body);
            return read(json.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CostGuardException(1, AzureUsageErrors.Unreadable.At($"Azure Monitor: {broken.Message}"), inner: broken);
        }
    }

    private static string Names(IReadOnlyList<AzurePart> parts) =>
        $"metricnames={string.Join(',', parts.Select(part => Uri.EscapeDataString(part.Name)).Distinct())}&aggregation={string.Join(',', parts.Select(part => part.Aggregation).Distinct())}";

    private static string Time(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";
}
