namespace CostGuard.Core.Savings;

/// <summary>Since when a resource has been in its state, where the provider does not say: since the first collection that saw it so.</summary>
public static class StateHistory
{
    /// <summary>The inventory with <see cref="CloudResource.StateSince"/> filled where it is unknown. The day is never earlier than the truth, so that nothing looks abandoned for longer than it was.</summary>
    /// <param name="now">The inventory of this collection.</param>
    /// <param name="before">That of the collection before.</param>
    /// <param name="today">UTC day of this collection.</param>
    public static IReadOnlyList<CloudResource> Continue(IReadOnlyList<CloudResource> now, IReadOnlyList<CloudResource> before, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(before);
        Dictionary<string, CloudResource> known = before.GroupBy(resource => ResourceKey.Of(resource.Id), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return [.. now.Select(resource => resource.StateSince is not null || (resource.State is null && resource.AttachedTo is null) ? resource
            : resource with { StateSince = known.TryGetValue(ResourceKey.Of(resource.Id), out CloudResource? old) && old.State == resource.State && old.AttachedTo == resource.AttachedTo ? old.StateSince ?? today : today })];
    }
}
