using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>One question to Resource Graph: the types that are asked for together, and what their rows become.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Types">Azure's types, lower case.</param>
/// <param name="Read">The resource of a row; null for one that is nobody's to judge.</param>
internal sealed record AzureKind(string Name, ResourceKind Kind, IReadOnlyList<string> Types, Func<ResourceGraphRow, AzureLinks, CloudResource?> Read)
{
    /// <summary>Network interfaces: no resource of their own, but what tells the machine of an address.</summary>
    public const string Interface = "microsoft.network/networkinterfaces";

    /// <summary>All questions, in an order in which each finds what it links to: disks before machines and snapshots.</summary>
    public static IReadOnlyList<AzureKind> All { get; } =
    [
        new("disks", ResourceKind.Disk, ["microsoft.compute/disks"], ComputeRows.Disk),
        new("machines", ResourceKind.Machine, ["microsoft.compute/virtualmachines"], ComputeRows.Machine),
        new("scale sets", ResourceKind.MachineGroup, ["microsoft.compute/virtualmachinescalesets"], ComputeRows.Group),
        new("snapshots", ResourceKind.Snapshot, ["microsoft.compute/snapshots"], ComputeRows.Snapshot),
        new("public addresses", ResourceKind.Address, ["microsoft.network/publicipaddresses"], NetworkRows.Address),
        new("load balancers", ResourceKind.LoadBalancer, ["microsoft.network/loadbalancers", "microsoft.network/applicationgateways"], NetworkRows.LoadBalancer),
        new("NAT gateways", ResourceKind.NatGateway, ["microsoft.network/natgateways"], NetworkRows.Nat),
        new("network gateways", ResourceKind.NetworkGateway, ["microsoft.network/virtualnetworkgateways", "microsoft.network/expressroutecircuits"], NetworkRows.Gateway),
        new("databases", ResourceKind.Database, ["microsoft.sql/servers/databases", "microsoft.dbforpostgresql/flexibleservers", "microsoft.dbformysql/flexibleservers"], PlatformRows.Database),
        new("plans", ResourceKind.Plan, ["microsoft.web/serverfarms", "microsoft.containerservice/managedclusters"], PlatformRows.Plan),
    ];
}

/// <summary>What rows of one question tell about those of another.</summary>
internal sealed class AzureLinks
{
    /// <summary>Machine of a network interface, by the interface's id.</summary>
    public Dictionary<string, string> MachineOfInterface { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The day on which the disk that a machine starts from last changed hands, by the machine's id: Azure sets it when the machine is started or
    /// deallocated, and tells it nowhere else.
    /// </summary>
    public Dictionary<string, DateOnly> StartedOrDeallocated { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of disks.</summary>
    public HashSet<string> Disks { get; } = new(StringComparer.Ordinal);

    /// <summary>Subscriptions of which any disk was seen: only there a disk that isn't listed is gone.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>False when disks were not asked for, or not answered: nothing is known to be gone then.</summary>
    public bool DisksKnown { get; set; }

    /// <summary>Memory in bytes of a size in a region; null when it isn't known.</summary>
    public Dictionary<(string Region, string Size), double> Memory { get; } = [];
}
