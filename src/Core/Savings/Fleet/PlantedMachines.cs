namespace CostGuard.Core.Savings.Fleet;

/// <summary>The machines of a made fleet: which are useless, too large, or just so, by how they are made.</summary>
internal sealed class PlantedMachines(PlantedFleetBuilder fleet)
{
    private const double Mb = 1e6, Gb = 1e9;

    public void Add()
    {
        Useless();
        Quiet();
        TooLarge();
        JustRight();
        Burstable();
        Grouped();
        LeftAlone();
        ByPrice();
        ByHour();
    }

    /// <summary>Nobody uses them.</summary>
    private void Useless()
    {
        fleet.Add(16, "idle machine", false, ["CG-W05"], ["CG-R01", "CG-R05"], load => Machine(load, load.Whole(0, 1) == 0 ? "m5.large" : "m5.xlarge", load.Level(load.Between(.3, 1.2), .2), load.Between(20, 40), load.Between(.5, 3) * Mb));
        fleet.Add(2, "stopped, still billed", false, ["CG-W07"], [], load => Machine(load, "m5.large", null, null, null) with
        {
            Resource = Named(load, ResourceKind.Machine) with { Provider = "azure", Type = "m5.large", State = "stopped", StateSince = load.Last.AddDays(-load.Whole(3, 20)), Os = "linux" },
        });
    }

    /// <summary>They look idle to whoever reads means only.</summary>
    private void Quiet()
    {
        fleet.Add(6, "relay", true, [], [], load => Machine(load, "m5.xlarge", load.Level(load.Between(1, 2), .1), load.Between(45, 55), load.Between(9.5, 10) * 1000 * Gb));
        fleet.Add(6, "weekly batch", true, [], ["CG-R05"], load =>
        {
            // The batch reads and writes its own disk: the network tells nothing. Its day is not among the last three.
            DayOfWeek on = load.Last.AddDays(-load.Whole(3, 6)).DayOfWeek;
            return Machine(load, "m5.xlarge", Load.Capped(load.Bursts(.7, load.Between(60, 90), 2, 4, day => day.DayOfWeek == on, .05)), load.Between(40, 60), 2 * Mb);
        });
        fleet.Add(4, "month-end batch", true, [], ["CG-R05", "CG-R01"], load =>
        {
            DateOnly on = load.Last.AddDays(-load.Whole(18, 26));
            return Machine(load, "m5.xlarge", Load.Capped(load.Bursts(.7, load.Between(70, 90), 1, 8, day => day == on, .05)), load.Between(40, 60), 2 * Mb);
        });
    }

    private void TooLarge()
    {
        fleet.Add(20, "oversized", true, ["CG-R01"], ["CG-R05"], load =>
            Machine(load, load.Whole(0, 1) == 0 ? "m5.2xlarge" : "m5.4xlarge", load.Daily(load.Between(3, 6), load.Between(12, 24), .1), load.Between(15, 32), load.Between(2, 40) * Gb));
        fleet.Add(6, "oversized, memory unknown", true, [], ["CG-R05"], load => Machine(load, "m5.xlarge", load.Daily(4, load.Between(10, 18), .1), null, 5 * Gb));
        fleet.Add(10, "oversized, under a commitment", true, ["CG-R01"], ["CG-R05"], load =>
        {
            PlantedResource machine = Machine(load, "m5.2xlarge", load.Daily(load.Between(3, 6), load.Between(12, 24), .1), load.Between(15, 32), load.Between(2, 40) * Gb);
            return machine with { Bill = Covered(machine.Bill!) };
        });
    }

    private void JustRight()
    {
        fleet.Add(10, "full memory", true, [], [], load => Machine(load, "r5.xlarge", load.Daily(5, load.Between(8, 15), .1), load.Between(68, 85), 8 * Gb));
        fleet.Add(8, "spiky", true, [], ["CG-R05"], load => Machine(load, "m5.xlarge", Load.Capped(load.Bursts(load.Between(4, 7), load.Between(82, 95), 8, 2, _ => true, .04)), load.Between(30, 45), 6 * Gb));
        fleet.Add(48, "healthy", true, [], [], load => Machine(
            load, load.Whole(0, 1) == 0 ? "m5.xlarge" : "m5.2xlarge", Load.Capped(load.Daily(load.Between(33, 40), load.Between(60, 78), .06)), load.Between(55, 72), load.Between(10, 60) * Gb));
        fleet.Add(3, "healthy, names no team", true, ["CG-W20"], [], load =>
        {
            PlantedResource machine = Machine(load, "m5.xlarge", Load.Capped(load.Daily(35, 70, .06)), 60, 20 * Gb);
            return machine with { Resource = machine.Resource with { Tags = new Dictionary<string, string> { ["env"] = "prod" } } };
        });
    }

    private void Burstable()
    {
        fleet.Add(6, "fits a burstable type", true, ["CG-R05"], [], load => Machine(load, "m5.large", load.Daily(load.Between(15, 17), load.Between(38, 44), .08), load.Between(50, 70), 2 * Gb));
        fleet.Add(6, "above a burstable baseline", true, [], [], load => Machine(load, "m5.large", load.Daily(load.Between(25, 28), load.Between(50, 60), .08), load.Between(50, 70), 2 * Gb));
        fleet.Add(3, "burstable, near its baseline", true, [], [], load => Machine(load, "t3.large", load.Level(load.Between(25, 29), .1), load.Between(20, 35), 1 * Gb));
        fleet.Add(3, "burstable, half used", true, ["CG-R01"], [], load => Machine(load, "t3.large", load.Level(load.Between(11, 15), .1), load.Between(20, 32), 1 * Gb));
    }

    private void Grouped()
    {
        fleet.Add(16, "member of a scaled group", true, [], [], load =>
        {
            PlantedResource machine = Machine(load, "m5.2xlarge", load.Daily(.5, load.Between(1, 12), .1), load.Between(10, 30), 3 * Mb);
            return machine with { Resource = machine.Resource with { Group = $"asg-{load.Whole(1, 4)}" } };
        });
        fleet.Add(2, "group, too many members", true, ["CG-R06"], [], load => Group(load, 6, load.Between(40, 55)));
        fleet.Add(2, "group, tight", true, [], [], load => Group(load, 4, load.Between(68, 74)));
        fleet.Add(2, "group of two", true, [], [], load => Group(load, 2, load.Between(10, 20)));
    }

    private void LeftAlone()
    {
        fleet.Add(8, "young", true, [], [], load =>
        {
            PlantedResource machine = Machine(load, "m5.2xlarge", load.Level(load.Between(.5, 8), .1), load.Between(15, 30), 2 * Mb);
            return machine with { Resource = machine.Resource with { Created = load.Last.AddDays(-load.Whole(2, 11)) } };
        });
        fleet.Add(4, "standby or told to ignore", true, [], [], load =>
        {
            PlantedResource machine = Machine(load, "m5.xlarge", load.Level(.5, .1), 20, 1 * Mb);
            string[][] tags = [["costguard:ignore", "true"], ["role", "standby"], ["dr", "yes"]];
            string[] tag = tags[load.Whole(0, 2)];
            return machine with { Resource = machine.Resource with { Tags = new Dictionary<string, string>(machine.Resource.Tags) { [tag[0]] = tag[1] } } };
        });
        fleet.Add(2, "just changed", true, [], [], load =>
        {
            PlantedResource machine = Machine(load, "m5.2xlarge", load.Level(6, .1), 20, 2 * Gb);
            return machine with { Resource = machine.Resource with { Changed = load.Last.AddDays(-load.Whole(1, 4)) } };
        });
    }

    private void ByPrice()
    {
        fleet.Add(5, "older generation", true, ["CG-R03"], [], load => Machine(load, "m4.xlarge", Load.Capped(load.Daily(36, load.Between(62, 76), .06)), load.Between(55, 70), 20 * Gb));
        fleet.Add(4, "could be Arm", true, ["CG-R04"], [], load => Machine(load, "c5.xlarge", Load.Capped(load.Daily(42, load.Between(66, 78), .06)), load.Between(55, 70), 20 * Gb));
        fleet.Add(2, "Windows", true, [], [], load =>
        {
            PlantedResource machine = Machine(load, "c5.xlarge", Load.Capped(load.Daily(42, load.Between(66, 78), .06)), load.Between(55, 70), 20 * Gb);
            return machine with { Resource = machine.Resource with { Os = "windows" } };
        });
    }

    private void ByHour()
    {
        fleet.Add(6, "development by day", true, ["CG-S01"], [], load => Development(Machine(load, "m5.large", Load.Capped(load.Office(load.Between(65, 80), load.Between(.5, 1.2), .05)), load.Between(50, 70), 3 * Gb)));
        fleet.Add(4, "builds day and night", true, [], [], load => Development(Machine(load, "m5.large", load.Level(load.Between(45, 60), .1), load.Between(50, 70), 9 * Gb)));
    }

    private static PlantedResource Development(PlantedResource machine) => machine with
    {
        Resource = machine.Resource with { Tags = new Dictionary<string, string>(machine.Resource.Tags) { ["env"] = "dev" } },
    };

    private PlantedResource Group(Load load, int members, double cpu) => new()
    {
        Role = "",
        IsUsed = true,
        Resource = Named(load, ResourceKind.MachineGroup) with { Type = "m5.large", Members = members },
        Bill = PlantedFleetBuilder.Hourly(FleetPrices.Hour("m5.large") * members),
        Hours = new Dictionary<string, double[]> { [MetricNames.Cpu] = load.Level(cpu, .03) },
    };

    private PlantedResource Machine(Load load, string type, double[]? cpu, double? memory, double? networkADay)
    {
        var hours = new Dictionary<string, double[]>();
        if (cpu is not null) hours[MetricNames.Cpu] = cpu;
        if (memory is { } percent) hours[MetricNames.Memory] = Load.Capped(load.Level(percent, .02));
        if (networkADay is { } bytes) hours[MetricNames.Network] = load.Level(bytes / 24, .05);
        return new PlantedResource
        {
            Role = "",
            IsUsed = true,
            Resource = Named(load, ResourceKind.Machine) with { Type = type, State = "running", Os = "linux" },
            Bill = PlantedFleetBuilder.Hourly(FleetPrices.Hour(type)),
            Hours = hours,
        };
    }

    private CloudResource Named(Load load, ResourceKind kind) => fleet.Named(load, kind);

    // Every hour is paid for by a commitment, a quarter below the price on demand.
    private static ResourceBill Covered(ResourceBill bill) => bill with
    {
        Monthly = bill.Monthly * .75m,
        CoveredHours = bill.Hours,
        CoveredRate = bill.OnDemandRate * .75m,
        CoveredMonthly = bill.Monthly * .75m,
    };
}
