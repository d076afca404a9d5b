namespace CostGuard.Core.Savings.Fleet;

/// <summary>A made fleet of 300 resources of which the truth is known: idle, oversized, near a burstable baseline, scaled, young, under a commitment, orphaned, healthy.</summary>
/// <param name="Resources">The resources, in the order in which they were made.</param>
/// <param name="Last">Last day of the metrics.</param>
/// <param name="Days">Days of metrics.</param>
public sealed record PlantedFleet(IReadOnlyList<PlantedResource> Resources, DateOnly Last, int Days)
{
    /// <summary>The types and prices of its region, in US dollars.</summary>
    public static PriceSheet Prices => FleetPrices.Sheet;

    /// <summary>The fleet of a seed.</summary>
    /// <param name="seed">At least 0.</param>
    /// <param name="last">Last day of the metrics.</param>
    /// <param name="days">Days of metrics, at least 14.</param>
    public static PlantedFleet Of(int seed, DateOnly last, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 14);
        var builder = new PlantedFleetBuilder(seed, last, days);
        new PlantedMachines(builder).Add();
        new PlantedParts(builder).Add();
        return new PlantedFleet(builder.Resources, last, days);
    }

    /// <summary>What rules know about each, over a look-back of some days.</summary>
    public IEnumerable<(PlantedResource Planted, ResourceCase Case)> Cases(int lookBack)
    {
        Dictionary<string, decimal> attached = Resources.Where(each => each.Resource is { Kind: ResourceKind.Disk, AttachedTo.Length: > 0 } && each.Bill is not null)
            .GroupBy(each => each.Resource.AttachedTo!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(each => each.Bill!.Monthly), StringComparer.Ordinal);
        foreach (PlantedResource each in Resources)
        {
            yield return (each, new ResourceCase
            {
                Resource = each.Resource,
                Bill = each.Bill,
                Usage = each.Hours.ToDictionary(hours => hours.Key, hours => MetricSamples.Use(Last.AddDays(1 - Days), hours.Value, lookBack, hours.Key == MetricNames.Cpu), StringComparer.Ordinal),
                Prices = Prices,
                AsOf = Last,
                Options = new SavingOptions { LookBackDays = lookBack },
                AttachedMonthly = attached.GetValueOrDefault(each.Resource.Id),
            });
        }
    }
}
