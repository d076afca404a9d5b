using Azure;
using Azure.Identity;
using Azure.ResourceManager;
using Azure.ResourceManager.ManagementGroups;
using Azure.ResourceManager.ManagementGroups.Models;
using Azure.ResourceManager.Resources;

namespace CostGuard.Collect.Azure;

/// <summary>The subscriptions behind a scope, in a stable order.</summary>
internal static class AzureScopes
{
    /// <summary>Scopes that each can be asked for alone.</summary>
    /// <exception cref="Core.Errors.CostGuardException">The list cannot be had: nothing is known then, and nothing is read.</exception>
    public static async Task<IReadOnlyList<AzureScope>> ListAsync(AzureQuerySettings settings, Func<ArmClient> open, CancellationToken cancellationToken)
    {
        AzureScope scope = settings.Scopes[0];
        IEnumerable<AzureScope> all = settings.Scopes;
        if (scope.IsListed)
        {
            try
            {
                all = scope.Group is { } group ? await InGroupAsync(open(), group, cancellationToken).ConfigureAwait(false) : await AllAsync(open(), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is RequestFailedException or AuthenticationFailedException or IOException or TaskCanceledException && AzureRefusals.Of($"Subscriptions of {scope.Path}", failure, cancellationToken) is { } told)
            {
                throw told;
            }
        }

        return [.. all.Where(one => one.Subscription is null || !settings.Exclude.Contains(one.Subscription)).OrderBy(one => one.Path, StringComparer.OrdinalIgnoreCase)];
    }

    private static async Task<List<AzureScope>> AllAsync(ArmClient arm, CancellationToken cancellationToken)
    {
        var scopes = new List<AzureScope>();
        await foreach (SubscriptionResource one in arm.GetSubscriptions().GetAllAsync(cancellationToken).ConfigureAwait(false)) scopes.Add(AzureScope.Of(one.Data.SubscriptionId, one.Data.DisplayName));
        return scopes;
    }

    private static async Task<List<AzureScope>> InGroupAsync(ArmClient arm, string group, CancellationToken cancellationToken)
    {
        var scopes = new List<AzureScope>();
        ManagementGroupResource resource = arm.GetManagementGroupResource(ManagementGroupResource.CreateResourceIdentifier(group));
        await foreach (DescendantData one in resource.GetDescendantsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // Groups below this one are listed too, and what is in them as well.
            if (one.Id.ToString().StartsWith($"/{AzureScope.All}/", StringComparison.OrdinalIgnoreCase)) scopes.Add(AzureScope.Of(one.Name, one.DisplayName));
        }

        return scopes;
    }
}
