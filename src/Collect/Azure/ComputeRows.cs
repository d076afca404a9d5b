using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>Machines, scale sets, disks and snapshots as Resource Graph shows them.</summary>
internal static class ComputeRows
{
    private const double BytesInMb = 1_000_000;
    private const string PowerState = "PowerState/";

    /// <summary>A machine. Its power state stands in the extended part; without it nobody knows whether it runs.</summary>
    public static CloudResource Machine(ResourceGraphRow row, AzureLinks links)
    {
        string? power = row.Text("properties", "extended", "instanceView", "powerState", "code");
        string? state = power?.StartsWith(PowerState, StringComparison.OrdinalIgnoreCase) == true ? power[PowerState.Length..].ToLowerInvariant() : null;
        string? size = row.Text("properties", "hardwareProfile", "vmSize");
        CloudResource resource = row.Resource(ResourceKind.Machine);
        return resource with
        {
            Type = size,
            State = state,
            // A machine that was stopped from within keeps its disk: only the other two states move it.
            StateSince = state is "running" or "deallocated" && links.StartedOrDeallocated.TryGetValue(row.Id, out DateOnly since) ? since : null,
            Created = row.Day("properties", "timeCreated"),
            Group = row.IdAt("properties", "virtualMachineScaleSet", "id"),
            Os = row.Text("properties", "storageProfile", "osDisk", "osType")?.ToLowerInvariant(),
            IsSpecial = row.Has("plan") || row.Has("properties", "host") || row.Has("properties", "hostGroup") || HasAccelerator(size),
            Tags = Licensed(resource.Tags, row.Text("properties", "licenseType")),
            Provisioned = Memory(resource.Region, size, links),
        };
    }

    /// <summary>A scale set.</summary>
    public static CloudResource Group(ResourceGraphRow row, AzureLinks links)
    {
        CloudResource resource = row.Resource(ResourceKind.MachineGroup);
        int? members = (int?)row.Number("sku", "capacity");
        return resource with
        {
            State = members switch { null => null, 0 => "empty", _ => "in-use" },
            Created = row.Day("properties", "timeCreated"),
            Members = members,
            Os = row.Text("properties", "virtualMachineProfile", "storageProfile", "osDisk", "osType")?.ToLowerInvariant(),
            IsSpecial = row.Has("plan") || HasAccelerator(resource.Type),
            Provisioned = Memory(resource.Region, resource.Type, links),
        };
    }

    /// <summary>A managed disk. "unattached" says that no machine has it; "reserved" that its machine is deallocated.</summary>
    public static CloudResource Disk(ResourceGraphRow row, AzureLinks links)
    {
        string? owner = row.IdAt("managedBy") ?? row.List("managedByExtended").Select(item => item.GetString()?.ToLowerInvariant()).FirstOrDefault();
        string? state = row.Text("properties", "diskState")?.ToLowerInvariant();
        bool boots = row.Has("properties", "osType");
        DateOnly? since = row.Day("properties", "lastOwnershipUpdateTime");
        CloudResource resource = row.Resource(ResourceKind.Disk);
        links.Disks.Add(row.Id);
        links.Seen.Add(AzureIds.Subscription(row.Id));
        if (boots && owner is not null && since is { } day) links.StartedOrDeallocated[owner] = day;
        var bought = new Dictionary<string, double>(StringComparer.Ordinal);
        // Other kinds have their operations with their size, and nobody pays for them apart.
        if (resource.Type is "UltraSSD_LRS" or "PremiumV2_LRS" && row.Number("properties", "diskIOPSReadWrite") is { } iops) bought[MetricNames.Iops] = (double)iops;
        return resource with
        {
            State = state,
            StateSince = since,
            Created = row.Day("properties", "timeCreated"),
            AttachedTo = owner ?? (state is "unattached" ? "" : null),
            SizeGb = row.Number("properties", "diskSizeGB"),
            IsSpecial = boots && owner is not null,
            Provisioned = bought,
        };
    }

    /// <summary>A snapshot. Its disk counts as gone only where disks of its subscription could be seen; <see cref="KeepNewest"/> then marks those that are the last of their disk.</summary>
    public static CloudResource Snapshot(ResourceGraphRow row, AzureLinks links)
    {
        string? disk = row.IdAt("properties", "creationData", "sourceResourceId");
        bool gone = disk is not null && links.DisksKnown && !links.Disks.Contains(disk) && links.Seen.Contains(AzureIds.Subscription(disk)) && AzureIds.Type(disk) == "microsoft.compute/disks";
        CloudResource resource = row.Resource(ResourceKind.Snapshot);
        return resource with
        {
            Created = row.Day("properties", "timeCreated"),
            AttachedTo = gone ? "" : disk,
            SizeGb = row.Number("properties", "diskSizeGB"),
            // Backup services keep and remove their own.
            IsSpecial = resource.Tags.Keys.Any(key => key.StartsWith("rsvault", StringComparison.Ordinal)) || row.Id.Contains("/resourcegroups/azurebackuprg_", StringComparison.Ordinal),
        };
    }

    /// <summary>Snapshots of which the newest of each disk that is there is never judged.</summary>
    public static IReadOnlyList<CloudResource> KeepNewest(IReadOnlyList<CloudResource> snapshots)
    {
        HashSet<string> newest = [.. snapshots.Where(one => one.AttachedTo is { Length: > 0 }).GroupBy(one => one.AttachedTo!, StringComparer.Ordinal)
            .Select(group => group.OrderByDescending(one => one.Created ?? DateOnly.MaxValue).ThenBy(one => one.Id, StringComparer.Ordinal).First().Id)];
        return [.. snapshots.Select(one => newest.Contains(one.Id) ? one with { IsSpecial = true } : one)];
    }

    private static bool HasAccelerator(string? size) => size?.StartsWith("Standard_N", StringComparison.OrdinalIgnoreCase) == true;

    private static Dictionary<string, double> Memory(string? region, string? size, AzureLinks links) =>
        region is not null && size is not null && links.Memory.TryGetValue((region, size.ToLowerInvariant()), out double bytes) ? new(StringComparer.Ordinal) { [MetricNames.MemoryMb] = bytes / BytesInMb } : new(StringComparer.Ordinal);

    // What is paid with licences of one's own rents none.
    private static IReadOnlyDictionary<string, string> Licensed(IReadOnlyDictionary<string, string> tags, string? licence) =>
        licence is null or "None" ? tags : new Dictionary<string, string>(tags, StringComparer.Ordinal) { ["costguard:hybrid-benefit"] = licence };
}
