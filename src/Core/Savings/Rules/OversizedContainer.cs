namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R07: a workload that asks for more CPU and memory than a fifth above the most it used.</summary>
public sealed class OversizedContainer() : SavingRule("CG-R07", SavingAction.Retype, Grade.Medium, Grade.Low, ResourceKind.Container)
{
    private const double Reserve = 1.2;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null || of.Metric(MetricNames.Cores) is not { } cores || of.Metric(MetricNames.MemoryMb) is not { } memory || cores.Last(of.Options.LookBackDays, of.AsOf) is null) return null;
        if (!of.Resource.Provisioned.TryGetValue(MetricNames.Cores, out double cpu) || !of.Resource.Provisioned.TryGetValue(MetricNames.MemoryMb, out double mb) || cpu <= 0 || mb <= 0) return null;
        double needCpu = cores.P995 * Reserve, needMb = memory.P995 * Reserve;
        if (needCpu >= cpu || needMb >= mb) return null;
        // A node is filled by whichever runs out first, so half of each freed share is claimed.
        decimal freed = (decimal)((1 - (needCpu / cpu)) + (1 - (needMb / mb))) / 2m;
        return Make(
            of, $"{of.Resource.Id} asks for more than it needs", Saving.Share(of.Bill, freed), Grade.Medium, "",
            new Evidence("CPU request", Text($"{cpu:0.###} cores"), Text($"{needCpu:0.###} needed")), new Evidence("Memory request", Text($"{mb:0} MB"), Text($"{needMb:0} needed")));
    }
}
