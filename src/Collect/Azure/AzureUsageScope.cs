using CostGuard.Core.Configuration;

namespace CostGuard.Collect.Azure;

/// <summary>What of Azure a connection's usage is asked of: the subscriptions of its <c>scope</c>; of an export or a billing account all that the identity sees.</summary>
/// <param name="Subscriptions">Ids; empty for all.</param>
/// <param name="Group">A management group, or null.</param>
/// <param name="Prefixes">Ids of resource groups where the scope is narrower than a subscription; lower case.</param>
/// <param name="Exclude">Subscriptions that are left out on purpose.</param>
internal sealed record AzureUsageScope(IReadOnlyList<string> Subscriptions, string? Group, IReadOnlyList<string> Prefixes, IReadOnlySet<string> Exclude)
{
    /// <exception cref="Core.Errors.CostGuardException">Exit code 2: the scope is none.</exception>
    public static AzureUsageScope Of(Connection connection)
    {
        IReadOnlyList<AzureScope> scopes = AzureScope.Parse(connection.Source.GetValueOrDefault("scope", AzureScope.All), $"connections/{connection.Name}.yaml");
        string[] narrow = [.. scopes.Where(scope => scope.Subscription is { } id && scope.Path.Length > AzureScope.All.Length + 1 + id.Length).Select(scope => $"/{scope.Path}/".ToLowerInvariant())];
        bool allNarrow = narrow.Length == scopes.Count;
        return new AzureUsageScope(
            [.. scopes.Select(scope => scope.Subscription).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], scopes[0].Group,
            allNarrow ? narrow : [],
            connection.Source.GetValueOrDefault("exclude", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => one.Trim('/').Split('/')[^1].ToLowerInvariant()).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>True for a resource that is left out.</summary>
    /// <param name="id">Lower case.</param>
    public bool Leaves(string id) => Exclude.Contains(AzureIds.Subscription(id)) || (Prefixes.Count > 0 && !Prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)));
}
