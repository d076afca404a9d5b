namespace CostGuard.Core.Savings.Fleet;

/// <summary>Types and prices of a made fleet, in US dollars: those of public lists for Linux in one region. Only what a planted resource needs has a successor or a sibling.</summary>
internal static class FleetPrices
{
    private const double GbitADay = 1e9 / 8 * 86_400;

    public static PriceSheet Sheet { get; } = new(
    [
        Type("m5.large", "m5", 2, 8, 0.096m, .75), Type("m5.xlarge", "m5", 4, 16, 0.192m, 1.25), Type("m5.2xlarge", "m5", 8, 32, 0.384m, 2.5), Type("m5.4xlarge", "m5", 16, 64, 0.768m, 5),
        Type("r5.large", "r5", 2, 16, 0.126m, .75), Type("r5.xlarge", "r5", 4, 32, 0.252m, 1.25),
        Type("t3.medium", "t3", 2, 4, 0.0416m, .256, 20), Type("t3.large", "t3", 2, 8, 0.0832m, .512, 30), Type("t3.xlarge", "t3", 4, 16, 0.1664m, 1.024, 40), Type("t3.2xlarge", "t3", 8, 32, 0.3328m, 2.048, 40),
        Type("m4.xlarge", "m4", 4, 16, 0.20m, .75) with { SuccessorFamily = "m5" },
        Type("c5.xlarge", "c5", 4, 8, 0.17m, 1.25) with { ArmFamily = "c6g" }, Type("c6g.xlarge", "c6g", 4, 8, 0.136m, 1.25) with { Architecture = "arm64" },
        Type("db.r5.large", "db.r5", 2, 16, 0.24m, .75), Type("db.r5.xlarge", "db.r5", 4, 32, 0.48m, 1.25),
    ])
    {
        Storage = new Dictionary<string, decimal> { ["gp2"] = 0.10m, ["gp3"] = 0.08m, ["standard"] = 0.023m, ["infrequent"] = 0.0125m, ["archive"] = 0.004m, ["snapshot"] = 0.05m },
    };

    public static decimal Hour(string type) => Sheet.Find(type)!.Rate;

    private static MachineType Type(string name, string family, double cpus, double memory, decimal rate, double gbit, double? baseline = null) =>
        new() { Name = name, Family = family, Cpus = cpus, MemoryGb = memory, Rate = rate, NetworkBytesADay = gbit * GbitADay, BaselinePercent = baseline };
}
