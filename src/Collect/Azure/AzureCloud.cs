using Azure.Identity;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>A cloud of Azure: tenants, tokens and endpoints of one do not exist in another.</summary>
/// <param name="Name">"public", "china", "usgov".</param>
/// <param name="Authority">Where tokens come from.</param>
/// <param name="Management">Azure Resource Manager.</param>
/// <param name="StorageSuffix">End of the names of storage accounts.</param>
/// <param name="Metrics">End of the names of Azure Monitor's regional addresses, and what their tokens are for.</param>
internal sealed record AzureCloud(string Name, Uri Authority, Uri Management, string StorageSuffix, string Metrics)
{
    private static readonly AzureCloud[] All =
    [
        new("public", AzureAuthorityHosts.AzurePublicCloud, new Uri("https://management.azure.com"), "core.windows.net", "metrics.monitor.azure.com"),
        new("china", AzureAuthorityHosts.AzureChina, new Uri("https://management.chinacloudapi.cn"), "core.chinacloudapi.cn", "metrics.monitor.azure.cn"),
        new("usgov", AzureAuthorityHosts.AzureGovernment, new Uri("https://management.usgovcloudapi.net"), "core.usgovcloudapi.net", "metrics.monitor.azure.us"),
    ];

    /// <summary>The cloud of a connection's <c>source.cloud</c>; public when it names none.</summary>
    public static AzureCloud Of(Connection connection)
    {
        string name = connection.Source.GetValueOrDefault("cloud", "public");
        return Array.Find(All, cloud => cloud.Name == name)
            ?? throw new CostGuardException(2, ConnectionErrors.SettingMissing.At(
                $"Connection '{connection.Name}': cloud '{name}' is none of {string.Join(", ", All.Select(cloud => cloud.Name))}.", $"connections/{connection.Name}.yaml"));
    }
}
