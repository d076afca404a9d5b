namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R05: a machine whose mean load stays under the baseline of a burstable one, and its P95 under twice of it (Azure Advisor).</summary>
public sealed class BurstableMachine() : SavingRule("CG-R05", SavingAction.Retype, Grade.Medium, Grade.Medium, ResourceKind.Machine)
{
    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null || of.Metric(MetricNames.Cpu) is not { } cpu || cpu.Last(of.Options.LookBackDays, of.AsOf) is null) return null;
        if (of.Prices.Find(of.Resource.Type) is not { BaselinePercent: null } now) return null;
        if (MachineFit.Cheapest(of, now, of.Prices.Types.Where(type => type.BaselinePercent is not null)) is not { } target) return null;
        return Make(
            of, $"{of.Resource.Id} can live on the credits of {target.Name}", Saving.Rate(of.Bill, target.Rate), Grade.Medium, "",
            new Evidence("Mean CPU", Text($"{now.Cpus * cpu.Mean / 100:0.00} vCPU"), Text($"under {target.Cpus * target.BaselinePercent / 100:0.00} vCPU")),
            new Evidence("P95 CPU", Text($"{now.Cpus * cpu.P95 / 100:0.00} vCPU"), Text($"under {target.Cpus * target.BaselinePercent * 2 / 100:0.00} vCPU"))) with
        { Variant = target.Name };
    }
}
