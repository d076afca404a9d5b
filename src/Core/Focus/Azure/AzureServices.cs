using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>Name and category of an Azure service.</summary>
/// <param name="Name">ServiceName.</param>
/// <param name="Category">ServiceCategory.</param>
public sealed record AzureService(string Name, string Category)
{
    internal byte[] NameText { get; } = Encoding.UTF8.GetBytes(Name);

    internal byte[] CategoryText { get; } = Encoding.UTF8.GetBytes(Category);
}

/// <summary>Services by what exports say of them.</summary>
public static class AzureServices
{
    private static readonly Dictionary<string, AzureService> ByProvider = new(StringComparer.OrdinalIgnoreCase), ByType = new(StringComparer.OrdinalIgnoreCase);

    static AzureServices()
    {
        foreach (string line in AzureServiceTable.Text.Split('\n'))
        {
            string[] parts = line.Trim().Split('|');
            var service = new AzureService(parts[1], parts[0]);
            foreach (string provider in parts[2].Split(';', StringSplitOptions.RemoveEmptyEntries)) ByProvider.TryAdd(provider, service);
            foreach (string type in parts[3].Split(';', StringSplitOptions.RemoveEmptyEntries)) ByType.TryAdd(type, service);
        }
    }

    /// <summary>The service; null when the table does not have it.</summary>
    /// <param name="consumed">ConsumedService: a resource provider such as Microsoft.Compute, or an older display name.</param>
    /// <param name="resourceType">Microsoft.Compute/virtualMachines; may be empty.</param>
    public static AzureService? Find(string consumed, string resourceType) =>
        ByType.GetValueOrDefault($"{consumed}+{resourceType}") ?? ByType.GetValueOrDefault(resourceType) ?? ByProvider.GetValueOrDefault(consumed);
}
