namespace CostGuard.Core.Savings.Fleet;

/// <summary>Everything of a made fleet that is not a machine: disks, addresses, balancers, databases, buckets, logs.</summary>
internal sealed class PlantedParts(PlantedFleetBuilder fleet)
{
    private const double Mb = 1e6, Gb = 1e9;

    public void Add()
    {
        Disks();
        Stopped();
        Network();
        Snapshots();
        Databases();
        Content();
    }

    private void Disks()
    {
        fleet.Add(6, "orphaned disk", false, ["CG-W01"], [], load => Disk(load, "gp3", null) with { Resource = Loose(load, load.Whole(10, 90)) });
        fleet.Add(4, "disk, just detached", true, [], [], load => Disk(load, "gp3", null) with { Resource = Loose(load, load.Whole(1, 5)) });
        fleet.Add(4, "disk that nothing reads", false, ["CG-W02"], [], load => Disk(load, "gp3", load.Level(0, 0)));
        fleet.Add(4, "disk with a nightly job", true, [], [], load => Disk(load, "gp3", load.Bursts(0, load.Between(30, 200) / 3600, 3, 1, _ => true, .1)));
        fleet.Add(3, "boot disk of a quiet machine", true, [], [], load =>
        {
            PlantedResource disk = Disk(load, "gp3", load.Level(0, 0));
            return disk with { Resource = disk.Resource with { IsSpecial = true } };
        });
        fleet.Add(5, "disk of an older type", true, ["CG-R08"], [], load => Disk(load, "gp2", load.Daily(5, load.Between(50, 300), .2)));
    }

    private void Stopped()
    {
        for (int i = 0; i < 3; i++)
        {
            string machine = fleet.Add(1, "stopped for long, disks are paid for", false, ["CG-W06"], [], load => Machine(load, load.Whole(35, 120)));
            _ = fleet.Add(1, "disk of a stopped machine", true, [], [], load =>
            {
                PlantedResource disk = Disk(load, "gp3", null);
                return disk with { Resource = disk.Resource with { AttachedTo = machine } };
            });
        }

        fleet.Add(2, "stopped for days", true, [], [], load => Machine(load, load.Whole(2, 20)));
    }

    private void Network()
    {
        fleet.Add(5, "address of nothing", false, ["CG-W03"], [], load => Address(load, "", load.Whole(9, 60)));
        fleet.Add(3, "address in use", true, [], [], load => Address(load, "i-used", load.Whole(9, 60)));
        fleet.Add(2, "balancer without targets", false, ["CG-W04"], [], load => Balancer(load, 0, 0));
        fleet.Add(3, "balancer that scanners ask", false, ["CG-W04"], [], load => Balancer(load, 2, load.Between(5, 50)));
        fleet.Add(2, "balancer of a small tool", true, [], [], load => Balancer(load, 2, load.Between(180, 400)));
        fleet.Add(2, "balancer of a shop", true, [], [], load => Balancer(load, 3, load.Between(1e5, 1e6)));
        fleet.Add(2, "gateway without traffic", false, ["CG-W12"], [], load => Gateway(load, load.Between(1, 20) * Mb));
        fleet.Add(2, "gateway in use", true, [], [], load => Gateway(load, load.Between(2, 40) * Gb));
    }

    private void Snapshots()
    {
        fleet.Add(2, "snapshot of a deleted disk", false, ["CG-W08"], [], load => Snapshot(load, load.Whole(45, 300), ""));
        fleet.Add(1, "old snapshot, newer ones exist", false, ["CG-W08"], [], load => Snapshot(load, load.Whole(120, 300), "vol-used"));
        fleet.Add(2, "fresh snapshot", true, [], [], load => Snapshot(load, load.Whole(3, 25), "vol-used"));
        fleet.Add(2, "snapshot of a backup plan", true, [], [], load =>
        {
            PlantedResource snapshot = Snapshot(load, load.Whole(120, 300), "");
            return snapshot with { Resource = snapshot.Resource with { Tags = new Dictionary<string, string>(snapshot.Resource.Tags) { ["backup"] = "yearly" } } };
        });
    }

    private void Databases()
    {
        fleet.Add(4, "database of nobody", false, ["CG-W10"], ["CG-R02"], load => Database(load, load.Level(load.Between(1, 3), .1), load.Between(25, 40), load.Level(0, 0)));
        fleet.Add(3, "database of a nightly job", true, [], [], load => Database(load, load.Bursts(1.5, load.Between(15, 30), 2, 1, _ => true, .1), load.Between(60, 75), load.Bursts(0, 2, 2, 1, _ => true, 0)));
        fleet.Add(4, "oversized database", true, ["CG-R02"], [], load => Database(load, load.Daily(4, load.Between(10, 18), .1), load.Between(22, 34), load.Level(30, .2)));
        fleet.Add(3, "healthy database", true, [], [], load => Database(load, load.Daily(25, load.Between(50, 70), .1), load.Between(65, 80), load.Level(80, .2)));
    }

    private void Content()
    {
        fleet.Add(3, "bucket of nobody", true, ["CG-W15"], [], load => Bucket(load, load.Whole(300, 480), load.Between(0, 8), load.Between(0, 150)));
        fleet.Add(3, "bucket in use", true, [], [], load => Bucket(load, load.Whole(50, 400), load.Between(500, 5000), load.Between(2e4, 2e6)));
        fleet.Add(2, "logs kept for ever, growing", true, ["CG-W16"], [], load => Logs(load, load.Between(.1, .3)));
        fleet.Add(2, "logs kept for ever, not growing", true, [], [], load => Logs(load, 0));
    }

    private CloudResource Loose(Load load, int days) => fleet.Named(load, ResourceKind.Disk) with
    {
        Type = "gp3",
        SizeGb = 200,
        State = "available",
        StateSince = load.Last.AddDays(-days),
        AttachedTo = "",
    };

    private PlantedResource Disk(Load load, string type, double[]? operations)
    {
        int size = load.Whole(100, 500);
        return Of(load, ResourceKind.Disk, size * FleetPrices.Sheet.Storage[type], operations is null ? [] : new() { [MetricNames.Iops] = operations }, disk => disk with
        {
            Type = type,
            SizeGb = size,
            State = "in-use",
            AttachedTo = "i-used",
        });
    }

    private PlantedResource Machine(Load load, int days) => Of(load, ResourceKind.Machine, null, [], machine => machine with
    {
        Type = "m5.large",
        State = "stopped",
        StateSince = load.Last.AddDays(-days),
        Os = "linux",
    });

    private PlantedResource Address(Load load, string of, int days) => Of(load, ResourceKind.Address, 3.65m, [], address => address with { AttachedTo = of, StateSince = load.Last.AddDays(-days) });

    private PlantedResource Balancer(Load load, int members, double requestsADay) =>
        Of(load, ResourceKind.LoadBalancer, 16.425m, new() { [MetricNames.Requests] = load.Level(requestsADay / 24, .1) }, balancer => balancer with { Members = members });

    private PlantedResource Gateway(Load load, double bytesADay) => Of(load, ResourceKind.NatGateway, 32.85m, new() { [MetricNames.Processed] = load.Level(bytesADay / 24, .1) }, gateway => gateway with { AttachedTo = "rtb-1" });

    private PlantedResource Snapshot(Load load, int age, string of) => Of(load, ResourceKind.Snapshot, 300 * FleetPrices.Sheet.Storage["snapshot"], [], snapshot => snapshot with { SizeGb = 300, Created = load.Last.AddDays(-age), AttachedTo = of });

    private PlantedResource Database(Load load, double[] cpu, double memory, double[] connections) => Of(
        load, ResourceKind.Database, null,
        new() { [MetricNames.Cpu] = cpu, [MetricNames.Memory] = Load.Capped(load.Level(memory, .02)), [MetricNames.Connections] = [.. connections.Select(count => Math.Round(count))] },
        database => database with { Type = "db.r5.xlarge", State = "running" }) with
    { Bill = PlantedFleetBuilder.Hourly(FleetPrices.Hour("db.r5.xlarge")) };

    private PlantedResource Bucket(Load load, int size, double writesADay, double readsADay) => Of(
        load, ResourceKind.Bucket, size * FleetPrices.Sheet.Storage["standard"],
        new() { [MetricNames.Writes] = load.Level(writesADay / 24, .1), [MetricNames.Reads] = load.Level(readsADay / 24, .1) }, bucket => bucket with { SizeGb = size });

    private PlantedResource Logs(Load load, double growth) =>
        Of(load, ResourceKind.LogGroup, load.Whole(80, 300), new() { [MetricNames.Stored] = load.Growing(load.Between(1, 5) * 1000 * Gb, growth) }, logs => logs with { RetentionDays = 0 });

    private PlantedResource Of(Load load, ResourceKind kind, decimal? monthly, Dictionary<string, double[]> hours, Func<CloudResource, CloudResource> with) => new()
    {
        Role = "",
        IsUsed = true,
        Resource = with(fleet.Named(load, kind)),
        Bill = monthly is { } cost ? new ResourceBill(cost, 730m) : null,
        Hours = hours,
    };
}
