using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;

namespace CostGuard.Unit.Collect.Azure;

/// <summary>An estate made by arithmetic, written as a usage folder: what a collection from the simulated Azure must give back.</summary>
internal sealed class AzureEstate
{
    public const string SubA = "0a000000-0000-4000-8000-000000000001", SubB = "0b000000-0000-4000-8000-000000000002";

    private static readonly (string Name, double Gib)[] Sizes = [("Standard_D2s_v5", 8), ("Standard_B2ms", 8), ("Standard_E4s_v5", 32)];
    private static readonly DateTime First = new(2026, 11, 14, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="machines">Machines in each of two subscriptions.</param>
    public AzureEstate(int machines)
    {
        foreach (string subscription in (string[])[SubA, SubB])
        {
            for (int i = 0; i < machines; i++) AddMachine(subscription, i);
            AddOthers(subscription);
        }

        Resources.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        Samples.Sort((one, other) => string.CompareOrdinal(Key(one), Key(other)));
    }

    public List<CloudResource> Resources { get; } = [];

    public List<MetricSample> Samples { get; } = [];

    /// <summary>A sample as text: a memory share goes through bytes and back, so that the last digits of a double are not compared.</summary>
    public static string Key(MetricSample sample) => string.Create(CultureInfo.InvariantCulture, $"{sample.ResourceId} {sample.Metric} {sample.Timestamp:yyyy-MM-ddTHH} {Math.Round(sample.Value, 6)}");

    /// <summary>A resource as text, with everything that it says.</summary>
    public static string Key(CloudResource one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Id}|{one.Provider}|{one.Kind}|{one.Account}|{one.Region}|{one.Type}|{one.State}|{one.StateSince:yyyy-MM-dd}|{one.Created:yyyy-MM-dd}|{one.AttachedTo ?? "?"}|{one.Group}|{one.Os}|{one.SizeGb:0.###}|{one.Members}|{one.IsSpecial}|{Sorted(one.Tags)}|{Sorted(one.Provisioned.Select(pair => KeyValuePair.Create(pair.Key, Math.Round(pair.Value, 6).ToString(CultureInfo.InvariantCulture))))}");

    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var inventory = new StringBuilder("resource_id,provider,kind,account,region,type,state,state_since,created,attached_to,member_of,os,size_gb,members,special,tags,provisioned\n");
        foreach (CloudResource one in Resources)
            inventory.Append(CultureInfo.InvariantCulture, $"{one.Id},{one.Provider},{one.Kind.ToString().ToLowerInvariant()},{one.Account},{one.Region},{one.Type},{one.State},{one.StateSince:yyyy-MM-dd},{one.Created:yyyy-MM-dd},{(one.AttachedTo is "" ? "\"\"" : one.AttachedTo)},{one.Group},{one.Os},{one.SizeGb},{one.Members},{(one.IsSpecial ? "true" : "")},{Json(one.Tags)},{Json(one.Provisioned)}\n");
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        foreach (MetricSample one in Samples) metrics.Append(CultureInfo.InvariantCulture, $"{one.ResourceId},{one.Metric},{one.Timestamp:yyyy-MM-ddTHH:mm:ss}Z,{one.Value:R}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "inventory.csv"), inventory.ToString(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "metrics.csv"), metrics.ToString(), cancellationToken);
    }

    private void AddMachine(string subscription, int i)
    {
        (string size, double gib) = Sizes[i % 3];
        string id = Id(subscription, "microsoft.compute/virtualmachines", $"vm-{i:000}"), region = i % 2 == 0 ? "westeurope" : "northeurope";
        bool off = i % 10 == 9;
        var since = new DateOnly(2026, 10, 1 + (i % 28));
        Resources.Add(New(id, ResourceKind.Machine, region) with
        {
            Type = size,
            State = off ? "deallocated" : "running",
            StateSince = since,
            Created = new DateOnly(2025, 3, 1 + (i % 28)),
            Os = i % 4 == 0 ? "windows" : "linux",
            Group = i == 5 ? Id(subscription, "microsoft.compute/virtualmachinescalesets", "flex") : null,
            Provisioned = new Dictionary<string, double> { ["memory-mb"] = gib * 1024 * 1048576 / 1_000_000 },
        });
        Resources.Add(New(Id(subscription, "microsoft.compute/disks", $"os-{i:000}"), ResourceKind.Disk, region) with { Type = "Premium_LRS", State = off ? "reserved" : "attached", StateSince = since, Created = new DateOnly(2025, 3, 1), AttachedTo = id, SizeGb = 128, IsSpecial = true });
        for (int hour = 0; hour < 48 && !off; hour++)
        {
            // Hours without samples are holes, and stay holes.
            if ((i + hour) % 7 == 0) continue;
            Add(id, "cpu-percent", hour, ((i * 37) + (hour * 13)) % 1000 / 10.0);
            Add(id, "network-bytes", hour, (i * 1_000_003L) + hour);
            Add(id, "disk-iops", hour, (i % 11) + (hour / 4.0));
            if (i % 2 == 0) Add(id, "memory-percent", hour, 20 + ((i + hour) % 60));
            if (size == "Standard_B2ms") Add(id, "cpu-credits", hour, 864 - hour);
        }
    }

    private void AddOthers(string sub)
    {
        string machine = Id(sub, "microsoft.compute/virtualmachines", "vm-000"), disk = Id(sub, "microsoft.compute/disks", "os-000");
        CloudResource One(string type, string name, ResourceKind kind, string sku) => New(Id(sub, type, name), kind, "westeurope") with { Type = sku };
        Resources.AddRange(
        [
            One("microsoft.compute/virtualmachinescalesets", "flex", ResourceKind.MachineGroup, "Standard_D2s_v5") with { Members = 3, State = "in-use", Created = new DateOnly(2025, 1, 1), Os = "linux", Provisioned = new Dictionary<string, double> { ["memory-mb"] = 8 * 1024 * 1048576.0 / 1_000_000 } },
            One("microsoft.compute/disks", "left", ResourceKind.Disk, "UltraSSD_LRS") with { State = "unattached", StateSince = new DateOnly(2026, 9, 1), Created = new DateOnly(2025, 1, 1), AttachedTo = "", SizeGb = 512, Provisioned = new Dictionary<string, double> { ["disk-iops"] = 4000 } },
            One("microsoft.compute/snapshots", "new", ResourceKind.Snapshot, "Standard_LRS") with { Created = new DateOnly(2026, 6, 1), AttachedTo = disk, SizeGb = 128, IsSpecial = true },
            One("microsoft.compute/snapshots", "old", ResourceKind.Snapshot, "Standard_LRS") with { Created = new DateOnly(2026, 5, 1), AttachedTo = disk, SizeGb = 128 },
            One("microsoft.compute/snapshots", "orphan", ResourceKind.Snapshot, "Standard_LRS") with { Created = new DateOnly(2026, 4, 1), AttachedTo = "", SizeGb = 64 },
            One("microsoft.network/publicipaddresses", "used", ResourceKind.Address, "Standard") with { AttachedTo = machine, State = "in-use" },
            One("microsoft.network/publicipaddresses", "unused", ResourceKind.Address, "Standard") with { AttachedTo = "", State = "unattached" },
            One("microsoft.network/loadbalancers", "full", ResourceKind.LoadBalancer, "Standard") with { Members = 2, State = "in-use" },
            One("microsoft.network/loadbalancers", "empty", ResourceKind.LoadBalancer, "Standard") with { Members = 0, State = "empty" },
            One("microsoft.network/natgateways", "nat", ResourceKind.NatGateway, "Standard") with { AttachedTo = Id(sub, "microsoft.network/virtualnetworks", "v"), Members = 1, State = "in-use" },
            One("microsoft.network/virtualnetworkgateways", "vpn", ResourceKind.NetworkGateway, "VpnGw1"),
            One("microsoft.network/expressroutecircuits", "line", ResourceKind.NetworkGateway, "Standard_MeteredData") with { State = "not-provisioned" },
            One("microsoft.sql/servers/s1/databases", "shop", ResourceKind.Database, "GP_Gen5_4") with { Id = Id(sub, "microsoft.sql/servers", "s1") + "/databases/shop", State = "online", Created = new DateOnly(2025, 2, 2), SizeGb = 250 },
            One("microsoft.web/serverfarms", "idle", ResourceKind.Plan, "P1v3") with { Members = 0, State = "empty" },
        ]);
        for (int hour = 0; hour < 48; hour++)
        {
            Add(Id(sub, "microsoft.sql/servers", "s1") + "/databases/shop", "cpu-percent", hour, 12.5);
            Add(Id(sub, "microsoft.sql/servers", "s1") + "/databases/shop", "connections", hour, hour % 5);
            Add(Id(sub, "microsoft.network/natgateways", "nat"), "processed-bytes", hour, 1_000_000_007 + hour);
            Add(Id(sub, "microsoft.network/virtualnetworkgateways", "vpn"), "processed-bytes", hour, 4096 * hour);
            Add(Id(sub, "microsoft.compute/disks", "os-000"), "disk-mbps", hour, 1.5 + hour);
        }
    }

    private void Add(string id, string metric, int hour, double value) => Samples.Add(new MetricSample(id, metric, First.AddHours(hour), value));

    private static CloudResource New(string id, ResourceKind kind, string region) => new()
    {
        Id = id,
        Provider = "azure",
        Kind = kind,
        Account = id.Split('/')[2],
        Region = region,
        Tags = new Dictionary<string, string> { ["env"] = "dev", ["team"] = "Shop, EU" },
    };

    private static string Id(string subscription, string type, string name) => $"/subscriptions/{subscription}/resourcegroups/rg-shop/providers/{type}/{name}";

    private static string Json<T>(IReadOnlyDictionary<string, T> map) => map.Count == 0 ? "" : $"\"{JsonSerializer.Serialize(map).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Sorted(IEnumerable<KeyValuePair<string, string>> map) => string.Join(';', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
