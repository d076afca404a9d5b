namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R01: a machine of the same family that carries the load with 20 % of CPU free (AWS Compute Optimizer: P99.5). Without a memory metric never with less memory.</summary>
public sealed class SmallerMachine() : SavingRule("CG-R01", SavingAction.Retype, Grade.Medium, Grade.Medium, ResourceKind.Machine)
{
    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null || of.Metric(MetricNames.Cpu) is not { } cpu || cpu.Last(of.Options.LookBackDays, of.AsOf) is null) return null;
        if (of.Prices.Find(of.Resource.Type) is not { } now) return null;
        MetricUse? memory = of.Metric(MetricNames.Memory);
        // A burstable machine lives on credits: CPU alone says nothing about its size.
        if (now.BaselinePercent is not null && memory is null) return null;
        if (MachineFit.Cheapest(of, now, of.Prices.Types.Where(type => type.Family == now.Family)) is not { } target) return null;
        return Make(
            of, $"{of.Resource.Id} fits on {target.Name} instead of {now.Name}", Saving.Rate(of.Bill, target.Rate), memory is null ? Grade.Medium : Grade.High,
            of.Resource.Provider == "aws" ? $"aws ec2 modify-instance-attribute --instance-id {of.Resource.Id} --instance-type {target.Name}" : "",
            new Evidence("P99.5 CPU", Text($"{cpu.P995:0.0} % of {now.Cpus:0.##} vCPU"), Text($"{target.Cpus:0.##} vCPU")),
            new Evidence("Memory", memory is null ? "unknown, so not less" : Text($"{memory.Max:0.0} % of {now.MemoryGb:0.##} GiB"), Text($"{target.MemoryGb:0.##} GiB"))) with
        { Variant = target.Name };
    }
}
