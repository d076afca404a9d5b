using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>What collecting inventory and metrics of one connection came to.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Resources">Resources in its inventory now; null when the inventory was not replaced.</param>
/// <param name="Written">Days of metrics that were written.</param>
/// <param name="Missing">Days that are still missing.</param>
/// <param name="Problem">Why it failed; null when it did not. What was there before stays.</param>
/// <param name="Left">What was left out although the rest was read: the run is partial.</param>
public sealed record UsageResult(string Connection, int? Resources, IReadOnlyList<DateOnly> Written, IReadOnlyList<DateOnly> Missing, Problem? Problem, IReadOnlyList<Problem> Left)
{
    /// <summary>True when everything that was asked for is there.</summary>
    public bool Complete => Problem is null && Left.Count == 0;
}

/// <summary>What a collection of usage would ask, told before it does.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Resources">Resources of the inventory that is known; what is found anew comes on top.</param>
/// <param name="Missing">Days of metrics that would be asked for.</param>
/// <param name="Estimate">Calls and their price; null when nobody collects from this provider.</param>
public sealed record UsageForecast(string Connection, int Resources, IReadOnlyList<DateOnly> Missing, CallEstimate? Estimate);

/// <summary>Progress of a collection of usage, for a terminal.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="What">What is being read: a part of the inventory, or days of metrics.</param>
/// <param name="Share">Done, 0 to 1; null while nobody knows how much there is.</param>
/// <param name="Count">Resources or samples so far.</param>
public sealed record UsageProgress(string Connection, string What, double? Share, long Count);

/// <summary>Asks clouds for inventory and metrics and keeps them. One dead cloud does not stop the others; what is there is only replaced by something whole.</summary>
public sealed class UsageStage(IEnumerable<IUsageCollector> collectors, IUsageStore store, ICallGovernor calls, CostGuardConfiguration configuration)
{
    private const int SamplesBetweenReports = 5_000;

    private readonly IUsageCollector[] _collectors = [.. collectors];

    /// <summary>Collects the connections one after the other and says how each went.</summary>
    /// <param name="connections">Connections whose usage is enabled.</param>
    /// <param name="days">Complete days back from now that should be there.</param>
    /// <param name="asOf">The moment of the run, UTC.</param>
    /// <param name="progress">Told on the way.</param>
    /// <param name="cancellationToken">Stops between calls; days that are written stay.</param>
    public async Task<IReadOnlyList<UsageResult>> RunAsync(IEnumerable<Connection> connections, int days, DateTimeOffset asOf, IProgress<UsageProgress>? progress, CancellationToken cancellationToken)
    {
        var results = new List<UsageResult>();
        foreach (Connection connection in connections) results.Add(await CollectAsync(connection, days, asOf, progress, cancellationToken).ConfigureAwait(false));
        return results;
    }

    /// <summary>What each connection would ask, and what that costs. Calls nothing.</summary>
    public async Task<IReadOnlyList<UsageForecast>> ForecastAsync(IEnumerable<Connection> connections, int days, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var forecasts = new List<UsageForecast>();
        foreach (Connection connection in connections)
        {
            IReadOnlyList<CloudResource> known = await store.InventoryAsync(connection.Name, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<DateOnly> missing = UsageWindow.Missing(store.Days(connection.Name), days, asOf);
            CallEstimate[] estimates = [.. CollectorOf(connection) is { } collector ? UsageWindow.Ranges(missing).Select(range => collector.Estimate(new UsageRequest(connection, asOf, calls), known, range)) : []];
            forecasts.Add(new UsageForecast(connection.Name, known.Count, missing, CollectorOf(connection) is null ? null
                : estimates.Length == 0 ? new CallEstimate(0, 0m, "the inventory, which is free") : estimates[0] with { Calls = estimates.Sum(estimate => estimate.Calls) }));
        }

        return forecasts;
    }

    private async Task<UsageResult> CollectAsync(Connection connection, int days, DateTimeOffset asOf, IProgress<UsageProgress>? progress, CancellationToken cancellationToken)
    {
        var left = new List<Problem>();
        var written = new List<DateOnly>();
        int? resources = null;
        UsageResult Result(Problem? problem) => new(connection.Name, resources, [.. written.Order()], UsageWindow.Missing(store.Days(connection.Name), days, asOf), problem, left);
        try
        {
            if (CollectorOf(connection) is not { } collector)
                return Result(UsageErrors.NoCollector.At($"Connection '{connection.Name}' has provider '{connection.Provider}'; there is {string.Join(", ", _collectors.Select(one => one.Provider).Order(StringComparer.Ordinal))}.", $"connections/{connection.Name}.yaml"));
            // Each range of days says it anew.
            var request = new UsageRequest(connection, asOf, calls) { Left = problem => left.AddRange(left.Contains(problem) ? [] : [problem]) };
            IReadOnlyList<CloudResource> inventory = await InventoryAsync(collector, request, left, progress, cancellationToken).ConfigureAwait(false);
            resources = inventory.Count;
            await MetricsAsync(collector, request, inventory, days, written, progress, cancellationToken).ConfigureAwait(false);
            store.Prune(connection.Name, UsageWindow.CompleteUntil(asOf).AddDays(-UsageWindow.DaysKept));
            if (inventory.Count > 0 && store.Days(connection.Name) is { Count: > 0 } there && UsageWindow.Missing(there, days, asOf) is { Count: > 0 } missing)
                left.Add(UsageErrors.NoSamples.At(string.Create(CultureInfo.InvariantCulture, $"Connection '{connection.Name}': nothing for {missing[^1]:yyyy-MM-dd}{(missing.Count > 1 ? $" and {missing.Count - 1} more days" : "")}.")));
            return Result(null);
        }
        catch (CostGuardException refusal)
        {
            // With the inventory replaced or a day written, the rest is what was left out.
            if (resources is null) return Result(refusal.Problem);
            left.Add(refusal.Problem);
            return Result(null);
        }
        catch (Exception outage) when (outage is HttpRequestException or IOException or TimeoutException or UnauthorizedAccessException || (outage is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Result((outage is HttpRequestException ? CollectErrors.NoAddress : outage is IOException or UnauthorizedAccessException ? CollectErrors.Unreadable : CollectErrors.Unreachable).At($"Connection '{connection.Name}': {outage.Message}"));
        }
    }

    private async Task<IReadOnlyList<CloudResource>> InventoryAsync(IUsageCollector collector, UsageRequest request, List<Problem> left, IProgress<UsageProgress>? progress, CancellationToken cancellationToken)
    {
        string name = request.Connection.Name;
        IReadOnlyList<CloudResource> before = await store.InventoryAsync(name, cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<string, CloudResource>(StringComparer.Ordinal);
        var folding = new TagFolding(configuration.Company.Tags);
        int answered = 0;
        await foreach (InventoryPart part in collector.InventoryAsync(request, cancellationToken).ConfigureAwait(false))
        {
            progress?.Report(new UsageProgress(name, part.Name, null, found.Count));
            if (part.Problem is { } problem) left.Add(problem);
            else answered++;
            foreach (CloudResource resource in part.Problem is null ? part.Resources.Select(resource => Folded(resource, folding)) : before.Where(part.Covers)) found[ResourceKey.Of(resource.Id)] = resource;
        }

        if (answered == 0 && left.Count > 0) throw new CostGuardException(1, left[0]);
        if (found.Count == 0 && before.Count > 0) throw new CostGuardException(9, UsageErrors.EmptyInventory.At($"Connection '{name}': {before.Count} resources before, none now.", $"connections/{name}.yaml"));
        IReadOnlyList<CloudResource> now = StateHistory.Continue([.. found.Values.OrderBy(resource => resource.Id, StringComparer.Ordinal)], before, DateOnly.FromDateTime(request.AsOf.UtcDateTime));
        await store.ReplaceAsync(name, now, cancellationToken).ConfigureAwait(false);
        return now;
    }

    private async Task MetricsAsync(IUsageCollector collector, UsageRequest request, IReadOnlyList<CloudResource> inventory, int days, List<DateOnly> written, IProgress<UsageProgress>? progress, CancellationToken cancellationToken)
    {
        if (inventory.Count == 0) return;
        string name = request.Connection.Name;
        foreach (DayRange range in UsageWindow.Ranges(UsageWindow.Missing(store.Days(name), days, request.AsOf)))
            written.AddRange(await store.WriteAsync(name, range, ToldAsync(collector.MetricsAsync(request, inventory, range, cancellationToken), name, range, inventory.Count, progress), cancellationToken).ConfigureAwait(false));
    }

    // Words to CostGuard itself stay as they are; all others are folded as the bill's are.
    private static CloudResource Folded(CloudResource resource, TagFolding folding)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in folding.Fold(resource.Tags.Where(tag => !IsOwn(tag.Key))).Tags) tags[key] = value;
        foreach ((string key, string value) in resource.Tags.Where(tag => IsOwn(tag.Key))) tags[key.ToLowerInvariant()] = value;
        return resource with { Tags = tags };
    }

    private static bool IsOwn(string key) => key.StartsWith("costguard:", StringComparison.OrdinalIgnoreCase);

    // Samples come resource by resource: those seen are a measure of how far it is.
    private static async IAsyncEnumerable<MetricSample> ToldAsync(IAsyncEnumerable<MetricSample> samples, string connection, DayRange range, int resources, IProgress<UsageProgress>? progress)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long count = 0;
        await foreach (MetricSample sample in samples.ConfigureAwait(false))
        {
            if (count++ % SamplesBetweenReports == 0) progress?.Report(new UsageProgress(connection, $"metrics of {range}", Math.Min(1.0, (double)seen.Count / resources), count));
            _ = seen.Add(sample.ResourceId);
            yield return sample;
        }
    }

    private IUsageCollector? CollectorOf(Connection connection) => Array.Find(_collectors, collector => collector.Provider == connection.Provider);
}
