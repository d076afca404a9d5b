using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>What a collector of inventory and metrics is asked for.</summary>
/// <param name="Connection">The connection; its <see cref="Connection.Usage"/> says which regions and kinds.</param>
/// <param name="AsOf">The moment of the run, UTC.</param>
/// <param name="Calls">Asked before each call that costs money.</param>
public sealed record UsageRequest(Connection Connection, DateTimeOffset AsOf, ICallGovernor Calls)
{
    /// <summary>Told of what is left out of the metrics although the rest is answered, such as a subscription without the right: the run is partial then.</summary>
    public Action<Problem> Left { get; init; } = _ => { };

    /// <summary>True when the connection wants resources of a kind.</summary>
    public bool Wants(ResourceKind kind) => Connection.Usage is not { Kinds.Count: > 0 } usage || usage.Kinds.Contains(kind);
}

/// <summary>One question about the inventory and its answer: the resources of some kinds in one account and region.</summary>
/// <param name="Name">For messages: "111122223333 eu-central-1 disks".</param>
/// <param name="Kinds">What it tells of.</param>
/// <param name="Resources">All there are, ids as the bill says them (see <see cref="ResourceKey"/>); none is an answer too.</param>
public sealed record InventoryPart(string Name, IReadOnlyList<ResourceKind> Kinds, IReadOnlyList<CloudResource> Resources)
{
    /// <summary>Account that was asked; null where the question spans all.</summary>
    public string? Account { get; init; }

    /// <summary>Region that was asked; null where the question spans all.</summary>
    public string? Region { get; init; }

    /// <summary>Why there is no answer: the resources of this part that were known before stay as they were, and the run is partial.</summary>
    public Problem? Problem { get; init; }

    /// <summary>True for resources that this part answers for.</summary>
    public bool Covers(CloudResource resource) =>
        Kinds.Contains(resource.Kind) && (Account is null || Account == resource.Account) && (Region is null || Region == resource.Region);
}

/// <summary>One value of a metric. A metric that nobody reports has no samples, which is never a zero.</summary>
/// <param name="ResourceId">As in the inventory.</param>
/// <param name="Metric">One of <see cref="MetricNames"/>, whose unit is part of the name.</param>
/// <param name="Timestamp">Beginning of the hour (or day) that it stands for, UTC.</param>
/// <param name="Value">The value.</param>
public readonly record struct MetricSample(string ResourceId, string Metric, DateTime Timestamp, double Value);

/// <summary>Asks a cloud what there is and how it is used. One for each provider; throws on an outage and never gives half an answer as a whole one.</summary>
public interface IUsageCollector
{
    /// <summary>What a connection's <c>provider</c> names: "aws", "azure".</summary>
    string Provider { get; }

    /// <summary>What <see cref="MetricsAsync"/> would call, without calling anything.</summary>
    /// <param name="request">The connection.</param>
    /// <param name="resources">The inventory as it is known.</param>
    /// <param name="days">Days to ask for.</param>
    CallEstimate Estimate(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days);

    /// <summary>The inventory, part by part. A part that is refused is told as such, and the next one is asked.</summary>
    /// <exception cref="CostGuardException">Nothing can be asked at all: no sign-in, no endpoint.</exception>
    IAsyncEnumerable<InventoryPart> InventoryAsync(UsageRequest request, CancellationToken cancellationToken);

    /// <summary>Looks whether the inventory may be read, for <c>doctor</c>: one link of the chain. Reads only, and nothing that costs money.</summary>
    Task<CheckResult> ExamineAsync(UsageRequest request, CancellationToken cancellationToken);

    /// <summary>Hourly samples of whole days (daily ones where the cloud has no others), resource by resource.</summary>
    /// <param name="request">The connection.</param>
    /// <param name="resources">Whose; all of the connection's inventory.</param>
    /// <param name="days">Whole UTC days, all of them over.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    /// <exception cref="CostGuardException">A call was refused, is past its cap, or has no answer: nothing of these days is stored.</exception>
    IAsyncEnumerable<MetricSample> MetricsAsync(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days, CancellationToken cancellationToken);
}

/// <summary>Keeps what collectors gave, by connection. Everything in it is whole: it is replaced at once, or not at all.</summary>
public interface IUsageStore
{
    /// <summary>The inventory that was collected last; empty when none was.</summary>
    Task<IReadOnlyList<CloudResource>> InventoryAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Replaces the inventory.</summary>
    Task ReplaceAsync(string connection, IReadOnlyCollection<CloudResource> resources, CancellationToken cancellationToken);

    /// <summary>Days with metrics, in order.</summary>
    IReadOnlyList<DateOnly> Days(string connection);

    /// <summary>
    /// Writes the days of a range, each once, after all samples are there. A day without samples counts as asked when a newer day has some; else it stays missing.
    /// </summary>
    /// <returns>The days that were written, in order.</returns>
    Task<IReadOnlyList<DateOnly>> WriteAsync(string connection, DayRange days, IAsyncEnumerable<MetricSample> samples, CancellationToken cancellationToken);

    /// <summary>Removes days before one.</summary>
    void Prune(string connection, DateOnly before);
}
