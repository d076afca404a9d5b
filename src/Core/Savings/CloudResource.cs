namespace CostGuard.Core.Savings;

/// <summary>What a resource is, whatever its provider calls it.</summary>
public enum ResourceKind
{
    /// <summary>Virtual machine.</summary>
    Machine,

    /// <summary>Auto scaling group, scale set, node pool.</summary>
    MachineGroup,

    /// <summary>Block storage volume.</summary>
    Disk,

    /// <summary>Snapshot of a disk or database.</summary>
    Snapshot,

    /// <summary>Machine image.</summary>
    Image,

    /// <summary>Public address.</summary>
    Address,

    /// <summary>Load balancer.</summary>
    LoadBalancer,

    /// <summary>Managed database.</summary>
    Database,

    /// <summary>Data warehouse, cache or search cluster.</summary>
    Warehouse,

    /// <summary>Network address translation.</summary>
    NatGateway,

    /// <summary>VPN, virtual network gateway, dedicated line.</summary>
    NetworkGateway,

    /// <summary>App Service plan, container cluster: what is paid for holding other things.</summary>
    Plan,

    /// <summary>Object storage bucket.</summary>
    Bucket,

    /// <summary>Log group or workspace.</summary>
    LogGroup,

    /// <summary>Serverless function.</summary>
    Function,

    /// <summary>Workload of a container cluster.</summary>
    Container,
}

/// <summary>A resource as its provider's inventory shows it. What the inventory does not tell is null, which is never zero and never "no".</summary>
public sealed record CloudResource
{
    /// <summary>FOCUS ResourceId.</summary>
    public required string Id { get; init; }

    /// <summary>"aws", "azure", "gcp", "kubernetes".</summary>
    public required string Provider { get; init; }

    /// <summary>What it is.</summary>
    public required ResourceKind Kind { get; init; }

    /// <summary>FOCUS SubAccountId.</summary>
    public string? Account { get; init; }

    /// <summary>FOCUS RegionId.</summary>
    public string? Region { get; init; }

    /// <summary>Size or type: "m5.2xlarge", "gp2", "Premium_LRS".</summary>
    public string? Type { get; init; }

    /// <summary>"running", "stopped" (still billed on Azure), "deallocated", "available" (a disk of nobody), ….</summary>
    public string? State { get; init; }

    /// <summary>First day of the state.</summary>
    public DateOnly? StateSince { get; init; }

    /// <summary>Day of creation.</summary>
    public DateOnly? Created { get; init; }

    /// <summary>Last day on which its configuration was changed.</summary>
    public DateOnly? Changed { get; init; }

    /// <summary>What it is attached to, made from, or used by; empty when the inventory says "nothing".</summary>
    public string? AttachedTo { get; init; }

    /// <summary>Group, scale set or node pool that it is a member of.</summary>
    public string? Group { get; init; }

    /// <summary>"linux", "windows", ….</summary>
    public string? Os { get; init; }

    /// <summary>Size in GiB.</summary>
    public decimal? SizeGb { get; init; }

    /// <summary>Members, apps, nodes or targets that it has now.</summary>
    public int? Members { get; init; }

    /// <summary>Days that content is kept; 0 is for ever, null is unknown.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>What was provisioned: IOPS, MB/s, requested CPU or memory, in the unit of the metric that is held against it.</summary>
    public IReadOnlyDictionary<string, double> Provisioned { get; init; } = new Dictionary<string, double>();

    /// <summary>True for the disk that a machine starts from, a bare-metal host, an accelerator, a licence-bound host: never touched by a size rule.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>False where nobody asked for the tags: then nothing is said of a missing one.</summary>
    public bool AreTagsKnown { get; init; } = true;

    /// <summary>Folded tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Age in days on a day; null when nobody knows.</summary>
    public int? AgeOn(DateOnly day) => Created is { } born ? day.DayNumber - born.DayNumber : null;

    /// <summary>How long the state has lasted; null when nobody knows.</summary>
    public int? StateDaysOn(DateOnly day) => StateSince is { } since ? day.DayNumber - since.DayNumber : null;
}
