using CostGuard.Core.Savings;

namespace CostGuard.Core.Ports;

/// <summary>A resource with its metrics over the look-back.</summary>
/// <param name="Resource">From the inventory.</param>
/// <param name="Usage">By metric name (<see cref="MetricNames"/>); a metric without samples is not there.</param>
public sealed record ResourceUse(CloudResource Resource, IReadOnlyDictionary<string, MetricUse> Usage);

/// <summary>What usage files say beside the resources themselves.</summary>
/// <param name="Through">Last complete day of the metrics; null without metrics.</param>
/// <param name="Prices">Types and prices.</param>
/// <param name="Resources">Resources in the inventory.</param>
public sealed record UsageFacts(DateOnly? Through, PriceSheet Prices, int Resources);

/// <summary>Inventory and metrics of resources, whoever gathered them.</summary>
public interface IUsageSource
{
    /// <summary>What is there; null when nobody has given any inventory.</summary>
    /// <exception cref="Errors.CostGuardException">CG2801: a file cannot be read (exit code 2).</exception>
    Task<UsageFacts?> FactsAsync(CancellationToken cancellationToken);

    /// <summary>Resource by resource, in no particular order; memory does not grow with the number of samples.</summary>
    /// <param name="days">Look-back up to <see cref="UsageFacts.Through"/>; 0 reads the inventory alone.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<ResourceUse> ReadAsync(int days, CancellationToken cancellationToken);
}
