using CostGuard.Core.Savings;

namespace CostGuard.Unit.Core.Savings;

/// <summary>A machine of domain F-1: 8 vCPU, 32 GiB at 0.384 an hour, 730 hours; and other things to judge.</summary>
internal static class SomeResources
{
    public static DateOnly Day { get; } = new(2026, 11, 14);

    public static PriceSheet Prices { get; } = new(
    [
        new MachineType { Name = "m5.2xlarge", Family = "m5", Cpus = 8, MemoryGb = 32, Rate = 0.384m, SuccessorFamily = "m6i", ArmFamily = "m6g" },
        new MachineType { Name = "m5.xlarge", Family = "m5", Cpus = 4, MemoryGb = 16, Rate = 0.192m, SuccessorFamily = "m6i", ArmFamily = "m6g" },
        new MachineType { Name = "m5.large", Family = "m5", Cpus = 2, MemoryGb = 8, Rate = 0.096m },
        new MachineType { Name = "m6i.2xlarge", Family = "m6i", Cpus = 8, MemoryGb = 32, Rate = 0.380m },
        new MachineType { Name = "m6g.2xlarge", Family = "m6g", Cpus = 8, MemoryGb = 32, Rate = 0.308m, Architecture = "arm64" },
        new MachineType { Name = "t3.2xlarge", Family = "t3", Cpus = 8, MemoryGb = 32, Rate = 0.3328m, BaselinePercent = 40 },
    ])
    {
        Storage = new Dictionary<string, decimal>
        {
            ["gp2"] = 0.10m,
            ["gp3"] = 0.08m,
            ["standard"] = 0.023m,
            ["infrequent"] = 0.0125m,
            ["archive"] = 0.004m,
            ["iops"] = 0.065m,
            ["nat"] = 0.045m,
            ["endpoint"] = 0.01m,
            ["spot-share"] = 0.35m,
            ["licence-share"] = 0.4m,
        },
    };

    public static CloudResource Of(ResourceKind kind, string provider = "aws") => new()
    {
        Id = "r-1",
        Provider = provider,
        Kind = kind,
        Created = Day.AddDays(-400),
        Tags = new Dictionary<string, string> { ["team"] = "payments" },
    };

    public static ResourceCase Machine(double p995, double? memoryMax, double p95 = 20, double mean = 10, double network = 1e9, string type = "m5.2xlarge") => Case(
        Of(ResourceKind.Machine) with { Type = type, State = "running", Os = "linux" }, Bill(0.384m),
        (MetricNames.Cpu, Use(14, mean, p95: p95, p995: p995)), (MetricNames.Network, Use(14, network)),
        (MetricNames.Memory, memoryMax is { } max ? Use(14, max, p95: max, p995: max) : null));

    public static ResourceBill Bill(decimal rate, decimal hours = 730m) => new(rate * hours, hours) { OnDemandRate = rate, ListRate = rate };

    /// <summary>The same value each day.</summary>
    public static MetricUse Use(int days, double value, double? p95 = null, double? p995 = null, double coverage = 1) =>
        new([.. Enumerable.Range(0, days).Select(i => new MetricDay(Day.AddDays(i - days + 1), value, p995 ?? value, value))], value, p95 ?? value, p995 ?? value, p995 ?? value, coverage);

    public static ResourceCase Case(CloudResource resource, ResourceBill? bill, params (string Name, MetricUse? Use)[] usage) => new()
    {
        Resource = resource,
        Bill = bill,
        AsOf = Day,
        Prices = Prices,
        Usage = usage.Where(each => each.Use is not null).ToDictionary(each => each.Name, each => each.Use!),
    };

    public static Finding? Find(string rule, ResourceCase of) => SavingRules.All.Single(each => each.Id == rule).Judge(of);
}
