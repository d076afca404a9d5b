using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

/// <summary>Every rule once where its condition holds and once just where it does not; figures by hand.</summary>
public sealed class SavingRulesTests
{
    private static readonly ResourceBill Hundred = new(100m, 730m);

    [Fact]
    public void All_IdsAreUnique_AndThereAreAtLeastThirty()
    {
        Assert.True(SavingRules.All.Count >= 30);
        Assert.Equal(SavingRules.All.Count, SavingRules.All.Select(rule => rule.Id).Distinct().Count());
    }

    [Fact]
    public void Disks_UnattachedUnusedAndOldTypes()
    {
        CloudResource disk = SomeResources.Of(ResourceKind.Disk) with { State = "available", StateSince = SomeResources.Day.AddDays(-7), SizeGb = 500m, Type = "gp2" };
        Holds("CG-W01", SomeResources.Case(disk, Hundred), 95m);
        Silent("CG-W01", SomeResources.Case(disk with { StateSince = SomeResources.Day.AddDays(-6) }, Hundred), SomeResources.Case(disk with { State = null }, Hundred), SomeResources.Case(disk, null));

        CloudResource used = disk with { State = "in-use", AttachedTo = "i-1" };
        Holds("CG-W02", SomeResources.Case(used, Hundred, (MetricNames.Iops, SomeResources.Use(7, 0.5 / 86_400))), 100m);
        Silent("CG-W02", SomeResources.Case(used, Hundred, (MetricNames.Iops, SomeResources.Use(7, 1.0 / 86_400))), SomeResources.Case(used, Hundred, (MetricNames.Iops, SomeResources.Use(6, 0))), SomeResources.Case(used with { IsSpecial = true }, Hundred, (MetricNames.Iops, SomeResources.Use(7, 0))));

        // 500 GiB at 0.10 and 0.08: 10.00.
        Holds("CG-R08", SomeResources.Case(used, Hundred), 10.00m);
        Silent("CG-R08", SomeResources.Case(used with { Type = "gp3" }, Hundred), SomeResources.Case(used, Hundred, (MetricNames.Iops, SomeResources.Use(14, 100, p995: 17_000))));

        // 10,000 bought, 1,000 used: 1,200 stay, 8,800 at 0.065 are 572.00.
        CloudResource bought = used with { Provisioned = new Dictionary<string, double> { [MetricNames.Iops] = 10_000 } };
        Holds("CG-R09", SomeResources.Case(bought, Hundred, (MetricNames.Iops, SomeResources.Use(14, 1_000))), 572.00m);
        Silent("CG-R09", SomeResources.Case(bought, Hundred, (MetricNames.Iops, SomeResources.Use(14, 5_000))), SomeResources.Case(bought, Hundred));
    }

    /// <summary>vectors.json F: an address 3.65, a load balancer 16.42 (0.0225 × 730 = 16.425), a NAT gateway 32.85.</summary>
    [Fact]
    public void Network_AddressBalancerGateways()
    {
        CloudResource address = SomeResources.Of(ResourceKind.Address) with { AttachedTo = "", StateSince = SomeResources.Day.AddDays(-7) };
        Holds("CG-W03", SomeResources.Case(address, SomeResources.Bill(0.005m)), 3.65m);
        Silent("CG-W03", SomeResources.Case(address with { AttachedTo = null }, Hundred), SomeResources.Case(address with { AttachedTo = "i-1" }, Hundred));

        CloudResource balancer = SomeResources.Of(ResourceKind.LoadBalancer);
        Holds("CG-W04", SomeResources.Case(balancer with { Members = 0 }, SomeResources.Bill(0.0225m)), 16.425m);
        Holds("CG-W04", SomeResources.Case(balancer with { Members = 2 }, Hundred, (MetricNames.Requests, SomeResources.Use(7, 99))), 100m);
        Silent("CG-W04", SomeResources.Case(balancer with { Members = 2 }, Hundred, (MetricNames.Requests, SomeResources.Use(7, 100))), SomeResources.Case(balancer, Hundred));

        CloudResource nat = SomeResources.Of(ResourceKind.NatGateway);
        Holds("CG-W12", SomeResources.Case(nat, SomeResources.Bill(0.045m), (MetricNames.Processed, SomeResources.Use(14, 10_000_000))), 32.85m);
        Silent("CG-W12", SomeResources.Case(nat, Hundred, (MetricNames.Processed, SomeResources.Use(14, 100_000_000))), SomeResources.Case(nat, Hundred));

        CloudResource vpn = SomeResources.Of(ResourceKind.NetworkGateway);
        Holds("CG-W13", SomeResources.Case(vpn, Hundred, (MetricNames.Processed, SomeResources.Use(30, 0))), 100m);
        Silent("CG-W13", SomeResources.Case(vpn, Hundred, (MetricNames.Processed, SomeResources.Use(29, 0))));

        // 100 GB a day are 3,043.75 a month: up to 106.53 at 0.035; nobody knows how much of it is storage traffic, so nothing is claimed.
        Finding endpoint = SomeResources.Find("CG-N01", SomeResources.Case(nat, Hundred, (MetricNames.Processed, SomeResources.Use(14, 100e9))))!;
        Holds("CG-N01", SomeResources.Case(nat, Hundred, (MetricNames.Processed, SomeResources.Use(14, 100e9))), 0m);
        // 30 GB a day are 913 a month.
        Silent("CG-N01", SomeResources.Case(nat, Hundred, (MetricNames.Processed, SomeResources.Use(14, 30e9))), SomeResources.Case(nat, Hundred));
        Assert.Equal((0m, 106.53m), (endpoint.Saving.Headline, decimal.Round(endpoint.Saving.Full, 2)));
    }

    /// <summary>Trap R05: 3,000,000 bytes are 3.0 MB, below 5 MB.</summary>
    [Fact]
    public void Machines_IdleIsAllThree_LittleUsedIsAQuestion()
    {
        ResourceCase idle = SomeResources.Machine(p995: 2, memoryMax: null, p95: 2, mean: 1, network: 3_000_000);
        Holds("CG-W05", idle, 280.32m);
        foreach (ResourceCase busy in (ResourceCase[])[SomeResources.Machine(3, null, 3, 1, 3_000_000), SomeResources.Machine(2, null, 2, 2.5, 3_000_000)])
        {
            Finding asked = SomeResources.Find("CG-W05", busy)!;
            Assert.Equal((SavingAction.Govern, 0m), (asked.Action, asked.Saving.Headline));
        }

        Silent("CG-W05", SomeResources.Machine(2, null, 2, 1, 6_000_000), idle with { Usage = new Dictionary<string, MetricUse> { [MetricNames.Cpu] = SomeResources.Use(14, 0) } });

        // A batch of four hours a week is 2.4 % of the hours: no P95 sees it, P99.5 and the largest sample do.
        MetricUse batch = SomeResources.Use(14, 1) with { P995 = 85, Max = 90 }, rare = SomeResources.Use(14, 1) with { Max = 90 };
        foreach (MetricUse working in (MetricUse[])[batch, rare])
            Assert.Equal(SavingAction.Govern, SomeResources.Find("CG-W05", idle with { Usage = new Dictionary<string, MetricUse>(idle.Usage) { [MetricNames.Cpu] = working } })!.Action);

        CloudResource stopped = SomeResources.Of(ResourceKind.Machine, "azure") with { State = "stopped", StateSince = SomeResources.Day.AddDays(-30) };
        Holds("CG-W06", SomeResources.Case(stopped, Hundred) with { AttachedMonthly = 12m }, 12m);
        Silent("CG-W06", SomeResources.Case(stopped with { StateSince = SomeResources.Day.AddDays(-29) }, Hundred) with { AttachedMonthly = 12m }, SomeResources.Case(stopped, Hundred));
        Holds("CG-W07", SomeResources.Case(stopped, Hundred), 100m);
        Silent("CG-W07", SomeResources.Case(stopped with { Provider = "aws" }, Hundred), SomeResources.Case(stopped with { State = "deallocated" }, Hundred));
    }

    [Fact]
    public void Machines_OtherTypes_AtTheDifferenceOfRates()
    {
        // Domain F-1: half the machine.
        Holds("CG-R01", SomeResources.Machine(22, 35), 140.16m);
        Silent("CG-R01", SomeResources.Machine(22, null), SomeResources.Machine(22, 60), SomeResources.Machine(90, 35), SomeResources.Machine(22, 35) with { Bill = null });
        // 0.004 × 730.
        Holds("CG-R03", SomeResources.Machine(90, 90), 2.92m);
        Silent("CG-R03", SomeResources.Machine(90, 90, type: "m5.large"), SomeResources.Machine(90, 90, type: "unheard-of"));
        // 0.076 × 730.
        Holds("CG-R04", SomeResources.Machine(90, 90), 55.48m);
        // Mean 10 % of 8 is 0.8 of 3.2 vCPU, P95 1.6 of 6.4: 0.0512 × 730.
        Holds("CG-R05", SomeResources.Machine(90, null), 37.376m);
        Silent("CG-R05", SomeResources.Machine(90, null, p95: 85, mean: 10), SomeResources.Machine(90, null, mean: 45), SomeResources.Machine(90, 90));
        Silent("CG-R04", SomeResources.Machine(90, 90) with { Resource = SomeResources.Machine(90, 90).Resource with { Os = "windows" } });

        CloudResource own = SomeResources.Machine(90, 90).Resource;
        Holds("CG-S02", SomeResources.Machine(90, 90) with { Resource = own with { Tags = new Dictionary<string, string> { ["stateless"] = "true" } } }, 280.32m * 0.65m);
        Silent("CG-S02", SomeResources.Machine(90, 90));
        Holds("CG-S03", SomeResources.Machine(90, 90) with { Resource = own with { Os = "windows" } }, 280.32m * 0.4m);
        Silent("CG-S03", SomeResources.Machine(90, 90), SomeResources.Machine(90, 90) with { Resource = own with { Os = "windows", Tags = new Dictionary<string, string> { ["hybrid-benefit"] = "yes" } } });

        CloudResource group = SomeResources.Of(ResourceKind.MachineGroup) with { Members = 4 };
        Holds("CG-R06", SomeResources.Case(group, Hundred, (MetricNames.Cpu, SomeResources.Use(14, 50, p95: 60))), 25m);
        Silent("CG-R06", SomeResources.Case(group, Hundred, (MetricNames.Cpu, SomeResources.Use(14, 50, p95: 61))), SomeResources.Case(group with { Members = 2 }, Hundred, (MetricNames.Cpu, SomeResources.Use(14, 1))));
    }

    [Fact]
    public void Databases_NobodyConnects_OrSmaller()
    {
        CloudResource database = SomeResources.Of(ResourceKind.Database) with { Type = "m5.2xlarge" };
        Holds("CG-W10", SomeResources.Case(database, Hundred, (MetricNames.Connections, SomeResources.Use(14, 0))), 100m);
        Assert.Equal(Grade.High, SomeResources.Find("CG-W10", SomeResources.Case(database, Hundred, (MetricNames.Connections, SomeResources.Use(14, 0))))!.Confidence);
        Assert.Equal(Grade.Medium, SomeResources.Find("CG-W10", SomeResources.Case(database, Hundred, (MetricNames.Connections, SomeResources.Use(7, 0))))!.Confidence);
        Silent("CG-W10", SomeResources.Case(database, Hundred, (MetricNames.Connections, SomeResources.Use(14, 0.1))), SomeResources.Case(database, Hundred), SomeResources.Case(database with { Created = SomeResources.Day.AddDays(-13) }, Hundred, (MetricNames.Connections, SomeResources.Use(7, 0))));

        // 29 % of 8 at 60 % needs 3.87 of 4 vCPU; 31 % does not fit.
        Holds("CG-R02", SomeResources.Case(database, SomeResources.Bill(0.384m), (MetricNames.Cpu, SomeResources.Use(14, 10, p995: 29)), (MetricNames.Memory, SomeResources.Use(14, 30))), 140.16m);
        Silent("CG-R02", SomeResources.Case(database, SomeResources.Bill(0.384m), (MetricNames.Cpu, SomeResources.Use(14, 10, p995: 31)), (MetricNames.Memory, SomeResources.Use(14, 30))), SomeResources.Case(database, SomeResources.Bill(0.384m), (MetricNames.Cpu, SomeResources.Use(14, 1))));

        CloudResource warehouse = SomeResources.Of(ResourceKind.Warehouse);
        Holds("CG-W11", SomeResources.Case(warehouse, Hundred, (MetricNames.Cpu, SomeResources.Use(7, 1, p995: 4.9))), 100m);
        Silent("CG-W11", SomeResources.Case(warehouse, Hundred, (MetricNames.Cpu, SomeResources.Use(7, 1, p995: 5))), SomeResources.Case(warehouse, Hundred, (MetricNames.Connections, SomeResources.Use(7, 1))));
    }

    [Fact]
    public void KeptThings_SnapshotsImagesPlansLogsBuckets()
    {
        // 300 GB at 0.05 are 15.00.
        CloudResource snapshot = SomeResources.Of(ResourceKind.Snapshot) with { Created = SomeResources.Day.AddDays(-90), AttachedTo = "vol-1" };
        Holds("CG-W08", SomeResources.Case(snapshot, new ResourceBill(300m * 0.05m, 730m)), 15.00m);
        Silent("CG-W08", SomeResources.Case(snapshot with { IsSpecial = true }, Hundred), SomeResources.Case(snapshot with { Created = SomeResources.Day.AddDays(-89) }, Hundred), SomeResources.Case(snapshot with { Tags = new Dictionary<string, string> { ["backup"] = "monthly" } }, Hundred));
        Holds("CG-W08", SomeResources.Case(snapshot with { AttachedTo = "", Created = SomeResources.Day.AddDays(-30) }, Hundred), 100m);

        CloudResource image = SomeResources.Of(ResourceKind.Image) with { AttachedTo = "" };
        Holds("CG-W09", SomeResources.Case(image, Hundred), 100m);
        Silent("CG-W09", SomeResources.Case(image with { AttachedTo = "asg-1" }, Hundred), SomeResources.Case(image with { AttachedTo = null }, Hundred));

        CloudResource plan = SomeResources.Of(ResourceKind.Plan) with { Members = 0, StateSince = SomeResources.Day.AddDays(-14) };
        Holds("CG-W14", SomeResources.Case(plan, Hundred), 100m);
        Silent("CG-W14", SomeResources.Case(plan with { Members = 1 }, Hundred), SomeResources.Case(plan with { Members = null }, Hundred));

        // Growth from 100 to 125: a fifth lies above the level, half of it is claimed.
        MetricUse growing = SomeResources.Use(30, 125) with { Days = [.. Enumerable.Range(0, 30).Select(i => new MetricDay(SomeResources.Day.AddDays(i - 29), 100 + (25 * i / 29.0), 0, 0))] };
        Holds("CG-W16", SomeResources.Case(SomeResources.Of(ResourceKind.LogGroup) with { RetentionDays = 0 }, Hundred, (MetricNames.Stored, growing)), 10m);
        Silent("CG-W16", SomeResources.Case(SomeResources.Of(ResourceKind.LogGroup) with { RetentionDays = 30 }, Hundred, (MetricNames.Stored, growing)), SomeResources.Case(SomeResources.Of(ResourceKind.LogGroup), Hundred, (MetricNames.Stored, growing)));
    }

    [Fact]
    public void Buckets_FunctionsAndContainers()
    {
        CloudResource bucket = SomeResources.Of(ResourceKind.Bucket) with { SizeGb = 1_000m, RetentionDays = 0, Provisioned = new Dictionary<string, double> { ["stale-gb"] = 200 } };
        // 1,000 GB at 0.023 − 0.004; at 0.023 − 0.0125; 200 GB at 0.023.
        Holds("CG-W15", SomeResources.Case(bucket, Hundred, (MetricNames.Writes, SomeResources.Use(7, 14)), (MetricNames.Reads, SomeResources.Use(7, 285))), 19m);
        Silent("CG-W15", SomeResources.Case(bucket, Hundred, (MetricNames.Writes, SomeResources.Use(7, 15)), (MetricNames.Reads, SomeResources.Use(7, 1))));
        Holds("CG-W17", SomeResources.Case(bucket, Hundred, (MetricNames.Reads, SomeResources.Use(14, 30))), 10.5m);
        Silent("CG-W17", SomeResources.Case(bucket, Hundred, (MetricNames.Reads, SomeResources.Use(14, 40))), SomeResources.Case(bucket with { SizeGb = 499m }, Hundred, (MetricNames.Reads, SomeResources.Use(14, 0))));
        Holds("CG-W18", SomeResources.Case(bucket, Hundred), 4.6m);
        Silent("CG-W18", SomeResources.Case(bucket with { RetentionDays = null }, Hundred));

        CloudResource function = SomeResources.Of(ResourceKind.Function) with { Provisioned = new Dictionary<string, double> { [MetricNames.MemoryMb] = 1_024 } };
        // 320 × 1.2 = 384 of 1,024: 62.5 %.
        Holds("CG-R10", SomeResources.Case(function, Hundred, (MetricNames.MemoryMb, SomeResources.Use(14, 320))), 62.5m);
        Silent("CG-R10", SomeResources.Case(function, Hundred, (MetricNames.MemoryMb, SomeResources.Use(14, 854))), SomeResources.Case(function, Hundred));

        CloudResource container = SomeResources.Of(ResourceKind.Container) with { Provisioned = new Dictionary<string, double> { [MetricNames.Cores] = 2, [MetricNames.MemoryMb] = 2_000 } };
        // 0.5 × 1.2 of 2 leaves 70 %, 1,000 × 1.2 of 2,000 leaves 40 %: 55 %.
        Holds("CG-R07", SomeResources.Case(container, Hundred, (MetricNames.Cores, SomeResources.Use(14, 0.5)), (MetricNames.MemoryMb, SomeResources.Use(14, 1_000))), 55m);
        Silent("CG-R07", SomeResources.Case(container, Hundred, (MetricNames.Cores, SomeResources.Use(14, 0.5))), SomeResources.Case(container, Hundred, (MetricNames.Cores, SomeResources.Use(14, 1.7)), (MetricNames.MemoryMb, SomeResources.Use(14, 100))));
    }

    [Fact]
    public void Governance_UntaggedAndOfficeHours()
    {
        CloudResource bare = SomeResources.Of(ResourceKind.Bucket) with { Tags = new Dictionary<string, string>() };
        Holds("CG-W20", SomeResources.Case(bare, Hundred), 0m);
        Silent("CG-W20", SomeResources.Case(bare with { AreTagsKnown = false }, Hundred), SomeResources.Case(bare, new ResourceBill(49m, 730m)), SomeResources.Case(SomeResources.Of(ResourceKind.Bucket), Hundred));

        ResourceCase test = SomeResources.Machine(90, 90) with { Resource = SomeResources.Machine(90, 90).Resource with { Tags = new Dictionary<string, string> { ["env"] = "test" } } };
        Assert.Equal("180.21", decimal.Round(SomeResources.Find("CG-S01", test)!.Saving.Headline, 2).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Holds("CG-S01", test, 180.205714m);
        Silent("CG-S01", SomeResources.Machine(90, 90), test with { Usage = new Dictionary<string, MetricUse> { [MetricNames.Cpu] = SomeResources.Use(14, 10) with { InactiveShare = 0.39 } } });
    }

    private static void Holds(string rule, ResourceCase of, decimal saving)
    {
        Finding? finding = SomeResources.Find(rule, of);
        Assert.True(finding is not null, $"{rule} says nothing");
        Assert.Equal(saving, decimal.Round(finding.Saving.Headline, 6));
        Assert.NotEmpty(finding.Evidence);
    }

    private static void Silent(string rule, params ResourceCase[] cases) => Assert.All(cases, of => Assert.Null(SomeResources.Find(rule, of)));
}
