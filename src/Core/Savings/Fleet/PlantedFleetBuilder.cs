namespace CostGuard.Core.Savings.Fleet;

/// <summary>Gives each resource of a made fleet its name, its generator and its truth.</summary>
internal sealed class PlantedFleetBuilder(int seed, DateOnly last, int days)
{
    private const decimal HoursOfMonth = 730m;
    private const ulong Prime = 1_000_003;
    private readonly List<PlantedResource> _resources = [];

    public IReadOnlyList<PlantedResource> Resources => _resources;

    /// <summary>Bill of something that is paid by the hour, on demand, at its list price.</summary>
    public static ResourceBill Hourly(decimal rate) => new(rate * HoursOfMonth, HoursOfMonth) { OnDemandRate = rate, ListRate = rate };

    /// <summary>Adds some of a role; the id of the last one.</summary>
    public string Add(int count, string role, bool used, string[] right, string[] allowed, Func<Load, PlantedResource> make)
    {
        for (int i = 0; i < count; i++)
        {
            var load = new Load(((ulong)seed * Prime) + (ulong)_resources.Count, last.AddDays(1 - days), days);
            _resources.Add(make(load) with { Role = role, IsUsed = used, Right = right, Allowed = allowed });
        }

        return _resources[^1].Resource.Id;
    }

    /// <summary>A resource of production that a team owns, some hundred days old.</summary>
    public CloudResource Named(Load load, ResourceKind kind) => new()
    {
        Id = $"{Prefix(kind)}-{_resources.Count:x8}",
        Provider = "aws",
        Kind = kind,
        Account = "111122223333",
        Region = "eu-west-1",
        Created = load.Last.AddDays(-load.Whole(100, 900)),
        Tags = new Dictionary<string, string> { ["team"] = "payments", ["env"] = "prod" },
    };

    private static string Prefix(ResourceKind kind) => kind switch
    {
        ResourceKind.Machine => "i",
        ResourceKind.MachineGroup => "asg",
        ResourceKind.Disk => "vol",
        ResourceKind.Address => "eipalloc",
        ResourceKind.LoadBalancer => "lb",
        ResourceKind.NatGateway => "nat",
        ResourceKind.Snapshot => "snap",
        ResourceKind.Database => "db",
        ResourceKind.Bucket => "bucket",
        _ => "logs",
    };
}
