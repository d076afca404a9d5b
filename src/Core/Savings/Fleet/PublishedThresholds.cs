namespace CostGuard.Core.Savings.Fleet;

/// <summary>The thresholds that two clouds publish for their own advice (domain F.1), as they stand: no look at groups, age or standby machines, since none is published.</summary>
public static class PublishedThresholds
{
    private const int Days = 14, Week = 7, LastDays = 3, LowDays = 4, StepsMax = 2;
    private const double Mb = 1e6, SecondsADay = 86_400;

    /// <summary>AWS Trusted Advisor, text of 2022-10: which of CostGuard's rules it has, and speaks by, for a resource.</summary>
    public static IReadOnlyList<string> TrustedAdvisor(ResourceCase of)
    {
        ArgumentNullException.ThrowIfNull(of);
        CloudResource resource = of.Resource;
        return resource.Kind switch
        {
            ResourceKind.Machine when resource.State == "running" && IsLow(of) => ["CG-W05"],
            ResourceKind.Disk when resource.State == "available" => ["CG-W01"],
            ResourceKind.Disk when !resource.IsSpecial && of.Metric(MetricNames.Iops)?.Last(Week, of.AsOf) is { } days && days.All(day => day.Mean * SecondsADay < 1) => ["CG-W02"],
            ResourceKind.Address when resource.AttachedTo is "" => ["CG-W03"],
            ResourceKind.LoadBalancer when resource.Members == 0 || (of.Metric(MetricNames.Requests)?.Last(Week, of.AsOf) is { } days && days.All(day => day.Sum < 100)) => ["CG-W04"],
            ResourceKind.Database when of.Metric(MetricNames.Connections)?.Last(Week, of.AsOf) is { } days && days.All(day => day.Max <= 0) => ["CG-W10"],
            _ => [],
        };
    }

    /// <summary>Azure Advisor, text of 2023-11-08, for machines: shutdown, and another size at the limits for loads that people wait for.</summary>
    public static IReadOnlyList<string> AzureAdvisor(ResourceCase of)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (of.Resource is not { Kind: ResourceKind.Machine, State: "running" } || of.Metric(MetricNames.Cpu) is not { } cpu || of.Prices.Find(of.Resource.Type) is not { } now) return [];
        if (of.Metric(MetricNames.Network)?.Last(Week, of.AsOf) is not { } sent || cpu.Last(LastDays, of.AsOf) is not { } lately) return [];
        if (cpu.P95 < 3 && lately.Max(day => day.Mean) <= 2 && sent.All(day => day.Sum < .02 * now.NetworkBytesADay)) return ["CG-W05"];
        return of.Metric(MetricNames.Memory) is { } memory && of.Prices.Types.Any(type => type.Family == now.Family && Fits(type, now, cpu, memory, sent)) ? ["CG-R01"] : [];
    }

    private static bool IsLow(ResourceCase of) =>
        of.Metric(MetricNames.Cpu)?.Last(Days, of.AsOf) is { } busy && of.Metric(MetricNames.Network)?.Last(Days, of.AsOf) is { } sent
        && busy.Zip(sent).Count(day => day.First.Mean <= 10 && day.Second.Sum <= 5 * Mb) >= LowDays;

    private static bool Fits(MachineType type, MachineType now, MetricUse cpu, MetricUse memory, IReadOnlyList<MetricDay> sent) =>
        type.Rate < now.Rate && type.Cpus >= now.Cpus / Math.Pow(2, StepsMax)
        && cpu.P95 * now.Cpus / type.Cpus <= 40 && memory.Max * now.MemoryGb / type.MemoryGb <= 60 && sent.All(day => day.Sum <= .4 * type.NetworkBytesADay);
}
