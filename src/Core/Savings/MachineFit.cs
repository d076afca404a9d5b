namespace CostGuard.Core.Savings;

/// <summary>Looks for a type that does the same work for less (domain F.4).</summary>
public static class MachineFit
{
    private const int StepsMax = 2;
    private const double BurstFactor = 2;

    /// <summary>Virtual CPUs that the load needs: vCPU · P99.5 ÷ (1 − headroom).</summary>
    public static double NeedCpus(double cpus, double p995Percent, double headroom) => cpus * p995Percent / 100 / (1 - headroom);

    /// <summary>GiB that the load needs: used ÷ share that may be used.</summary>
    public static double NeedMemory(double usedGb, double share) => usedGb / share;

    /// <summary>The cheapest type that fits, at most two sizes down; null when none is cheaper, or nobody can tell.</summary>
    /// <param name="of">The machine, with its metrics.</param>
    /// <param name="now">Its type.</param>
    /// <param name="candidates">Types to choose from.</param>
    public static MachineType? Cheapest(ResourceCase of, MachineType now, IEnumerable<MachineType> candidates)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(now);
        if (of.Metric(MetricNames.Cpu) is not { } cpu) return null;
        double needCpus = NeedCpus(now.Cpus, cpu.P995, of.Options.CpuHeadroom), needMemory = Memory(of, now);
        return candidates
            .Where(type => type.Rate < now.Rate && type.Architecture == now.Architecture && type.Cpus >= now.Cpus / Math.Pow(2, StepsMax) && type.Cpus >= 1)
            .Where(type => type.MemoryGb >= needMemory && (type.BaselinePercent is { } baseline ? Sustains(cpu, now, type, baseline) : type.Cpus >= needCpus))
            .Where(type => type.NetworkBytesADay is not { } limit || of.Metric(MetricNames.Network) is not { } network || network.Days.Max(day => day.Sum) * 1.2 <= limit)
            .OrderBy(type => type.Rate).ThenBy(type => type.Name, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>A burstable type carries a load whose mean stays below its baseline, and whose P95 below twice of it; both in virtual CPUs.</summary>
    public static bool Sustains(MetricUse cpu, MachineType now, MachineType type, double baselinePercent)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        double baseline = type.Cpus * baselinePercent;
        return now.Cpus * cpu.Mean < baseline && now.Cpus * cpu.P95 < BurstFactor * baseline;
    }

    // Without a memory metric the target must have at least as much memory: unknown is not zero.
    private static double Memory(ResourceCase of, MachineType now)
    {
        if (of.Metric(MetricNames.Memory) is not { } memory) return now.MemoryGb;
        return double.IsNaN(memory.Max)
            ? NeedMemory(now.MemoryGb * memory.P95 / 100, of.Options.MemoryUseP95)
            : NeedMemory(now.MemoryGb * memory.Max / 100, of.Options.MemoryUse);
    }
}
