using System.Text.Json;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>Addresses, load balancers and gateways as Resource Graph shows them.</summary>
internal static class NetworkRows
{
    /// <summary>A public address, attached to the machine whose interface has it, else to whatever has it.</summary>
    public static CloudResource Address(ResourceGraphRow row, AzureLinks links)
    {
        string? part = row.IdAt("properties", "ipConfiguration", "id") ?? row.IdAt("properties", "natGateway", "id");
        string? owner = part is null ? null : AzureIds.Owner(part);
        string attached = owner is null ? "" : links.MachineOfInterface.GetValueOrDefault(owner, owner);
        return row.Resource(ResourceKind.Address) with { AttachedTo = attached, State = attached.Length == 0 ? "unattached" : "in-use" };
    }

    /// <summary>A load balancer or application gateway and what stands behind it.</summary>
    public static CloudResource LoadBalancer(ResourceGraphRow row, AzureLinks links)
    {
        int members = row.List("properties", "backendAddressPools").Sum(Backends)
            + row.List("properties", "inboundNatRules").Count(rule => rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("properties", out JsonElement own) && own.TryGetProperty("backendIPConfiguration", out JsonElement one) && one.ValueKind == JsonValueKind.Object);
        CloudResource resource = row.Resource(ResourceKind.LoadBalancer);
        return resource with { Type = row.Text("properties", "sku", "name") ?? resource.Type, Members = members, State = members == 0 ? "empty" : "in-use" };
    }

    /// <summary>A NAT gateway and the first of its subnets.</summary>
    public static CloudResource Nat(ResourceGraphRow row, AzureLinks links)
    {
        IReadOnlyList<JsonElement> subnets = row.List("properties", "subnets");
        return row.Resource(ResourceKind.NatGateway) with { AttachedTo = subnets.Count == 0 ? "" : IdOf(subnets[0]), Members = subnets.Count, State = subnets.Count == 0 ? "unattached" : "in-use" };
    }

    /// <summary>A VPN or ExpressRoute gateway, or the line itself.</summary>
    public static CloudResource Gateway(ResourceGraphRow row, AzureLinks links)
    {
        string? provider = row.Text("properties", "serviceProviderProvisioningState");
        CloudResource resource = row.Resource(ResourceKind.NetworkGateway);
        return resource with
        {
            Type = row.Text("properties", "sku", "name") ?? resource.Type,
            State = provider is null ? null : provider.Equals("NotProvisioned", StringComparison.OrdinalIgnoreCase) ? "not-provisioned" : provider.ToLowerInvariant(),
        };
    }

    // Members stand in one list or the other, and mostly in both.
    private static int Backends(JsonElement pool) => Math.Max(ResourceGraphRow.Count(pool, "backendIPConfigurations"), Math.Max(ResourceGraphRow.Count(pool, "loadBalancerBackendAddresses"), ResourceGraphRow.Count(pool, "backendAddresses")));

    private static string? IdOf(JsonElement item) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out JsonElement id) ? id.GetString()?.ToLowerInvariant() : null;
}
