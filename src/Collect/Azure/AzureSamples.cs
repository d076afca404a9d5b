using System.Runtime.CompilerServices;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>Samples of an inventory, batch by batch. A subscription that refuses its metrics leaves the others; where all refuse, nothing is known.</summary>
/// <param name="monitor">Azure Monitor.</param>
/// <param name="left">Told of what is left out.</param>
internal sealed class AzureSamples(AzureMonitorClient monitor, Action<Problem> left)
{
    private readonly HashSet<(string Type, string Name)> _refused = [];
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private CostGuardException? _first;
    private bool _answered;

    /// <summary>The questions that an inventory makes, in a stable order. What Azure Monitor knows nothing of is in none.</summary>
    public static IEnumerable<MetricsBatch> Batches(IReadOnlyList<CloudResource> resources) => resources
        // A disk that nobody has reports nothing.
        .Where(resource => resource is { Region: not null, Provider: "azure" } and not { Kind: ResourceKind.Disk, AttachedTo: "" } && AzureMetric.Of(AzureIds.Type(resource.Id)).Count > 0)
        .GroupBy(resource => (Subscription: AzureIds.Subscription(resource.Id), Region: resource.Region!, Type: AzureIds.Type(resource.Id)))
        .OrderBy(group => group.Key.Subscription, StringComparer.Ordinal).ThenBy(group => group.Key.Region, StringComparer.Ordinal).ThenBy(group => group.Key.Type, StringComparer.Ordinal)
        .SelectMany(group => group.OrderBy(resource => resource.Id, StringComparer.Ordinal).Chunk(AzureMonitorClient.ResourcesMax).Select(some => new MetricsBatch(group.Key.Subscription, group.Key.Region, group.Key.Type, some)));

    /// <summary>The samples.</summary>
    /// <exception cref="CostGuardException">No question was answered, or Azure went on throttling.</exception>
    public async IAsyncEnumerable<MetricSample> ReadAsync(IReadOnlyList<CloudResource> resources, DayRange days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (MetricsBatch batch in Batches(resources))
        {
            IReadOnlyList<AzureMetric> metrics = AzureMetric.Of(batch.Type);
            foreach ((CloudResource resource, MetricsAnswer answer) in await AskAsync(batch, [.. metrics.SelectMany(metric => metric.Parts)], days, cancellationToken).ConfigureAwait(false))
            {
                foreach (MetricSample sample in answer.Samples(resource, metrics)) yield return sample;
            }
        }

        if (!_answered && _first is { } refusal) throw refusal;
    }

    private async Task<IReadOnlyList<(CloudResource, MetricsAnswer)>> AskAsync(MetricsBatch batch, IReadOnlyList<AzurePart> parts, DayRange days, CancellationToken cancellationToken)
    {
        if (_closed.Contains(batch.Subscription)) return [];
        try
        {
            return await TogetherAsync(batch, parts, days, cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException refusal) when (refusal.Problem.Code == AzureUsageErrors.NoAccess.Code)
        {
            _first ??= refusal;
            _closed.Add(batch.Subscription);
            left(AzureUsageErrors.MetricsMissing.At($"Subscription {batch.Subscription}: {refusal.Problem.Message}"));
            return [];
        }
    }

    private async Task<IReadOnlyList<(CloudResource, MetricsAnswer)>> TogetherAsync(MetricsBatch batch, IReadOnlyList<AzurePart> parts, DayRange days, CancellationToken cancellationToken)
    {
        AzurePart[] asked = [.. parts.Where(part => !_refused.Contains((batch.Type, part.Name)))];
        if (asked.Length == 0) return [];
        try
        {
            IReadOnlyList<(CloudResource, MetricsAnswer)> answers = await monitor.AskAsync(batch, asked, days, cancellationToken).ConfigureAwait(false);
            _answered = true;
            return answers;
        }
        catch (CostGuardException refusal) when (refusal.Problem.Code == AzureUsageErrors.Refused.Code)
        {
            // A name that this cloud doesn't know makes it refuse them all: each is asked alone once, and those that are refused are left out from then on.
            if (asked.Length == 1)
            {
                _first ??= refusal;
                _refused.Add((batch.Type, asked[0].Name));
                left(AzureUsageErrors.MetricsMissing.At($"{asked[0].Name} of {batch.Type}: {refusal.Problem.Message}"));
                return [];
            }

            foreach (AzurePart part in asked) _ = await TogetherAsync(batch, [part], days, cancellationToken).ConfigureAwait(false);
            return await TogetherAsync(batch, [.. asked.Where(part => !_refused.Contains((batch.Type, part.Name)))], days, cancellationToken).ConfigureAwait(false);
        }
    }
}
