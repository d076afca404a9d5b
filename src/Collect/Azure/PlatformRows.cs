using System.Text.Json;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>Databases, plans and clusters as Resource Graph shows them.</summary>
internal static class PlatformRows
{
    private const decimal BytesInGib = 1_073_741_824m;

    /// <summary>A database; null for the server's own.</summary>
    public static CloudResource? Database(ResourceGraphRow row, AzureLinks links)
    {
        if (row.Type == "microsoft.sql/servers/databases" && row.Id.EndsWith("/databases/master", StringComparison.Ordinal)) return null;
        CloudResource resource = row.Resource(ResourceKind.Database);
        return resource with
        {
            Type = row.Text("properties", "currentServiceObjectiveName") ?? resource.Type,
            State = (row.Text("properties", "status") ?? row.Text("properties", "state"))?.ToLowerInvariant(),
            Created = row.Day("properties", "creationDate"),
            Group = row.IdAt("properties", "elasticPoolId"),
            SizeGb = row.Number("properties", "maxSizeBytes") / BytesInGib ?? row.Number("properties", "storage", "storageSizeGB"),
        };
    }

    /// <summary>An App Service plan with its apps, or a cluster with its nodes.</summary>
    public static CloudResource Plan(ResourceGraphRow row, AzureLinks links)
    {
        bool cluster = row.Type == "microsoft.containerservice/managedclusters";
        IReadOnlyList<JsonElement> pools = row.List("properties", "agentPoolProfiles");
        int? members = cluster ? pools.Sum(pool => pool.TryGetProperty("count", out JsonElement count) && count.TryGetInt32(out int number) ? number : 0) : (int?)row.Number("properties", "numberOfSites");
        CloudResource resource = row.Resource(ResourceKind.Plan);
        return resource with
        {
            Type = cluster ? row.Text("sku", "tier") ?? resource.Type : resource.Type,
            Members = members,
            State = members switch { null => null, 0 => "empty", _ => "in-use" },
        };
    }
}
