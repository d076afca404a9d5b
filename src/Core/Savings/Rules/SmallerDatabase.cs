namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R02: a smaller database of the same family, with CPU at most at 60 % and memory at 80 %; only where memory is known.</summary>
public sealed class SmallerDatabase() : SavingRule("CG-R02", SavingAction.Retype, Grade.High, Grade.Medium, ResourceKind.Database)
{
    private const double CpuHeadroom = 0.4;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null || of.Metric(MetricNames.Cpu) is not { } cpu || of.Metric(MetricNames.Memory) is not { } memory || cpu.Last(of.Options.LookBackDays, of.AsOf) is null) return null;
        if (of.Prices.Find(of.Resource.Type) is not { } now) return null;
        ResourceCase careful = of with { Options = of.Options with { CpuHeadroom = CpuHeadroom } };
        if (MachineFit.Cheapest(careful, now, of.Prices.Types.Where(type => type.Family == now.Family)) is not { } target) return null;
        return Make(
            of, $"{of.Resource.Id} fits on {target.Name} instead of {now.Name}", Saving.Rate(of.Bill, target.Rate), Grade.Medium, "",
            new Evidence("P99.5 CPU", Text($"{cpu.P995:0.0} %"), "at most 60 % on the target"), new Evidence("Largest memory use", Text($"{memory.Max:0.0} %"), "at most 80 % on the target")) with
        { Variant = target.Name };
    }
}
