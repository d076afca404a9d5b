using System.Text.Json.Nodes;
using CostGuard.Clouds.Usage;

namespace CostGuard.Clouds.Azure;

/// <summary>The properties of a resource in Azure's words, one way for each kind.</summary>
internal static class ResourceGraphProperties
{
    public static JsonObject Of(UsageResource resource) => resource.Kind switch
    {
        "machine" => Machine(resource),
        "machinegroup" => new JsonObject { ["timeCreated"] = Time(resource.Text("created")), ["virtualMachineProfile"] = Storage(resource) },
        "disk" => new JsonObject
        {
            ["timeCreated"] = Time(resource.Text("created")),
            ["lastOwnershipUpdateTime"] = Time(resource.Text("state_since")),
            ["diskState"] = Capital(resource.Text("state")),
            ["diskSizeGB"] = resource.Number("size_gb"),
            ["diskIOPSReadWrite"] = resource.Provisioned("disk-iops") ?? 500,
            ["osType"] = resource.IsSpecial ? "Linux" : null,
        },
        "snapshot" => new JsonObject
        {
            ["timeCreated"] = Time(resource.Text("created")),
            ["diskSizeGB"] = resource.Number("size_gb"),
            ["creationData"] = new JsonObject { ["sourceResourceId"] = resource["attached_to"] is { Length: 0 } ? $"/subscriptions/{resource.Id.Split('/')[2]}/resourceGroups/GONE/providers/Microsoft.Compute/disks/gone" : resource["attached_to"] is { } disk ? ResourceGraphApi.Mixed(disk) : null },
        },
        "address" => new JsonObject { ["ipConfiguration"] = resource["attached_to"] is { Length: > 0 } owner ? new JsonObject { ["id"] = PartOf(resource, owner) } : null },
        "loadbalancer" => new JsonObject { ["backendAddressPools"] = new JsonArray(new JsonObject { ["name"] = "pool", ["properties"] = new JsonObject { ["backendIPConfigurations"] = Items(resource) } }) },
        "natgateway" => new JsonObject { ["subnets"] = resource["attached_to"] is { Length: > 0 } subnet ? new JsonArray(new JsonObject { ["id"] = subnet }) : new JsonArray() },
        "networkgateway" => new JsonObject { ["sku"] = new JsonObject { ["name"] = resource.Text("type") }, ["serviceProviderProvisioningState"] = resource.Text("state") == "not-provisioned" ? "NotProvisioned" : null },
        "database" => new JsonObject { ["status"] = Capital(resource.Text("state")), ["creationDate"] = Time(resource.Text("created")), ["currentServiceObjectiveName"] = resource.Text("type"), ["maxSizeBytes"] = (long?)(resource.Number("size_gb") * 1_073_741_824m) },
        "plan" => new JsonObject { ["numberOfSites"] = (int?)resource.Number("members") },
        var other => throw new AzureFault(500, "InternalServerError", $"{other} is not served here"),
    };

    private static JsonObject Machine(UsageResource resource) => new()
    {
        ["hardwareProfile"] = new JsonObject { ["vmSize"] = resource.Text("type") },
        ["storageProfile"] = Storage(resource)["storageProfile"]!.DeepClone(),
        ["timeCreated"] = Time(resource.Text("created")),
        ["virtualMachineScaleSet"] = resource.Text("member_of") is { } group ? new JsonObject { ["id"] = ResourceGraphApi.Mixed(group) } : null,
        ["extended"] = resource.Text("state") is { } state ? new JsonObject { ["instanceView"] = new JsonObject { ["powerState"] = new JsonObject { ["code"] = $"PowerState/{state}", ["displayStatus"] = $"VM {state}", ["level"] = "Info" } } } : null,
    };

    private static JsonObject Storage(UsageResource resource) => new() { ["storageProfile"] = new JsonObject { ["osDisk"] = new JsonObject { ["osType"] = Capital(resource.Text("os")) } } };

    private static string PartOf(UsageResource address, string owner) =>
        ResourceGraphApi.TypeOf(owner) == "microsoft.compute/virtualmachines" ? $"{ResourceGraphApi.Mixed(ResourceGraphApi.InterfaceOf(address))}/ipConfigurations/ipconfig1" : $"{ResourceGraphApi.Mixed(owner)}/frontendIPConfigurations/front";

    private static JsonArray Items(UsageResource resource) => new([.. Enumerable.Range(0, (int)(resource.Number("members") ?? 0)).Select(i => (JsonNode)new JsonObject { ["id"] = $"{resource.Id}/backends/{i}" })]);

    private static string? Time(string? day) => day is null ? null : day + "T08:15:30.1234567+00:00";

    private static string? Capital(string? word) => word is null ? null : char.ToUpperInvariant(word[0]) + word[1..];
}
